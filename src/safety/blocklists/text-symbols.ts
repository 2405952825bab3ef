// In: text in its exact form, in pieces. Out: its UTF-16 units with a mark at every edge of a word, so that "whole words only" becomes
// plain equality of sequences. Knows no list.
import { isHigh, isLow } from './exact-form.ts';
import { classOf, isOneWord, needsEdgeAfter, needsEdgeBefore, type WordClass, wordClass } from './word-edges.ts';

/** Stands at an edge of a word. A noncharacter: a text that has it anyway is read as having a replacement character. */
export const edgeSymbol = 0xffff;

/** Pieces must not cut a surrogate pair. */
export class TextSymbols {
  readonly #take: (symbol: number) => void;
  #before: WordClass = wordClass.outside;

  constructor(take: (symbol: number) => void) {
    this.#take = take;
  }

  push(text: string): void {
    let before = this.#before;
    for (let at = 0; at < text.length; at += 1) {
      const unit = text.charCodeAt(at);
      if (isLow(unit) && at > 0 && isHigh(text.charCodeAt(at - 1))) {
        this.#take(unit);
        continue;
      }
      const here = classOf(isHigh(unit) ? (text.codePointAt(at) ?? unit) : unit);
      if (!isOneWord(before, here)) this.#take(edgeSymbol);
      this.#take(unit === edgeSymbol ? 0xfffd : unit);
      before = here;
    }
    this.#before = before;
  }

  end(): void {
    this.#take(edgeSymbol);
  }
}

/** The symbols of a term: with an edge at its ends only where it must not be a part of a longer word. */
export function symbolsOfTerm(term: string): readonly number[] {
  const symbols: number[] = [];
  const writer = new TextSymbols((symbol) => symbols.push(symbol));
  writer.push(term);
  const characters = [...term];
  const first = classOf(characters[0]?.codePointAt(0) ?? 0);
  const last = classOf(characters.at(-1)?.codePointAt(0) ?? 0);
  if (needsEdgeAfter(last)) writer.end();
  return needsEdgeBefore(first) ? symbols : symbols.slice(1);
}
