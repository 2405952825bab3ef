// In: a text without authority. Out: what it says of whom it is from: in the head of a mail, or in records, never in what those hold. Pure.
import { type HeardText, isRecord } from './json-records.ts';

const keyOfSender = /^(?:from|sender|author|reply[-_ ]?to)(?:[-_ ]?(?:address|e-?mail|name))?$/i;
/** `From: Ann`, with a mark of a list or a quotation before it. */
const headLine = /^(?<indent>[ \t]*(?:[-*>{|] ?)?)["']?(?<key>[A-Za-z][\w-]{0,30})["']?[ \t]{0,3}[:=](?<rest>.{0,400})/;
/** What follows in the same line. */
const nextKey = /[\s,|]["']?(?:to|cc|subject|date|content|body|text|message)["']?\s?[:=]/i;

export function sendersIn({ text, records }: HeardText): readonly string[] {
  if (records.length > 0) return records.flatMap(sendersOfRecord);
  return sendersInHead(text.split(/\r?\n/));
}

function sendersOfRecord(record: object): readonly string[] {
  return Object.entries(record).flatMap(([key, value]: [string, unknown]) => {
    if (!keyOfSender.test(key)) return [];
    if (isRecord(value)) return Object.values(value).filter((inner) => typeof inner === 'string');
    return typeof value === 'string' ? [value] : [];
  });
}

/**
 * Lines of the head stand one below the other. At the margin the first that is none ends it, and each key counts once; where they are set in, what
 * stands deeper is what one of them holds.
 */
function sendersInHead(lines: readonly string[]): readonly string[] {
  const senders: string[] = [];
  const seen = new Set<string>();
  let margin: number | null = null;
  for (const line of lines) {
    const { indent = '', key = '', rest = '' } = headLine.exec(line)?.groups ?? {};
    if (margin === null && key === '') continue;
    margin ??= indent.length;
    const isOfHead = key !== '' && indent.length === margin;
    if (!isOfHead && margin === 0) break;
    if (!isOfHead) continue;
    const isAgain = margin === 0 && seen.has(key.toLowerCase());
    seen.add(key.toLowerCase());
    if (keyOfSender.test(key) && !isAgain) senders.push(rest.split(nextKey)[0] ?? '');
  }
  return senders;
}
