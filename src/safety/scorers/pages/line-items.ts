// In: one line of a page. Out: what in it looks like a way to reach or tell apart a person, or a machine: mails, phone and other numbers,
// dates, pages. By look alone, in time that grows with the line: what it really is, `personal-data` tells. Knows no page.

export interface LineItems {
  readonly emails: readonly string[];
  readonly phones: readonly string[];
  /** Numbers as long as a card's or an account's, digests, and what hangs on a mail address as its password would. */
  readonly secrets: readonly string[];
  readonly dates: number;
  readonly machines: number;
  readonly otherNumbers: number;
  /** Hosts of the pages that it links to. */
  readonly hosts: readonly string[];
  /** Two words with capitals side by side, as most names are written. */
  readonly names: readonly string[];
}

const numberRun = /(?<![\p{L}\d._-])\+?\(?\d{1,24}(?:(?:[ ./-]|\) ?| \(?)\d{1,24}){0,6}/gu;
const host = /(?:https?:\/\/|\bwww\.)[^\s/<>"'()[\]]{1,80}/gi;
const mailDomain = /[a-z\d-]{1,63}(?:\.[a-z\d-]{1,63}){1,4}/iy;
const mailSign = /[\p{L}\d._+-]/u;
const digest = /\b[\da-f]{32,64}\b/gi;
const hanging = /(?<=[a-z\d]\.[a-z]{2,12})[:;|][^\s:;|,]{4,64}/gi;
const name = /(?<!\p{L})\p{Lu}\p{Ll}{1,20},? \p{Lu}\p{Ll}{1,20}(?!\p{L})/gu;
const date = /^(?:\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.](?:\d{2}|\d{4}))$/;
const machine = /^\d{1,3}(?:\.\d{1,3}){3}$/;
/** As people write them: an area in parentheses, a plus, a nought before, or groups of two to five digits. */
const phoneLook = /^(?:\+|\(|0\d)|^\d{2,5}(?:[ -]\d{2,5}){1,4}$|^1[3-9]\d{9}$|^[6-9]\d{9}$/;

const maxMailNameUnits = 64;

export function itemsOf(line: string): LineItems {
  const { secrets, ...numbers } = numbersOf(line);
  return {
    ...numbers,
    secrets: line.includes('@') ? [...secrets, ...(line.match(hanging) ?? [])] : secrets,
    emails: line.includes('@') ? emailsOf(line) : [],
    hosts: line.includes('.') ? (line.match(host) ?? []) : [],
    names: line.match(name) ?? [],
  };
}

function numbersOf(line: string): Pick<LineItems, 'phones' | 'secrets' | 'dates' | 'machines' | 'otherNumbers'> {
  const phones: string[] = [];
  const secrets: string[] = line.match(digest) ?? [];
  let dates = 0;
  let machines = 0;
  let otherNumbers = 0;
  for (const [run] of line.matchAll(numberRun)) {
    const digits = run.replaceAll(/\D/g, '');
    if (date.test(run)) dates += 1;
    else if (machine.test(run)) machines += 1;
    else if (digits.length >= 13 && digits.length <= 24) secrets.push(digits);
    else if (digits.length >= 8 && digits.length <= 13 && phoneLook.test(run)) phones.push(digits);
    else otherNumbers += 1;
  }
  return { phones, secrets, dates, machines, otherNumbers };
}

function emailsOf(line: string): readonly string[] {
  const found: string[] = [];
  for (let at = line.indexOf('@'); at !== -1; at = line.indexOf('@', at + 1)) {
    mailDomain.lastIndex = at + 1;
    const domain = mailDomain.exec(line)?.[0];
    if (domain === undefined) continue;
    let start = at;
    while (start > 0 && at - start < maxMailNameUnits && mailSign.test(line.charAt(start - 1))) start -= 1;
    if (start < at) found.push(`${line.slice(start, at)}@${domain}`.toLowerCase());
  }
  return found;
}
