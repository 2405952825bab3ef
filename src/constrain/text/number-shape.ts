// In: what a number must be. Out: how many digits it is written with, and a regular expression of all numbers written so. Knows no bounds
// beyond their length.
import { type Decimal, digitsOf } from './decimal.ts';
import type { Bound } from './number-bound.ts';

export interface NumberDemand {
  readonly canBeInteger: boolean;
  readonly canBeFraction: boolean;
  readonly low: Bound | null;
  readonly high: Bound | null;
  readonly multiples: readonly { readonly step: Decimal; readonly isNegative: boolean }[];
  readonly excluded: readonly number[];
}

/** Decimals of this many digits survive the way through a binary number and back, so that what differs as text differs as number. */
export const exactDigits = 15;
export const mostWholeDigits = 40;
export const mostDecimals = 16;
const usualWholeDigits = 18;
/** Counting in steps needs so many states for each digit; with large steps there are fewer digits. */
const countedStates = 1500;

export interface NumberShape {
  /** At most so many characters, without the sign. */
  readonly longest: number;
  readonly source: string;
}

export function shapeOf(demand: NumberDemand): NumberShape {
  const { canBeInteger, canBeFraction } = demand;
  const isExact = needsExactness(demand);
  const whole = wholeDigits(demand, isExact);
  const decimals = decimalsOf(demand);
  const beforePoint = `(?:0|[1-9][0-9]{0,${Math.min(whole, exactDigits) - 1}})`;
  const behindPoint = canBeInteger ? `[0-9]{1,${decimals}}` : `[0-9]{0,${decimals - 1}}[1-9]`;
  const options = [
    ...(canBeInteger ? [`(?:0|-?[1-9][0-9]{0,${whole - 1}})`] : []),
    ...(canBeFraction ? [`-?${beforePoint}\\.${behindPoint}`] : []),
  ];
  return {
    longest: isExact ? exactDigits + 1 : Number.POSITIVE_INFINITY,
    source: options.length === 0 ? '[]' : options.join('|'),
  };
}

/** Behind a step's last place there are only zeros; numbers between steps may differ a few places behind it. */
function decimalsOf({ multiples }: NumberDemand): number {
  const places = multiples.map(({ step, isNegative }) => step.scale + (isNegative ? 6 : 2));
  return Math.min(mostDecimals, ...places);
}

function needsExactness({ low, high, multiples, excluded }: NumberDemand): boolean {
  return multiples.length > 0 || excluded.length > 0 || isDelicate(low) || isDelicate(high);
}

/** A number just below an exclusive bound may be rounded onto it; nothing is rounded onto zero. */
function isDelicate(bound: Bound | null): boolean {
  return bound?.isExclusive === true && bound.value.units !== 0n;
}

function wholeDigits({ low, high, multiples }: NumberDemand, isExact: boolean): number {
  // Where zero is not within the bounds, a number has about as many digits as the bound.
  const nearest = [
    ...(low !== null && low.value.units > 0n ? [low.value] : []),
    ...(high !== null && high.value.units < 0n ? [high.value] : []),
  ];
  const needed = Math.max(1, ...[...nearest, ...multiples.map(({ step }) => step)].map(countWholeDigits)) + 1;
  if (!isExact) return Math.min(mostWholeDigits, Math.max(usualWholeDigits, needed));
  const remainders = multiples.reduce((product, { step }) => product * countRemainders(step), 1);
  return Math.min(exactDigits, Math.max(needed, Math.floor(countedStates / remainders)));
}

function countWholeDigits(value: Decimal): number {
  return digitsOf(value)[0].length;
}

function countRemainders({ units, scale }: Decimal): number {
  const digits = String(units);
  return Number(scale === 0 ? digits.replace(/0+$/, '') : digits);
}
