// In: the beginning of what may be an object, in JSON or in something near it. Out: its first key, as far as it can be told. Pure.

export type FirstKey = { readonly kind: 'whole' | 'begun'; readonly key: string } | { readonly kind: 'none' };

export function firstKey(text: string): FirstKey {
  const match = /^\{\s*(?:"((?:[^"\\\n]|\\.)*)("?)|'([^'\n]*)('?)|([A-Za-z_]\w*)(\s*:?)|)/.exec(text);
  if (match === null) return { kind: 'none' };
  const [all, double, doubleEnd, single, singleEnd, word, wordEnd] = match;
  const isAtEnd = all.length === text.length;
  const key = double ?? single ?? word;
  if (key === undefined) return isAtEnd ? { kind: 'begun', key: '' } : { kind: 'none' };
  if (doubleEnd === '"' || singleEnd === "'" || wordEnd?.endsWith(':') === true) return { kind: 'whole', key };
  return isAtEnd ? { kind: 'begun', key } : { kind: 'none' };
}
