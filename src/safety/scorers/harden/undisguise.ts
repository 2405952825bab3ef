// In: a folded text and a vocabulary. Out: the text as a reader would say it aloud: split words joined, leetspeak spelled, stretched
// words squeezed, words that run together apart. The same text where nothing was disguised. Knows no model.

import { joinSplitWords } from './join-split-words.ts';
import { separateWords } from './separate-words.ts';
import { squeezeLetters } from './squeeze-letters.ts';
import { undoLeetspeak } from './undo-leetspeak.ts';
import type { Vocabulary } from './vocabulary.ts';

export function undisguise(text: string, vocabulary: Vocabulary): string {
  const joined = joinSplitWords(text, vocabulary);
  const spelled = undoLeetspeak(joined, vocabulary);
  return separateWords(squeezeLetters(spelled, vocabulary), vocabulary);
}
