// In: a text without authority. Out: its sentences, which of them were found, and the text without those, or with those quoted. Knows no scorer.
import type { SentencePiece } from './sentence-pieces.ts';
import { splitSentences } from './split-sentences.ts';

/** Stands for one sentence or several that follow one another. It must read as nothing that anybody would follow. */
export const removalMark = '[removed: instruction in untrusted text]';

/** Around a sentence that stays: a small model heeds these, and quotation marks alone hardly. */
export const quoteOpening = '[quoted: “';
export const quoteClosing = '”]';

/** Invariant: `found` holds places in `sentences`. */
export class ScreenedText {
  readonly #pieces: readonly SentencePiece[];
  /** As they are read. */
  readonly sentences: readonly string[];
  readonly found: Set<number> = new Set();

  constructor(text: string) {
    this.#pieces = splitSentences(text);
    this.sentences = this.#pieces.filter(({ kind }) => kind === 'sentence').map(({ plain }) => plain);
  }

  /** What is left, as it is read. */
  rest(): string {
    return this.kept()
      .map((place) => this.sentences[place] ?? '')
      .join(' ');
  }

  /** Places of the sentences that are left. */
  kept(): readonly number[] {
    return [...this.sentences.keys()].filter((place) => !this.found.has(place));
  }

  foundTexts(): readonly string[] {
    return this.sentences.filter((_, place) => this.found.has(place));
  }

  /** The text with what was found in quotation marks: nothing of it is lost. */
  quoted(): string {
    let place = -1;
    const parts = this.#pieces.map(({ kind, written }) => {
      if (kind === 'sentence') place += 1;
      return kind === 'sentence' && this.found.has(place) ? `${quoteOpening}${written}${quoteClosing}` : written;
    });
    return parts.join('');
  }

  written(): string {
    const parts: string[] = [];
    let place = -1;
    let isMarked = false;
    for (const { kind, written } of this.#pieces) {
      if (kind === 'sentence') place += 1;
      if (kind === 'sentence' && this.found.has(place)) {
        if (!isMarked) parts.push(removalMark);
        isMarked = true;
      } else {
        parts.push(written);
        // Each string of JSON, cell or list item tells for itself.
        if (written.trim() !== '') isMarked = false;
      }
    }
    return parts.join('');
  }
}
