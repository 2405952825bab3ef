// In: what stands in a document's label field. Out: which filters should find it, and which should not. Pure.
import { isObject } from './field-of.ts';
import { type FilterName, filterNames } from './filters.ts';

/** Whether a filter should find the document; null where nobody said. */
export type Labels = (name: FilterName) => boolean | null;

const otherNames: Readonly<Record<string, FilterName>> = {
  sexual: 'adult',
  selfharm: 'selfHarm',
  'self-harm': 'selfHarm',
  self_harm: 'selfHarm',
  personaldata: 'personal',
  personal_data: 'personal',
};

/**
 * A name or a list of names: these and no others. An object of names with true or false (or 1 or 0): these only, the others are not known. Null:
 * it is not labelled. Strange names are passed over.
 */
export function labelsOf(value: unknown): Labels | null {
  if (typeof value === 'string') return labelsOf([value]);
  if (Array.isArray(value)) {
    const names = new Set(value.map((name) => filterNamed(String(name))));
    return (name) => names.has(name);
  }
  if (!isObject(value)) return null;
  const known = new Map(Object.entries(value).map(([name, is]) => [filterNamed(name), is === true || is === 1]));
  return (name) => known.get(name) ?? null;
}

function filterNamed(word: string): FilterName | null {
  const name = word.trim().toLowerCase();
  return filterNames.find((known) => known.toLowerCase() === name) ?? otherNames[name] ?? null;
}
