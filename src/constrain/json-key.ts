// In: JSON values. Out: a text that is the same for equal values, whatever the order of their keys. Knows no schema.
import type { Json } from '../contract/json.ts';
import { isArray, isObject } from './json-kind.ts';

export function keyOfJson(value: Json): string {
  if (isArray(value)) return `[${value.map(keyOfJson).join()}]`;
  if (!isObject(value)) return JSON.stringify(value === 0 ? 0 : value);
  const members = Object.entries(value).map(([key, member]) => `${JSON.stringify(key)}:${keyOfJson(member)}`);
  return `{${members.sort().join()}}`;
}
