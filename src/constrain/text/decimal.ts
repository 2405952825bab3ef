// In: JSON numbers. Out: their exact decimal values: what is written, without the rounding of binary arithmetic. Knows no schema.

/** `units / 10^scale`; scale is not negative, and units does not end in 0 unless scale is 0. */
export interface Decimal {
  readonly units: bigint;
  readonly scale: number;
}

export function decimalOf(value: number): Decimal {
  const [mantissa = '0', exponentText = '0'] = String(value).split('e');
  const [whole = '0', fraction = ''] = mantissa.split('.');
  const exponent = Number(exponentText) - fraction.length;
  const units = BigInt(whole + fraction);
  return exponent >= 0 ? { units: units * 10n ** BigInt(exponent), scale: 0 } : shorten(units, -exponent);
}

/** The nearest binary number. */
export function numberOf({ units, scale }: Decimal): number {
  return Number(`${units}e-${scale}`);
}

/** Without zeros at the end. */
export function shorten(units: bigint, scale: number): Decimal {
  let [shortUnits, shortScale] = [units, scale];
  while (shortScale > 0 && shortUnits % 10n === 0n) [shortUnits, shortScale] = [shortUnits / 10n, shortScale - 1];
  return { units: shortUnits, scale: shortScale };
}

export function isMultiple(value: Decimal, step: Decimal): boolean {
  const scale = Math.max(value.scale, step.scale);
  return unitsAt(value, scale) % unitsAt(step, scale) === 0n;
}

function unitsAt(value: Decimal, scale: number): bigint {
  return value.units * 10n ** BigInt(scale - value.scale);
}

/** Digits before and behind the point, without sign: `['12', '5']` for -12.5. */
export function digitsOf(value: Decimal): readonly [string, string] {
  const digits = (value.units < 0n ? -value.units : value.units).toString().padStart(value.scale + 1, '0');
  return [digits.slice(0, digits.length - value.scale), digits.slice(digits.length - value.scale)];
}

/** Negative when the first is less. */
export function compare(left: Decimal, right: Decimal): number {
  const scale = Math.max(left.scale, right.scale);
  const difference = left.units * 10n ** BigInt(scale - left.scale) - right.units * 10n ** BigInt(scale - right.scale);
  return difference === 0n ? 0 : difference < 0n ? -1 : 1;
}
