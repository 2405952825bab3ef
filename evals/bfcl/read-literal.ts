// In: a piece of source text. Out: it without quotes, or as a number, as Python's int() and float() take it. Pure.

/** Takes off one pair of the same quotation mark. */
export function unquote(text: string, marks: string): string {
  const mark = text[0] ?? '';
  return mark !== '' && marks.includes(mark) && text.endsWith(mark) ? text.slice(1, -1) : text;
}

/** Takes off every quotation mark at both ends. */
export function trimQuotes(text: string): string {
  return text.replace(/^["']+/, '').replace(/["']+$/, '');
}

export function readNumber(text: string): bigint | number | null {
  if (/^[+-]?\d+$/.test(text)) return BigInt(text.replace('+', ''));
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text) ? Number(text) : null;
}
