// In: a text. Out: what stands in it between marks of quotation or emphasis, with its place. Pure; knows no meaning.

export interface Quote {
  readonly text: string;
  /** Of what is between the marks, in UTF-16 units. */
  readonly start: number;
  readonly end: number;
}

const longestQuote = 300;
const forms: readonly RegExp[] = [
  /"([^"\n]{1,300})"/g,
  /“([^”\n]{1,300})”/g,
  /(?<![\p{L}\p{N}])'([^\n]{1,300}?)'(?![\p{L}\p{N}])/gu,
  /‘([^’\n]{1,300}?)’(?![\p{L}\p{N}])/gu,
  /`{1,3}([^`\n]{1,300})`{1,3}/g,
  /«([^»\n]{1,300})»/g,
  /「([^」\n]{1,300})」/g,
  /\*{2,3}([^*\n]{1,300})\*{2,3}/g,
];

/** In their order; of two that overlap the one that begins first. */
export function findQuotes(text: string): readonly Quote[] {
  const found = forms
    .flatMap((form) =>
      [...text.matchAll(form)].flatMap((match) => {
        const [whole, inner = ''] = match;
        const start = match.index + whole.indexOf(inner);
        return inner.trim() === '' || inner.length > longestQuote
          ? []
          : [{ text: inner, start, end: start + inner.length }];
      }),
    )
    .sort((one, other) => one.start - other.start);
  const quotes: Quote[] = [];
  for (const quote of found) if (quote.start >= (quotes.at(-1)?.end ?? 0)) quotes.push(quote);
  return quotes;
}
