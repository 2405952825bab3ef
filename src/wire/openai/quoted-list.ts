// In: names and a conjunction. Out: the names quoted and joined as OpenAI's errors join them. Knows no schema.

/** `'a'`, `'a' and 'b'`, `'a', 'b', and 'c'`. */
export function quotedList(names: readonly string[], conjunction: 'and' | 'or'): string {
  const quoted = names.map((name) => `'${name}'`);
  if (quoted.length < 3) return quoted.join(` ${conjunction} `);
  return `${quoted.slice(0, -1).join(', ')}, ${conjunction} ${quoted.at(-1)}`;
}
