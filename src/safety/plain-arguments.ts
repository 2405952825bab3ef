// In: the arguments of a call in JSON, whole or cut anywhere. Out: what they say to a reader, escapes undone. Pure.

const escapes: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', b: '\b', f: '\f' };

/** What is no escape stays as it is: a text that was cut in the middle of one cannot say more. */
export function plainArguments(json: string): string {
  return json.replaceAll(/\\(?:u([0-9a-fA-F]{4})|(["\\/bfnrt]))/g, (_, hex: string | undefined, letter: string) =>
    hex === undefined ? (escapes[letter] ?? letter) : String.fromCharCode(Number.parseInt(hex, 16)),
  );
}
