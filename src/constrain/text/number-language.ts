// In: what a number must be. Out: the automaton of its decimal texts, exact: whoever parses such a text gets a number that is so.
// Knows no schema.
import { type Automaton, combine, dead } from './automaton.ts';
import * as points from './code-points.ts';
import { type Decimal, decimalOf, digitsOf, numberOf, shorten } from './decimal.ts';
import { determinise } from './determinise.ts';
import { type Bound, boundOf } from './number-bound.ts';
import { atLeast, atMost } from './number-ranges.ts';
import { mostDecimals, mostWholeDigits, type NumberDemand, shapeOf } from './number-shape.ts';
import type { Pattern } from './pattern.ts';
import { readPattern } from './read-pattern.ts';
import type { TextLimits } from './text-language.ts';

const largestRemainder = 3000n;

/** Null when it needs too many states. */
export function numberLanguage(asked: NumberDemand, limits: TextLimits): Automaton | null {
  const demand = { ...asked, low: settled(asked.low, 1), high: settled(asked.high, -1) };
  const { source, longest } = shapeOf(demand);
  let automaton = ofTexts(source, limits);
  const meet = (other: Automaton | null, how: 'and' | 'and-not'): void => {
    automaton = automaton === null || other === null ? null : combine(automaton, other, how, limits);
  };
  meet(ofTexts('-0(?:\\.0*)?', limits), 'and-not');
  if (longest < Number.POSITIVE_INFINITY) meet(ofTexts(`-?[0-9.]{1,${longest}}`, limits), 'and');
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
