// In: a text of which a beginning was judged before. Out: how much of its plain spelling is new. Knows no reading but the text as written.
import { foldCharacters } from './harden/fold-characters.ts';

/** UTF-16 units at the end of the folded text; infinite where nothing was judged before, for which nothing needs folding. */
export function newUnitsOf(text: string, judgedUnits = 0): number {
  return judgedUnits === 0 ? Number.POSITIVE_INFINITY : foldCharacters(text.slice(judgedUnits)).length;
}
