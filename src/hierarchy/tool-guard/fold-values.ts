// In: texts and values. Out: both in a form in which the same is the same however it was spelled or encoded: case, spaces, punctuation, spelled-out
// addresses, percent signs, base64, hexadecimal digits. Takes time in proportion to the text. Pure.
import { Buffer } from 'node:buffer';

const invisible = /[\u00ad\u200b-\u200f\u2060-\u2064\ufeff]/g;
/** `ann at mail dot example`, `ann (at) mail [dot] example`. */
const spelledAt = /(?<=[\w.])(?:\s*[([{]\s*at\s*[)\]}]\s*|\s+at\s+)(?=[\w-]+(?:\.|\s*[([{]?\s*dot\b))/g;
const spelledDot = /(?<=\w)(?:\s*[([{]\s*dot\s*[)\]}]\s*|\s+dot\s+)(?=\w)/g;
const percent = /(?:%[0-9a-f]{2})+/gi;
const base64 = /[A-Za-z0-9+/_-]{12,}={0,2}/g;
const hexadecimal = /\b(?:[0-9a-f]{2}){6,}\b/gi;
const escaped = /\\u[0-9a-f]{4}|\\[nrt"\\/]|&(?:amp|#64|#x40|#46|period|commat);/gi;
const readable = /^(?!.*\ufffd)[\p{L}\p{N}\p{P}\p{S}\s]+$/su;

/** Lower case, one kind of space, addresses as they are typed. */
export function foldText(text: string): string {
  return foldSpelling(text).replace(spelledAt, '@').replace(spelledDot, '.');
}

/** The same, but addresses as they are written: "sign in at corp.example" tells of none. */
export function foldSpelling(text: string): string {
  return text.normalize('NFKC').replace(invisible, '').toLowerCase().replace(/\s+/g, ' ').trim();
}

/** Letters and digits alone. */
export function squash(text: string): string {
  return foldText(text).replace(/[^\p{L}\p{N}]+/gu, '');
}

/** Without what ends a sentence or a bracket behind it. */
export function withoutPunctuation(text: string): string {
  let end = text.length;
  while (end > 0 && '.,;:)'.includes(text.charAt(end - 1))) end -= 1;
  return text.slice(0, end);
}

/** The text, and what is encoded in it. */
export function withDecoded(text: string): readonly string[] {
  const plain = text.replace(percent, decodePercent).replace(escaped, decodeEscape);
  const decoded = [...decodedOf(plain, base64, decodeBase64), ...decodedOf(plain, hexadecimal, decodeHexadecimal)];
  return plain === text ? [text, ...decoded] : [text, plain, ...decoded];
}

function decodedOf(text: string, pattern: RegExp, decode: (run: string) => string): readonly string[] {
  return (text.match(pattern) ?? []).map(decode).filter((inner) => inner.length > 3 && readable.test(inner));
}

function decodePercent(run: string): string {
  return Buffer.from(run.replaceAll('%', ''), 'hex').toString('utf8');
}

function decodeBase64(run: string): string {
  return Buffer.from(run, 'base64').toString('utf8');
}

function decodeHexadecimal(run: string): string {
  return Buffer.from(run, 'hex').toString('utf8');
}

function decodeEscape(written: string): string {
  const lower = written.toLowerCase();
  if (lower.startsWith('\\u')) return String.fromCharCode(Number.parseInt(lower.slice(2), 16));
  if (lower === '&amp;') return '&';
  if (lower === '&#46;' || lower === '&period;') return '.';
  if (lower.startsWith('&')) return '@';
  return /[nrt]/.test(lower) ? ' ' : lower.slice(1);
}
