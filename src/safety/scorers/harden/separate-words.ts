// In: a folded text and a vocabulary. Out: the text with spaces where words were run together. Time grows with the length.
import type { Vocabulary } from './vocabulary.ts';

const longRun = /[a-z]{8,}/g;
/** So many letters are looked at together; a longer run is cut. */
const maxLetters = 2048;

/** A shorter run may be one word that is not known, in pieces that are: it must be made of common ones, without what makes one word of another, or of many. */
const shortRun = 20;
const maxCostPerLetter = 1.7;
const ending = / (?:[a-z]{1,2}|able|ability|ally|based|hood|less|like|ness|ship|ward|wards|wise)$/;
const beginning =
  /^(?:anti|co|counter|dis|in|inter|mis|multi|non|over|post|pre|psycho|radio|re|semi|sub|super|trans|ultra|un|under) [a-z]+$/;
const manyWords = 4;

export function separateWords(text: string, vocabulary: Vocabulary): string {
  return text.replace(longRun, (run) => {
    if (vocabulary.has(run)) return run;
    if (run.length < shortRun) return separateShort(run, vocabulary);
    let separated = '';
    for (let at = 0; at < run.length; at += maxLetters) {
      const letters = run.slice(at, at + maxLetters);
      separated += vocabulary.segment(letters)?.words.join(' ') ?? letters;
    }
    return separated;
  });
}

function separateShort(run: string, vocabulary: Vocabulary): string {
  const segmentation = vocabulary.segment(run);
  if (segmentation === null) return run;
  const { words, cost } = segmentation;
  const separated = words.join(' ');
  if (words.length >= manyWords && words.every((word) => vocabulary.isEnglish(word))) return separated;
  const isOneWord = ending.test(separated) || beginning.test(separated);
  return isOneWord || cost > maxCostPerLetter * run.length ? run : separated;
}
