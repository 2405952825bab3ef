// In: texts with characters written as escapes of the web and of program text. Out: the same with the characters themselves. Knows no model.
import { decodeHTML } from 'entities';
import type { Decoder } from './decoder.ts';

const percentRun = /(?:%[0-9a-fA-F]{2})+/g;
const entity = /&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,30});/g;
const codeEscape = /\\u\{?([0-9a-fA-F]{4,6})\}?|(?<![0-9A-Za-z])U\+([0-9a-fA-F]{4,6})[\s,]?/g;
const byteEscape = /=([0-9A-F]{2})/g;

export const decodePercent: Decoder = (text) => {
  if (!text.includes('%')) return text;
  const decoded = text.replace(percentRun, (run) => Buffer.from(run.replaceAll('%', ''), 'hex').toString('utf8'));
  // In form encoding a plus is a space.
  return decoded === text ? text : decoded.replace(/(?<=\p{L})\+(?=\p{L})/gu, ' ');
};

export const decodeEntities: Decoder = (text) =>
  text.includes('&') ? text.replace(entity, (found) => decodeHTML(found)) : text;

export const decodeCodeEscapes: Decoder = (text) =>
  text.replace(codeEscape, (found, escaped: string | undefined, named: string | undefined) => {
    const code = Number.parseInt(escaped ?? named ?? '', 16);
    return code <= 0x10ffff ? String.fromCodePoint(code) : found;
  });

/** Mail's way to write a byte, where a text has several of them. */
export const decodeQuotedPrintable: Decoder = (text) =>
  (text.match(byteEscape)?.length ?? 0) < 4
    ? text
    : text
        .replace(/=\r?\n/g, '')
        .replace(/(?:=[0-9A-F]{2})+/g, (run) => Buffer.from(run.replaceAll('=', ''), 'hex').toString('utf8'));
