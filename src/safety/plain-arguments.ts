// In: the arguments of a call in JSON, whole or cut anywhere. Out: what they say to a reader, escapes undone. Pure.

const escapes: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', b: '\b', f: '\f' };

/** What is no escape stays as it is: a text that was cut in the middle of one cannot say more. */
export function plainArguments(json: string): string {
  return json.replaceAll(/\\(?:u([0-9a-fA-F]{4})|(["\\/bfnrt]))/g, (_, hex: string | undefined, letter: string) =>
    hex === undefined ? (escapes[letter] ?? letter) : String.fromCharCode(Number.parseInt(hex, 16)),
  );
}

/** Of arguments that are whole: their keys and texts, a line each. */
export function readableArguments(json: string): string {
  try {
    return textsIn(JSON.parse(json)).join('\n');
  } catch {
    return plainArguments(json);
  }
}

function textsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  if (Array.isArray(value)) return value.flatMap(textsIn);
  if (typeof value !== 'object' || value === null) return value === null ? [] : [String(value)];
  return Object.entries(value).flatMap(([key, inner]) => [key, ...textsIn(inner)]);
}
