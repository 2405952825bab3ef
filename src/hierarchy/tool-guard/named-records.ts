// In: texts without authority, some of them JSON. Out: whether a value is in the record of somebody or something that was named with authority:
// `{"name": "Ann Lee", "email": …}` where a user said Ann. Prose is no record. Pure.
import { foldText, squash } from './fold-values.ts';

export interface NamedRecord {
  readonly names: readonly string[];
  /** Letters and digits of each of its other values. */
  readonly values: ReadonlySet<string>;
}

const keyOfName =
  /^(?:(?:display|full|first|last|nick|user|contact|customer|account|company)[_ -]?)?(?:name|title|label|nickname)$/i;
const mostNameWords = 6;

export function namedRecords(texts: readonly string[]): readonly NamedRecord[] {
  const records: NamedRecord[] = [];
  const open: unknown[] = texts.flatMap(parsed);
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (Array.isArray(next)) open.push(...next);
    else if (typeof next === 'object' && next !== null) {
      open.push(...Object.values(next).filter((value) => typeof value === 'object'));
      const record = recordOf(next);
      if (record.names.length > 0) records.push(record);
    }
  }
  return records;
}

/** `said` is all that was said with authority. */
export function isOfNamed(value: string, records: readonly NamedRecord[], said: string): boolean {
  const key = squash(value);
  const words = new Set(foldText(said).match(/[\p{L}\p{N}]+/gu));
  return records.some(
    ({ names, values }) =>
      values.has(key) &&
      names.some((name) => (name.match(/[\p{L}\p{N}]+/gu) ?? []).some((word) => word.length > 2 && words.has(word))),
  );
}

function recordOf(value: object): NamedRecord {
  const leaves = Object.entries(value).flatMap(([key, leaf]) =>
    typeof leaf === 'string' || typeof leaf === 'number' ? [{ key, text: foldText(String(leaf)) }] : [],
  );
  const isName = ({ key, text }: { readonly key: string; readonly text: string }): boolean =>
    keyOfName.test(key) && text.split(' ').length <= mostNameWords;
  return {
    names: leaves.filter(isName).map(({ text }) => text),
    values: new Set(leaves.filter((leaf) => !isName(leaf)).map(({ text }) => squash(text))),
  };
}

function parsed(text: string): readonly unknown[] {
  try {
    const value: unknown = JSON.parse(text);
    return value === null ? [] : [value];
  } catch {
    return [];
  }
}
