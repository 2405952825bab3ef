// In: what an answer must not tell. Out: one reader for all ways in which it may be told. Knows no piece.
import { Base64Reader } from './base64-reader.ts';
import { EscapeReader } from './escape-reader.ts';
import { ExactReader } from './exact-reader.ts';
import { FragmentTrail } from './fragment-trail.ts';
import { HexReader } from './hex-reader.ts';
import { LetterReader } from './letter-reader.ts';
import {
  firstLetters,
  firstOfLines,
  LetterTrail,
  markedSigns,
  namedLetters,
  singleLetters,
  singleSigns,
  spelledLetters,
  type Trail,
  uncountedSigns,
} from './letter-trail.ts';
import { NeedleScan } from './needle-scan.ts';
import type { NeedleSet } from './needle-set.ts';
import { NumberReader } from './number-reader.ts';
import { OverlapScan } from './overlap-scan.ts';
import { PercentReader } from './percent-reader.ts';
import { RowLetters } from './row-letters.ts';
import type { SecrecyRules } from './secrecy-rules.ts';
import type { SecretForms } from './secret-forms.ts';
import type { SymbolSink, TellLeak } from './symbol-sink.ts';
import type { TextReader } from './text-reader.ts';
import { TokenReader } from './token-reader.ts';

/** Ordinary words are code for a letter often, for two in a row seldom. */
const heldDepthInCode = 2;

export function readersFor({ forms, isSecret, words }: SecrecyRules, tell: TellLeak): TextReader {
  const sinks = (set: NeedleSet, heldDepth = 1): readonly SymbolSink[] => [
    ...(set.isEmpty ? [] : [new NeedleScan(set, isSecret, tell, heldDepth)]),
    ...(words === null ? [] : [new OverlapScan(words, tell)]),
  ];
  const decoded = () => new LetterReader(sinks(forms.letters, heldDepthInCode));
  const exact = forms.exact.isEmpty ? [] : [new ExactReader(new NeedleScan(forms.exact, isSecret, tell))];
  const trails = trailsFor(forms).map((trail) => new LetterTrail(trail, isSecret, tell));
  const fragments = new FragmentTrail(forms.plain, isSecret, tell);
  const rows = words === null ? [] : [new TokenReader([new RowLetters(new OverlapScan(words, tell))])];
  const unescaped = new AllReaders([new LetterReader(sinks(forms.letters)), ...rows]);
  return new AllReaders([
    new EscapeReader(new PercentReader(unescaped)),
    new LetterReader(sinks(forms.letters)),
    new LetterReader(sinks(forms.leet), true),
    new Base64Reader(decoded()),
    new HexReader(decoded()),
    new NumberReader(decoded()),
    ...(forms.plain.length === 0 ? [] : [new TokenReader([...trails, fragments])]),
    ...exact,
  ]);
}

function trailsFor({ singles, firsts }: SecretForms): readonly Trail[] {
  const alone = [singleSigns, uncountedSigns, singleLetters, spelledLetters];
  return [
    ...alone.map((letterOf): Trail => ({ letterOf, set: singles, longestGap: 12, heldDepth: 2 })),
    { letterOf: markedSigns, set: singles, longestGap: Number.POSITIVE_INFINITY, heldDepth: Number.POSITIVE_INFINITY },
    { letterOf: namedLetters, set: singles, longestGap: 6, heldDepth: 1 },
    { letterOf: firstOfLines, set: singles, longestGap: Number.POSITIVE_INFINITY, heldDepth: 2 },
    { letterOf: firstLetters, set: firsts, longestGap: 0, heldDepth: 3 },
  ];
}

/** All ways of reading one text. */
class AllReaders implements TextReader {
  readonly #readers: readonly TextReader[];

  constructor(readers: readonly TextReader[]) {
    this.#readers = readers;
  }

  take(codePoint: number, start: number, end: number): void {
    for (const reader of this.#readers) reader.take(codePoint, start, end);
  }

  endText(): void {
    for (const reader of this.#readers) reader.endText();
  }

  holdFrom(): number {
    let from = Number.POSITIVE_INFINITY;
    for (const reader of this.#readers) from = Math.min(from, reader.holdFrom());
    return from;
  }
}
