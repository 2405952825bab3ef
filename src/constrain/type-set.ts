// In: nothing. Out: the kinds of JSON values that never overlap, as a set of bits. Knows no schema.
import type { Json } from '../contract/json.ts';

/** A sum of `kinds`. */
export type TypeSet = number;

/** Two numbers: those with a whole value, and the others. */
export const kinds = {
  null: 1,
  true: 2,
  false: 4,
  integer: 8,
  fraction: 16,
  string: 32,
  array: 64,
  object: 128,
} as const;

export const noTypes: TypeSet = 0;
export const allTypes: TypeSet = 255;
export const numberTypes: TypeSet = kinds.integer | kinds.fraction;

const namedTypes: ReadonlyMap<string, TypeSet> = new Map([
  ['null', kinds.null],
  ['boolean', kinds.true | kinds.false],
  ['integer', kinds.integer],
  ['number', numberTypes],
  ['string', kinds.string],
  ['array', kinds.array],
  ['object', kinds.object],
]);

/** Undefined for a word that is no JSON Schema type. */
export function typesNamed(name: string): TypeSet | undefined {
  return namedTypes.get(name);
}

export function kindOf(value: Json): TypeSet {
  if (value === null) return kinds.null;
  if (typeof value === 'boolean') return value ? kinds.true : kinds.false;
  if (typeof value === 'number') return Number.isInteger(value) ? kinds.integer : kinds.fraction;
  if (typeof value === 'string') return kinds.string;
  return Array.isArray(value) ? kinds.array : kinds.object;
}
