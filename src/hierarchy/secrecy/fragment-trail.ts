// In: words of an answer, and of the answers before it. Out: secrets that are told in pieces, one behind the other or from the end, in one answer or
// in several. Knows no way of writing.
import type { IsSecret } from './needle-scan.ts';
import type { Needle } from './needle-set.ts';
import type { TellLeak } from './symbol-sink.ts';
import { foldWords, type LetterSymbol } from './symbols.ts';
import { type Token, type TokenSink, wordKey } from './token-reader.ts';

/** Shorter ones are told by letters. */
const shortestSecret = 6;
/** Within one answer so many words may stand between two pieces; more, and more answers, where it is said of each piece that it is one. */
const longestGap = 24;
/** Words that say so, at the most so many before the piece. */
const cueReach = 6;
const cues = new Set(
  foldWords(
    'half halves part piece letters syllable begins begin starts ends end beginning ending prefix suffix rest remaining password passcode passphrase secret code word',
  ).map(wordKey),
);
/** From this share on the rest can be guessed. */
const leakShare = 0.6;

/** How far a secret was told; `told` letters of it, from the left or from the right. */
interface Progress {
  readonly needle: Needle;
  readonly isFromEnd: boolean;
  /** Over any gap; only pieces count of which it is said, or shown by marks, that they are some. */
  readonly isFar: boolean;
  told: number;
  pieces: number;
  gap: number;
}

const nothingTold = { told: 0, pieces: 0, gap: 0 };

export class FragmentTrail implements TokenSink {
  readonly #progress: readonly Progress[];
  readonly #isSecret: IsSecret;
  readonly #tell: TellLeak;
  #wordsSinceCue = Number.POSITIVE_INFINITY;

  constructor(needles: readonly Needle[], isSecret: IsSecret, tell: TellLeak) {
    this.#progress = needles
      .filter(({ symbols }) => symbols.length >= shortestSecret)
      .flatMap((needle) =>
        [false, true].flatMap((isFromEnd) =>
          [false, true].map((isFar) => ({ needle, isFromEnd, isFar, ...nothingTold })),
        ),
      );
    this.#isSecret = isSecret;
    this.#tell = tell;
  }

  take(token: Token): void {
    this.#wordsSinceCue = cues.has(token.key) ? 0 : this.#wordsSinceCue + 1;
    if (token.symbols.length < 2 && !token.isMarked) {
      for (const progress of this.#progress) progress.gap += 1;
      return;
    }
    for (const progress of this.#progress) this.#note(progress, token);
  }

  mayEnd(symbols: readonly LetterSymbol[]): boolean {
    return this.#progress.some(({ needle, isFromEnd, told }) => {
      if (told === 0) return false;
      const { length } = needle.symbols;
      if (!isFromEnd) return standsAt(needle.symbols, symbols, told);
      return Array.from({ length: length - told }).some((_, at) => standsAt(needle.symbols, symbols, at));
    });
  }

  endText(): void {
    this.#wordsSinceCue = Number.POSITIVE_INFINITY;
    for (const progress of this.#progress) progress.gap = 0;
  }

  holdFrom(): number {
    return Number.POSITIVE_INFINITY;
  }

  #note(progress: Progress, { symbols, start, end, isMarked }: Token): void {
    const { needle, isFromEnd, isFar } = progress;
    progress.gap += 1;
    if (isFar && !isMarked && this.#wordsSinceCue > cueReach) return;
    if (!isFar && progress.gap > longestGap) Object.assign(progress, nothingTold);
    const { length } = needle.symbols;
    const at = isFromEnd ? length - progress.told - symbols.length : progress.told;
    if (!standsAt(needle.symbols, symbols, at)) return;
    progress.told += symbols.length;
    progress.pieces += 1;
    progress.gap = 0;
    if (progress.pieces < 2 || progress.told < length * leakShare || !this.#isSecret(needle)) return;
    this.#tell(start, end);
    if (progress.told === length) Object.assign(progress, nothingTold);
  }
}

function standsAt(whole: readonly LetterSymbol[], part: readonly LetterSymbol[], at: number): boolean {
  if (at < 0 || at + part.length > whole.length) return false;
  return part.every((symbol, place) => whole[at + place] === symbol);
}
