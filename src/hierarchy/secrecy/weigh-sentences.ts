// In: the text of an operator. Out: its words, each with how much of a secret it is to repeat it: all of an instruction, half of who the
// assistant is, little of what the operator tells so that users hear it. Pure.
import { findFaqLines } from './find-faq-lines.ts';
import type { Stretch } from './find-told-stretches.ts';
import { kindOfSentence } from './sentence-kinds.ts';
import { foldWords, type LetterSymbol } from './symbols.ts';

export interface WeighedWord {
  readonly symbols: readonly LetterSymbol[];
  /** 0 to 1. */
  readonly weight: number;
}

const weights = { instruction: 1, identity: 0.5, fact: 0.1, told: 0 } as const;

/** A line, or a sentence in it. */
const sentence = /[^\n.!?。！？]*(?:[.!?。！？]+(?![\s"'”’)\]])[^\n.!?。！？]*)*(?:[.!?。！？]+["'”’)\]]*|\n|$)/g;

/** `told` are the stretches that the operator has the model say, by their places in the text, in order and apart. */
export function weighWords(text: string, told: readonly Stretch[]): readonly WeighedWord[] {
  const words: WeighedWord[] = [];
  const stretchAt = stretchFinder(told);
  const faqLineAt = stretchFinder(findFaqLines(text));
  for (const match of text.matchAll(sentence)) {
    const [part] = match;
    const end = match.index + part.length;
    const faqLine = faqLineAt(match.index);
    const isInFaq = faqLine !== undefined && faqLine.start <= match.index;
    const weight = weights[isInFaq ? 'fact' : kindOfSentence(part)];
    for (let at = match.index; at < end; ) {
      const stretch = stretchAt(at);
      const isTold = stretch !== undefined && stretch.start <= at;
      const upTo = Math.min(end, (isTold ? stretch.end : stretch?.start) ?? end);
      for (const symbols of foldWords(text.slice(at, upTo)))
        words.push({ symbols, weight: isTold ? weights.told : weight });
      at = upTo;
    }
  }
  return words;
}

/** Of stretches in order, the first that ends behind a place; it is asked for places in order. */
function stretchFinder(stretches: readonly Stretch[]): (place: number) => Stretch | undefined {
  let next = 0;
  return (place) => {
    while (next < stretches.length && (stretches[next]?.end ?? 0) <= place) next += 1;
    return stretches[next];
  };
}
