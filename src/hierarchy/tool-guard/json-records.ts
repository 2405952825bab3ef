// In: a text. Out: the records in it where it is JSON; prose has none. Pure.

/** Without authority. */
export interface HeardText {
  readonly text: string;
  readonly records: readonly object[];
}

export function hear(text: string): HeardText {
  return { text, records: recordsIn(text) };
}

export function isRecord(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Also those within others. */
function recordsIn(text: string): readonly object[] {
  const records: object[] = [];
  const open: unknown[] = parsed(text);
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (isRecord(next)) records.push(next);
    // One by one: a list may be longer than a call's arguments can be.
    if (typeof next === 'object' && next !== null) for (const inner of Object.values(next)) open.push(inner);
  }
  return records;
}

function parsed(text: string): unknown[] {
  try {
    const value: unknown = JSON.parse(text);
    return value === null ? [] : [value];
  } catch {
    return [];
  }
}
