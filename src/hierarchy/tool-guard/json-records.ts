// In: a text. Out: the records in it where it is JSON; prose has none. Pure.

export function isRecord(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Also those within others. */
export function recordsIn(text: string): readonly object[] {
  const records: object[] = [];
  const open: unknown[] = parsed(text);
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (Array.isArray(next)) open.push(...next);
    else if (isRecord(next)) {
      open.push(...Object.values(next).filter((value) => typeof value === 'object' && value !== null));
      records.push(next);
    }
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
