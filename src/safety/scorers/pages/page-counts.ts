// In: a page, stretch by stretch. Out: what was counted in it: characters by kind, lines and words that come again, and what belongs to people.
// Memory is bounded. Knows no word of any language.
import { hashWord } from '../harden/hash-words.ts';
import type { Tokens } from '../tokens.ts';
import { itemsOf, type LineItems } from './line-items.ts';

export interface PageCounts {
  readonly characters: Record<
    'all' | 'letters' | 'capitals' | 'digits' | 'signs' | 'pictures' | 'exclamations',
    number
  >;
  readonly lines: Record<'all' | 'repeated' | 'withContact' | 'records', number>;
  readonly words: Record<'all' | 'repeated', number>;
  readonly items: Record<
    'links' | 'dates' | 'machines' | 'otherNumbers' | 'emails' | 'phones' | 'secrets' | 'names',
    number
  >;
  readonly different: Readonly<Record<'hosts' | 'emails' | 'domains' | 'phones' | 'secrets' | 'names', Set<string>>>;
  readonly lineHashes: Set<number>;
  /** The place of the last word of each slot. */
  readonly lastWords: Int32Array;
}

/** More different ones than so many are not told apart. */
const setLimit = 4096;
/** A longer line is read as several. */
const lineUnits = 2000;
const wordReach = 100;
const wordSlots = 4096;

export function startCounts(): PageCounts {
  return {
    characters: { all: 0, letters: 0, capitals: 0, digits: 0, signs: 0, pictures: 0, exclamations: 0 },
    lines: { all: 0, repeated: 0, withContact: 0, records: 0 },
    words: { all: 0, repeated: 0 },
    items: { links: 0, dates: 0, machines: 0, otherNumbers: 0, emails: 0, phones: 0, secrets: 0, names: 0 },
    different: {
      hosts: new Set(),
      emails: new Set(),
      domains: new Set(),
      phones: new Set(),
      secrets: new Set(),
      names: new Set(),
    },
    lineHashes: new Set(),
    lastWords: new Int32Array(wordSlots).fill(-wordReach - 1),
  };
}

export function countCharacters({ characters }: PageCounts, text: string): void {
  characters.all += text.length;
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    if (unit >= 0x30 && unit <= 0x39) characters.digits += 1;
    else if (unit >= 0x61 && unit <= 0x7a) characters.letters += 1;
    else if (unit >= 0x41 && unit <= 0x5a) {
      characters.letters += 1;
      characters.capitals += 1;
    } else if (unit === 0x21 || unit === 0xff01) characters.exclamations += 1;
    else if (unit >= 0xd83c && unit <= 0xd83e) characters.pictures += 1;
    else if (unit > 0x20 && (unit < 0x7f || (unit >= 0x2010 && unit < 0x2c00))) characters.signs += 1;
    else if (unit >= 0xc0 && unit < 0xd800) characters.letters += 1;
  }
}

export function countLines(counts: PageCounts, text: string): void {
  for (const line of linesOf(text)) {
    counts.lines.all += 1;
    const hash = hashWord(line, 0, line.length);
    if (counts.lineHashes.has(hash)) counts.lines.repeated += 1;
    else remember(counts.lineHashes, hash);
    countItems(counts, itemsOf(line));
  }
}

/** A record is a line that tells at least two things of someone, one of them a way to reach or to tell them apart, or a date. */
function countItems({ items, different, lines }: PageCounts, found: LineItems): void {
  items.links += found.hosts.length;
  items.dates += found.dates;
  items.machines += found.machines;
  items.otherNumbers += found.otherNumbers;
  for (const kind of ['emails', 'phones', 'secrets', 'names'] as const) {
    items[kind] += found[kind].length;
    for (const item of found[kind]) remember(different[kind], item);
  }
  for (const host of found.hosts) remember(different.hosts, host);
  for (const email of found.emails) remember(different.domains, email.slice(email.indexOf('@')));
  const kinds = [found.emails, found.phones, found.secrets].filter(({ length }) => length > 0).length;
  const others = (found.dates > 0 ? 1 : 0) + (found.names.length > 0 ? 1 : 0);
  if (kinds > 0) lines.withContact += 1;
  if (kinds + others >= 2 && (kinds > 0 || found.dates > 0)) lines.records += 1;
}

export function countWords({ words, lastWords }: PageCounts, folded: string, { count, starts, ends }: Tokens): void {
  for (let token = 0; token < count; token += 1) {
    const slot = hashWord(folded, starts[token] ?? 0, ends[token] ?? 0) & (wordSlots - 1);
    const place = words.all + token;
    if (place - (lastWords[slot] ?? 0) <= wordReach) words.repeated += 1;
    lastWords[slot] = place;
  }
  words.all += count;
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
