// In: source code of any language with C's or Python's comments, or a text around it. Out: its tokens: words, numbers and signs. Comments, white space,
// semicolons, commas before a closing bracket, which quotation mark it is and for which kind of module do not count; names do. One pass, linear in the text.
import { firstSeed, firstStep, secondSeed, secondStep, TokenList } from './token-list.ts';

const newline = 0x0a;
const space = 0x20;
const doubleQuote = 0x22;
const hash = 0x23;
const singleQuote = 0x27;
const star = 0x2a;
const comma = 0x2c;
const slash = 0x2f;
const nine = 0x39;
const semicolon = 0x3b;
const backslash = 0x5c;
const backtick = 0x60;

const isWordUnit = Uint8Array.from({ length: 128 }, (_, unit) => (/[\w$]/.test(String.fromCharCode(unit)) ? 1 : 0));
const isClosing = Uint8Array.from({ length: 128 }, (_, unit) => (/[)\]}]/.test(String.fromCharCode(unit)) ? 1 : 0));
/** One file is built as each of these, and imports others so. */
const moduleHashes = new Set(['js', 'mjs', 'cjs'].map((word) => hashOf(word, firstSeed, firstStep)));
const moduleWord = { first: hashOf('js', firstSeed, firstStep), second: hashOf('js', secondSeed, secondStep) };
const commaHash = firstStep(firstSeed, comma);

export function codeTokens(text: string): TokenList {
  const tokens = new TokenList(text.length);
  const length = text.length;
  /** Up to here a string runs, in which nothing begins a comment. */
  let stringEnd = 0;
  /** Up to here a quotation mark of this kind is an apostrophe: its line has no other. */
  const apostropheUntil = { [doubleQuote]: 0, [singleQuote]: 0 };
  let at = 0;
  while (at < length) {
    const unit = text.charCodeAt(at);
    if (unit <= space || unit === semicolon || unit === 0xa0 || unit === 0xfeff) {
      at += 1;
      continue;
    }
    if (at >= stringEnd) {
      const end = commentEnd(text, at, unit);
      if (end > at) {
        at = end;
        continue;
      }
      if ((unit === doubleQuote || unit === singleQuote) && at >= apostropheUntil[unit]) {
        const { isClosed, end: quoteEnd } = closingQuote(text, at, unit);
        if (isClosed) stringEnd = quoteEnd;
        else apostropheUntil[unit] = quoteEnd;
      }
    }
    const start = at;
    at += 1;
    if (unit < 128 && isWordUnit[unit] === 0) {
      if (isClosing[unit] === 1) tokens.dropLast(commaHash);
      const sign = unit === singleQuote || unit === backtick ? doubleQuote : unit;
      tokens.push({ first: firstStep(firstSeed, sign), second: secondStep(secondSeed, sign), start, isWord: false });
      continue;
    }
    let first = firstStep(firstSeed, unit);
    let second = secondStep(secondSeed, unit);
    for (; at < length; at += 1) {
      const next = text.charCodeAt(at);
      if (next < 128 ? isWordUnit[next] === 0 : next === 0xa0 || next === 0xfeff) break;
      first = firstStep(first, next);
      second = secondStep(second, next);
    }
    if (moduleHashes.has(first)) tokens.push({ ...moduleWord, start, isWord: true });
    else tokens.push({ first, second, start, isWord: unit > nine && at - start > 1 });
  }
  return tokens;
}

function hashOf(word: string, seed: number, step: (hash: number, unit: number) => number): number {
  return [...word].reduce((hash, letter) => step(hash, letter.charCodeAt(0)), seed);
}

/** Where a comment that begins here ends; the place itself where none begins. Python's needs a space, C's directives have none. */
function commentEnd(text: string, at: number, unit: number): number {
  const next = text.charCodeAt(at + 1);
  if (unit === slash && next === star) {
    const end = text.indexOf('*/', at + 2);
    return end < 0 ? text.length : end + 2;
  }
  if ((unit === slash && next === slash) || (unit === hash && (next === space || next === hash))) {
    const end = text.indexOf('\n', at);
    return end < 0 ? text.length : end;
  }
  return at;
}

/** A string ends on its line; where it does not, the end is the line's. */
function closingQuote(text: string, at: number, quote: number): { readonly isClosed: boolean; readonly end: number } {
  for (let next = at + 1; next < text.length; next += 1) {
    const unit = text.charCodeAt(next);
    if (unit === newline) return { isClosed: false, end: next };
    if (unit === backslash) next += 1;
    else if (unit === quote) return { isClosed: true, end: next + 1 };
  }
  return { isClosed: false, end: text.length };
}
