// In: bounds of numbers. Out: the tighter of them. Knows no keyword and no text.
import { compare, type Decimal, decimalOf } from './decimal.ts';

export interface Bound {
  readonly value: Decimal;
  readonly isExclusive: boolean;
}

export function boundOf(value: number, isExclusive: boolean): Bound {
  return { value: decimalOf(value), isExclusive };
}

export function tightest(bounds: readonly (Bound | null)[], side: 'low' | 'high'): Bound | null {
  return bounds.reduce<Bound | null>((best, bound) => {
    if (best === null || bound === null) return best ?? bound;
    const difference = compare(bound.value, best.value);
    if (difference === 0) return bound.isExclusive ? bound : best;
    return difference > 0 === (side === 'low') ? bound : best;
  }, null);
}
