// In: a page, stretch by stretch. Out: how it looks, in 28 measures: shares of kinds of characters, of lines and words that come again, and how
// densely it holds what belongs to people. Knows no word of any language and no weight.
import type { Tokens } from '../tokens.ts';
import { countCharacters, countLines, countWords, type PageCounts, startCounts } from './page-counts.ts';

/** Rates are per 1,000 characters; shares 0 to 1; counts are logarithms to base 2 of one more. */
export const shapeNames = [
  ...['length', 'digits', 'capitals', 'signs', 'pictures', 'exclamations', 'lineLength'],
  ...['repeatedLines', 'repeatedWords', 'links', 'linkHosts', 'dates', 'machines', 'otherNumbers'],
  ...['emailRate', 'emailCount', 'emailDomains', 'phoneRate', 'phoneCount', 'secretRate', 'secretCount'],
  ...['nameRate', 'nameCount', 'contactLines', 'recordLines', 'recordCount', 'peopleCount', 'contactRate'],
] as const;
export type ShapeName = (typeof shapeNames)[number];

export interface PageShape {
  /** `text` as written, and its folded form in words. */
  add(text: string, folded: string, tokens: Tokens): void;
  /** In the order of `shapeNames`. */
  measure(): Float64Array;
}

/** A rate of a shorter text would be chance. */
const leastUnits = 200;

export function startShape(): PageShape {
  const counts = startCounts();
  return {
    add: (text, folded, tokens) => {
      countCharacters(counts, text);
      countLines(counts, text);
      countWords(counts, folded, tokens);
    },
    measure: () => {
      const values = valuesOf(counts);
      return Float64Array.from(shapeNames, (name) => values[name]);
    },
  };
}

function valuesOf({ characters, lines, words, items, different }: PageCounts): Readonly<Record<ShapeName, number>> {
  const rate = (count: number): number => (count * 1000) / Math.max(characters.all, leastUnits);
  const contacts = different.emails.size + different.phones.size + different.secrets.size;
  return {
    length: log(characters.all),
    digits: share(characters.digits, characters.all),
    capitals: share(characters.capitals, characters.letters),
    signs: share(characters.signs, characters.all),
    pictures: rate(characters.pictures),
    exclamations: rate(characters.exclamations),
    lineLength: log(share(characters.all, lines.all)),
    repeatedLines: share(lines.repeated, lines.all),
    repeatedWords: share(words.repeated, words.all),
    links: rate(items.links),
    linkHosts: log(different.hosts.size),
    dates: rate(items.dates),
    machines: rate(items.machines),
    otherNumbers: rate(items.otherNumbers),
    emailRate: rate(items.emails),
    emailCount: log(different.emails.size),
    emailDomains: log(different.domains.size),
    phoneRate: rate(items.phones),
    phoneCount: log(different.phones.size),
    secretRate: rate(items.secrets),
    secretCount: log(different.secrets.size),
    nameRate: rate(items.names),
    nameCount: log(different.names.size),
    contactLines: share(lines.withContact, lines.all),
    recordLines: share(lines.records, lines.all),
    recordCount: log(lines.records),
    // So many different people as there are ways to reach one, and names or records to go with them.
    peopleCount: log(Math.min(contacts, Math.max(different.names.size, lines.records))),
    contactRate: rate(items.emails + items.phones + items.secrets),
  };
}

function share(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole;
}

function log(count: number): number {
  return Math.log2(1 + count);
}
