// In: a statement and the sources that it should come from. Out: whether words alone decide: it stands there as it is, or it has a number
// that stands nowhere; or that something in it is strange. Pure; asks nobody.
import type { SourceIndex, SourceSentence } from './source-index.ts';
import { stemsOf, type Word, wordsOf } from './words.ts';

/**
 * `verbatim`: one sentence of the sources says it in its words. `unknown-number`: it has a number of three digits or more, or with a
 * fraction, that nothing it was given has. `strange`: a shorter number or a name that nothing has. `open`: words do not tell.
 */
export type WordVerdict =
  | { readonly kind: 'verbatim'; readonly sentence: SourceSentence }
  | { readonly kind: 'unknown-number' | 'strange' | 'open' };

/** Shorter ones are answers whose meaning is in the question. */
const fewestWords = 5;
/** Between words of a statement so many others of the sentence may stand, and half as many as it has. */
const mostSkipped = 8;

/** Of the words that change what is said around them, those that no statement may leave out of a sentence that it repeats. */
const turningWords = new Set(
  [
    "not no never none neither nor without n't cannot can't don't doesn't didn't isn't aren't wasn't weren't won't wouldn't hardly",
    'or either unless if except instead but however allegedly reportedly could might may would should false falsely untrue denied denies',
    'nicht kein keine keinen keiner keinem nie niemals ohne oder entweder falls wenn aber sondern angeblich',
    'ne pas jamais aucun aucune sans ou sinon mais si no nunca ningún ninguna ninguno sin o pero tampoco',
    'não nunca nenhum nenhuma sem ou mas non mai nessuno nessuna senza ma se nu niciodată fără sau dar',
    'не ни нет никогда без или если но лишь якобы δεν μην όχι ποτέ χωρίς ή αν αλλά değil yok hiç veya ama',
    'لا لم لن ليس ليست غير دون أو لكن नहीं न मत बिना या लेकिन không chưa chẳng hoặc nếu nhưng',
    '不 没 沒 未 非 无 無 或 若 但 ない ず ไม่ มิ หรือ ถ้า แต่',
  ]
    .join(' ')
    .split(' '),
);

export interface ComparedClaim {
  readonly text: string;
  /** Whether it answers a question: a piece of a sentence may then be true, and no answer. */
  readonly isAnswer: boolean;
}

/** `given` is what a statement may repeat beside the sources, such as the question: it makes nothing grounded, but is not strange either. */
export function compareWords(claim: ComparedClaim, sources: SourceIndex, given: readonly string[]): WordVerdict {
  const words = wordsOf(claim.text);
  if (words.length >= fewestWords) {
    const sentence = sources.sentences.find(
      (candidate) => (!claim.isAnswer || words.length >= candidate.words.length / 2) && repeats(words, candidate),
    );
    if (sentence !== undefined) return { kind: 'verbatim', sentence };
  }
  const known = new Set(given.flatMap((text) => wordsOf(text).flatMap(stemsOf)));
  const isKnown = (word: Word) => stemsOf(word).some((stem) => known.has(stem) || sources.stems.has(stem));
  const strange = words.filter((word, place) => isTelling(word, place, sources) && !isKnown(word));
  if (strange.some(({ kind, folded }) => kind === 'number' && /\d{3}|\./.test(folded)))
    return { kind: 'unknown-number' };
  return { kind: strange.length > 0 ? 'strange' : 'open' };
}

/** Numbers, and names where they can be told: a capital letter at the beginning says nothing. */
function isTelling({ kind, isCapital, folded }: Word, place: number, { tellsNames }: SourceIndex): boolean {
  return kind === 'number' || (isCapital && place > 0 && tellsNames && folded.length > 1);
}

/** All words of the statement in their order, and between them nothing that turns the meaning. */
function repeats(words: readonly Word[], { words: written, stems }: SourceSentence): boolean {
  if (written.length < words.length || !words.every((word) => stemsOf(word).some((stem) => stems.has(stem))))
    return false;
  const [first] = words;
  return written.some(
    (word, at) => word.folded === first?.folded && !isTurnedBefore(written, at) && runsFrom(words, written, at),
  );
}

function runsFrom(words: readonly Word[], written: readonly Word[], start: number): boolean {
  let at = start;
  let skipped = 0;
  for (const { folded } of words) {
    for (;;) {
      const candidate = written[at];
      at += 1;
      if (candidate === undefined) return false;
      if (candidate.folded === folded) break;
      skipped += 1;
      if (skipped > Math.min(mostSkipped, words.length / 2) || turningWords.has(candidate.folded)) return false;
    }
  }
  // What is left of the sentence may still turn it.
  return !written.slice(at).some(({ folded }) => turningWords.has(folded));
}

/** "It is false that …", "Nobody knows whether …": what stands before must not turn it either. */
function isTurnedBefore(written: readonly Word[], start: number): boolean {
  return written.slice(0, start).some(({ folded }) => turningWords.has(folded));
}
