// In: what a number must be. Out: the automaton of its decimal texts, exact: whoever parses such a text gets a number that is so.
// Knows no schema.
import { type Automaton, combine, dead } from './automaton.ts';
import * as points from './code-points.ts';
import { type Decimal, decimalOf, digitsOf, numberOf, shorten } from './decimal.ts';
import { determinise } from './determinise.ts';
import { type Bound, boundOf } from './number-bound.ts';
import { atLeast, atMost } from './number-ranges.ts';
import type { Pattern } from './pattern.ts';
import { readPattern } from './read-pattern.ts';
import type { TextLimits } from './text-language.ts';

export interface NumberDemand {
  readonly canBeInteger: boolean;
  readonly canBeFraction: boolean;
  readonly low: Bound | null;
  readonly high: Bound | null;
  readonly multiples: readonly { readonly step: Decimal; readonly isNegative: boolean }[];
  readonly excluded: readonly number[];
}

/** Decimals of this many digits survive the way through a binary number and back, so that what differs as text differs as number. */
const exactDigits = 15;
const usualWholeDigits = 18;
const mostWholeDigits = 40;
const mostDecimals = 16;
const largestRemainder = 3000n;

/** Null when it needs too many states. */
export function numberLanguage(asked: NumberDemand, limits: TextLimits): Automaton | null {
  const demand = { ...asked, low: settled(asked.low, 1), high: settled(asked.high, -1) };
  const needsExactness =
    demand.multiples.length > 0 || demand.excluded.length > 0 || [demand.low, demand.high].some(isDelicate);
  let automaton = ofTexts(shapeOf(demand, needsExactness), limits);
  const meet = (other: Automaton | null, how: 'and' | 'and-not'): void => {
    automaton = automaton === null || other === null ? null : combine(automaton, other, how, limits);
  };
  if (needsExactness) meet(ofTexts(`-?[0-9.]{1,${exactDigits + 1}}`, limits), 'and');
  if (demand.low !== null) meet(ofTexts(atLeast(demand.low), limits), 'and');
  if (demand.high !== null) meet(ofTexts(atMost(demand.high), limits), 'and');
  for (const { step, isNegative } of demand.multiples) meet(multiplesOf(step, limits), isNegative ? 'and-not' : 'and');
  for (const value of demand.excluded) meet(ofTexts(spellingsOf(decimalOf(value)), limits), 'and-not');
  return automaton;
}

/** Bounds beyond what is written at all are moved to where they can be written; the numbers within stay the same or become fewer. */
function settled(bound: Bound | null, direction: 1 | -1): Bound | null {
  if (bound === null) return null;
  const value = numberOf(bound.value);
  const isFar = Math.abs(value) >= 10 ** mostWholeDigits;
  if (isFar) return value > 0 === direction > 0 ? { value: farthest(value), isExclusive: true } : null;
  if (bound.value.scale > mostDecimals) return { value: roundInwards(bound.value, direction), isExclusive: false };
  if (!bound.isExclusive || bound.value.scale > 0 || Math.abs(value) < 2 ** 53) return bound;
  // Where whole numbers lie closer than binary numbers do, an exclusive bound is moved beyond the next of these.
  return boundOf(value + direction * Math.abs(value) * 2 ** -50, false);
}

/** No number is written beyond it. */
function farthest(value: number): Decimal {
  return { units: (value > 0 ? 1n : -1n) * 10n ** BigInt(mostWholeDigits), scale: 0 };
}

function roundInwards({ units, scale }: Decimal, direction: 1 | -1): Decimal {
  const step = 10n ** BigInt(scale - mostDecimals);
  const truncated = units / step;
  const isInside = units >= 0n === direction < 0;
  return shorten(isInside ? truncated : truncated + BigInt(direction), mostDecimals);
}

/** A number just below an exclusive bound may be rounded onto it; nothing is rounded onto zero. */
function isDelicate(bound: Bound | null): boolean {
  return bound?.isExclusive === true && bound.value.units !== 0n;
}

