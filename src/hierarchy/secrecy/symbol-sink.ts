// In: nothing. Out: what reads the symbols of an answer. Places count UTF-16 units of all that was read. Knows no way to find anything.
import type { LetterSymbol } from './symbols.ts';

/** Told of all from `start` to `end`, once or again with a later end. */
export type TellLeak = (start: number, end: number) => void;

export interface SymbolSink {
  take(symbol: LetterSymbol, start: number, end: number): void;
  /** A word ends here, or may: `isParted` where something that is no letter stands behind it. */
  endWord(isParted: boolean): void;
  /** What comes does not go on with what was. */
  forget(): void;
  /** From here on something may still become a leak; infinite where nothing may. */
  holdFrom(): number;
}
