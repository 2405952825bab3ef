// In: what stands in a document's label field. Out: the filters that should find it. Pure.

import { isObject } from './field-of.ts';
import { type FilterName, filterNames } from './filters.ts';

const otherNames: Readonly<Record<string, FilterName>> = {
  sexual: 'adult',
  selfharm: 'selfHarm',
  'self-harm': 'selfHarm',
  self_harm: 'selfHarm',
  personaldata: 'personal',
  personal_data: 'personal',
};

/** A name, a list of names, or an object of names with true or false (or 1 or 0). Null: it is not labelled. Strange names are passed over. */
export function labelsOf(value: unknown): ReadonlySet<FilterName> | null {
  if (typeof value === 'string') return new Set(namesIn([value]));
  if (Array.isArray(value)) return new Set(namesIn(value));
  if (!isObject(value)) return null;
  return new Set(namesIn(Object.keys(value).filter((name) => value[name] === true || value[name] === 1)));
}

function namesIn(values: readonly unknown[]): readonly FilterName[] {
  return values.flatMap((value) => {
    const name = String(value).trim();
    return (
      filterNames.find((known) => known.toLowerCase() === name.toLowerCase()) ?? otherNames[name.toLowerCase()] ?? []
    );
  });
}
