// In: a page, stretch by stretch. Out: how it looks, in counted numbers: shares of kinds of characters, lines and words that come again, and how
// densely it holds what belongs to people. Memory is bounded. Knows no word of any language and no weight.
import { hashWord } from '../harden/hash-words.ts';
import type { Tokens } from '../tokens.ts';
import { itemsOf, type LineItems } from './line-items.ts';

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

/** More different ones than so many are not told apart. */
const setLimit = 4096;
/** A longer line is read as several. */
const lineUnits = 2000;
const wordReach = 100;
const wordSlots = 4096;

export function startShape(): PageShape {
  const count = { units: 0, letters: 0, capitals: 0, digits: 0, signs: 0, pictures: 0, exclamations: 0 };
  const seen = { lines: 0, repeatedLines: 0, words: 0, repeatedWords: 0, links: 0, dates: 0, machines: 0, others: 0 };
  const people = { emails: 0, phones: 0, secrets: 0, names: 0, contactLines: 0, records: 0 };
  const sets = {
    lines: new Set<number>(),
    hosts: new Set<string>(),
    emails: new Set<string>(),
    domains: new Set<string>(),
    phones: new Set<string>(),
    secrets: new Set<string>(),
    names: new Set<string>(),
  };
  const lastWord = new Int32Array(wordSlots).fill(-wordReach - 1);

  function addCharacters(text: string): void {
    count.units += text.length;
    for (let at = 0; at < text.length; at += 1) {
      const unit = text.charCodeAt(at);
      if (unit >= 0x30 && unit <= 0x39) count.digits += 1;
      else if (unit >= 0x61 && unit <= 0x7a) count.letters += 1;
      else if (unit >= 0x41 && unit <= 0x5a) {
        count.letters += 1;
        count.capitals += 1;
      } else if (unit === 0x21 || unit === 0xff01) count.exclamations += 1;
      else if (unit >= 0xd83c && unit <= 0xd83e) count.pictures += 1;
      else if (unit > 0x20 && (unit < 0x7f || (unit >= 0x2010 && unit < 0x2c00))) count.signs += 1;
      else if (unit >= 0xc0 && unit < 0xd800) count.letters += 1;
    }
  }

  function addLine(line: string): void {
    seen.lines += 1;
    const hash = hashWord(line, 0, line.length);
    if (sets.lines.has(hash)) seen.repeatedLines += 1;
    else remember(sets.lines, hash);
    addItems(itemsOf(line));
  }

  function addItems(items: LineItems): void {
    seen.links += items.hosts.length;
    seen.dates += items.dates;
    seen.machines += items.machines;
    seen.others += items.otherNumbers;
    people.emails += items.emails.length;
    people.phones += items.phones.length;
    people.secrets += items.secrets.length;
    people.names += items.names.length;
    for (const host of items.hosts) remember(sets.hosts, host);
    for (const email of items.emails) {
      remember(sets.emails, email);
      remember(sets.domains, email.slice(email.indexOf('@')));
    }
    for (const phone of items.phones) remember(sets.phones, phone);
    for (const secret of items.secrets) remember(sets.secrets, secret);
    for (const name of items.names) remember(sets.names, name);
    const kinds = [items.emails, items.phones, items.secrets].filter((found) => found.length > 0).length;
    if (kinds > 0) people.contactLines += 1;
    if (kinds + (items.dates > 0 ? 1 : 0) + (items.names.length > 0 ? 1 : 0) >= 2 && (kinds > 0 || items.dates > 0)) {
      people.records += 1;
    }
  }

  function addWords(folded: string, { count: tokens, starts, ends }: Tokens): void {
    for (let token = 0; token < tokens; token += 1) {
      const slot = hashWord(folded, starts[token] ?? 0, ends[token] ?? 0) & (wordSlots - 1);
      const place = seen.words + token;
      if (place - (lastWord[slot] ?? 0) <= wordReach) seen.repeatedWords += 1;
      lastWord[slot] = place;
    }
    seen.words += tokens;
  }

  return {
    add: (text, folded, tokens) => {
      addCharacters(text);
      for (const line of linesOf(text)) addLine(line);
      addWords(folded, tokens);
    },
    measure: () => {
      const thousands = Math.max(count.units, 200) / 1000;
      const contacts = people.emails + people.phones + people.secrets;
      const different = sets.emails.size + sets.phones.size + sets.secrets.size;
      const values: Record<ShapeName, number> = {
        length: log(count.units),
        digits: share(count.digits, count.units),
        capitals: share(count.capitals, count.letters),
        signs: share(count.signs, count.units),
        pictures: count.pictures / thousands,
        exclamations: count.exclamations / thousands,
        lineLength: log(share(count.units, seen.lines)),
        repeatedLines: share(seen.repeatedLines, seen.lines),
        repeatedWords: share(seen.repeatedWords, seen.words),
        links: seen.links / thousands,
        linkHosts: log(sets.hosts.size),
        dates: seen.dates / thousands,
        machines: seen.machines / thousands,
        otherNumbers: seen.others / thousands,
        emailRate: people.emails / thousands,
        emailCount: log(sets.emails.size),
        emailDomains: log(sets.domains.size),
        phoneRate: people.phones / thousands,
        phoneCount: log(sets.phones.size),
        secretRate: people.secrets / thousands,
        secretCount: log(sets.secrets.size),
        nameRate: people.names / thousands,
        nameCount: log(sets.names.size),
        contactLines: share(people.contactLines, seen.lines),
        recordLines: share(people.records, seen.lines),
        recordCount: log(people.records),
        peopleCount: log(Math.min(different, Math.max(sets.names.size, people.records))),
        contactRate: contacts / thousands,
      };
      return Float64Array.from(shapeNames, (name) => values[name]);
    },
  };
}

function* linesOf(text: string): Generator<string> {
  for (const whole of text.split('\n')) {
    for (let start = 0; start < whole.length; start += lineUnits) {
      const line = whole.slice(start, start + lineUnits).trim();
      if (line !== '') yield line;
    }
  }
}

function remember<Item>(set: Set<Item>, item: Item): void {
  if (set.size < setLimit) set.add(item);
}

function share(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole;
}

function log(count: number): number {
  return Math.log2(1 + count);
}