function shapeOf({ canBeInteger, canBeFraction, low, high }: NumberDemand, needsExactness: boolean): string {
  const farBounds = [low, high].flatMap((bound) => (bound !== null && isOnFarSide(bound, low) ? [bound.value] : []));
  const needed = Math.max(0, ...farBounds.map((value) => digitsOf(value)[0].length + 1));
  const whole = needsExactness ? exactDigits : Math.min(mostWholeDigits, Math.max(usualWholeDigits, needed));
  const integer = `(?:0|-?[1-9][0-9]{0,${whole - 1}})`;
  const start = `[0-9]{0,${exactDigits - 1}}`;
  const behindPoint = canBeInteger ? '[0-9]{1,16}' : '[0-9]{0,15}[1-9]';
  const positive = `(?:0|[1-9]${start})\\.${behindPoint}`;
  const negative = `-(?:0\\.[0-9]{0,15}[1-9]|[1-9]${start}\\.${behindPoint})`;
  const options = [...(canBeInteger ? [integer] : []), ...(canBeFraction ? [positive, negative] : [])];
  return options.length === 0 ? '[]' : options.join('|');
}

/** Zero is not on the bound's good side: a number must have about as many digits as the bound. */
function isOnFarSide(bound: Bound, low: Bound | null): boolean {
  return bound === low ? bound.value.units > 0n : bound.value.units < 0n;
}

function spellingsOf(value: Decimal): string {
  const [whole, decimals] = digitsOf(value);
  const sign = value.units < 0n ? '-' : '';
  return decimals === '' ? `${sign}${whole}(?:\\.0+)?` : `${sign}${whole}\\.${decimals}0*`;
}

function ofTexts(source: string, limits: TextLimits): Automaton | null {
  return determinise(patternOf(source), limits);
}

function patternOf(source: string): Pattern {
  const refuse = (reason: string): never => {
    throw new TypeError(`an expression of our own ${reason}`);
  };
  return readPattern(source, refuse).pattern;
}

/** Multiples of `p·10^z` are those of `p` with `z` zeros behind them. */
function multiplesOf(step: Decimal, limits: TextLimits): Automaton | null {
  let [units, zeros] = [step.units < 0n ? -step.units : step.units, 0];
  if (step.scale === 0) while (units % 10n === 0n) [units, zeros] = [units / 10n, zeros + 1];
  const states = units * BigInt(step.scale + 2);
  if (units === 0n || states > largestRemainder) return null;
  const counted = countRemainders(Number(units), step.scale);
  if (zeros === 0) return counted;
  const whole = ofTexts('-?[0-9]+', limits);
  const wholeCounted = whole === null ? null : combine(counted, whole, 'and', limits);
  if (wholeCounted === null) return null;
  const zero: Pattern = { kind: 'characters', set: points.setOfText('0') };
  const tail: Pattern = { kind: 'repeat', item: zero, min: zeros, max: zeros };
  const pointAndZeros = patternOf('(?:\\.0+)?');
  const nonZero: Pattern = {
    kind: 'sequence',
    items: [{ kind: 'embedded', automaton: wholeCounted }, tail, pointAndZeros],
  };
  return determinise(
    { kind: 'choice', options: [nonZero, { kind: 'sequence', items: [zero, pointAndZeros] }] },
    limits,
  );
}

/** Reads digit by digit what remains of the number, in units of the step's last place. */
function countRemainders(units: number, scale: number): Automaton {
  const sets = [...'-.0123456789'].map(points.setOfText);
  const classes = [...sets, points.negate(points.setOfRanges(...sets.flat()))];
  // State 0 is the start; then `scale + 2` blocks of `units` states: before the point, and behind it by digits read.
  const stateOf = (block: number, remainder: number): number => 1 + block * units + (remainder % units);
  const rows: number[] = [];
  const isAccepting: boolean[] = [];
  const addRow = (afterSign: number, afterPoint: number, afterDigit: (digit: number) => number): void => {
    rows.push(afterSign, afterPoint, ...Array.from({ length: 10 }, (_, digit) => afterDigit(digit)), dead);
  };
  addRow(0, dead, (digit) => stateOf(0, digit));
  isAccepting.push(false);
  for (let block = 0; block < scale + 2; block += 1) {
    const digitsBehindPoint = block - 1;
    for (let remainder = 0; remainder < units; remainder += 1) {
      const missing = scale - Math.max(0, digitsBehindPoint);
      isAccepting.push((BigInt(remainder) * 10n ** BigInt(missing)) % BigInt(units) === 0n);
      addRow(dead, block === 0 ? stateOf(1, remainder) : dead, (digit) => {
        if (digitsBehindPoint < scale) return stateOf(block === 0 ? 0 : block + 1, remainder * 10 + digit);
        return digit === 0 ? stateOf(block, remainder) : dead;
      });
    }
  }
  return { classes, table: Int32Array.from(rows), isAccepting };
}
