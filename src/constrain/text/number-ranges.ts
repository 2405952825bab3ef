// In: a bound, exactly. Out: a regular expression of the decimal texts (no exponent) on one side of it. Knows no schema.
import { type Decimal, digitsOf } from './decimal.ts';
import type { Bound } from './number-bound.ts';

const fraction = '(?:\\.[0-9]+)?';
const fractionOfZeros = '(?:\\.0+)?';
const fractionBeyondZero = '\\.[0-9]*[1-9][0-9]*';
const anyMagnitude = `[0-9]+${fraction}`;

export function atLeast({ value, isExclusive }: Bound): string {
  if (value.units > 0n) return magnitudeAtLeast(value, isExclusive);
  if (value.units === 0n) return isExclusive ? magnitudeAtLeast(value, true) : anyMagnitude;
  return `(?:${anyMagnitude}|-${magnitudeAtMost(value, isExclusive)})`;
}

export function atMost({ value, isExclusive }: Bound): string {
  if (value.units > 0n) return `(?:-${anyMagnitude}|${magnitudeAtMost(value, isExclusive)})`;
  if (value.units === 0n) return isExclusive ? `-${anyMagnitude}` : `(?:-${anyMagnitude}|0${fractionOfZeros})`;
  return `-${magnitudeAtLeast(value, isExclusive)}`;
}

function magnitudeAtLeast(value: Decimal, isExclusive: boolean): string {
  const [whole, decimals] = digitsOf(value);
  const options = [
    `[1-9][0-9]{${whole.length},}${fraction}`,
    ...differingAt(whole, 'greater').map((prefix) => `${prefix}${fraction}`),
    ...differingAt(decimals, 'greater').map((prefix) => `${whole}\\.${prefix.replace(/\{\d+\}$/, '*')}`),
  ];
  const equal = decimals === '' ? whole : `${whole}\\.${decimals}`;
  if (decimals === '') options.push(isExclusive ? `${equal}${fractionBeyondZero}` : `${equal}${fraction}`);
  else options.push(isExclusive ? `${equal}[0-9]*[1-9][0-9]*` : `${equal}[0-9]*`);
  return `(?:${options.join('|')})`;
}

function magnitudeAtMost(value: Decimal, isExclusive: boolean): string {
  const [whole, decimals] = digitsOf(value);
  const options = differingAt(whole, 'less').map((prefix) => `${prefix}${fraction}`);
  if (whole.length > 1) options.push(`0${fraction}`, `[1-9][0-9]{0,${whole.length - 2}}${fraction}`);
  if (decimals !== '') {
    options.push(whole);
    for (let length = 1; length < decimals.length; length += 1)
      options.push(`${whole}\\.${decimals.slice(0, length)}0*`);
    options.push(...differingAt(decimals, 'less').map((prefix) => `${whole}\\.${prefix.replace(/\{\d+\}$/, '*')}`));
    if (!isExclusive) options.push(`${whole}\\.${decimals}0*`);
  } else if (!isExclusive) options.push(`${whole}${fractionOfZeros}`);
  return options.length === 0 ? '[]' : `(?:${options.join('|')})`;
}

/** Digit texts of the same length that are greater or less: the first difference stands at each place in turn. */
function differingAt(digits: string, side: 'greater' | 'less'): readonly string[] {
  return [...digits].flatMap((digit, place) => {
    const isLeading = place === 0 && digits.length > 1;
    const lowest = isLeading ? 1 : 0;
    const [first, last] = side === 'greater' ? [Number(digit) + 1, 9] : [lowest, Number(digit) - 1];
    if (first > last) return [];
    return [`${digits.slice(0, place)}[${first}-${last}][0-9]{${digits.length - place - 1}}`];
  });
}
