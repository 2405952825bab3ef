// In: a folded text. Out: its words by their places. Scripts that put no spaces between words, and pictures, give a token for each
// character. Time grows with the length. Knows no model.

export interface Tokens {
  readonly count: number;
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  /** 1 where a sentence or a line begins. */
  readonly opens: Uint8Array;
  /** 1 for a character that stands alone. */
  readonly singles: Uint8Array;
}

const separator = 0;
const letter = 1;
const single = 2;
const ending = 3;
const joiner = 4;
/** A longer word is cut, so that nothing hides in its tail. */
const maxWordUnits = 40;

const classes = buildClasses();

function buildClasses(): Uint8Array {
  const table = new Uint8Array(0x10000);
  const alone =
    /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}\p{So}]/u;
  for (let unit = 0; unit < table.length; unit += 1) {
    const character = String.fromCharCode(unit);
    if (unit >= 0xd800 && unit < 0xdc00) table[unit] = single;
    else if (unit >= 0xdc00 && unit < 0xe000) table[unit] = separator;
    else if (alone.test(character)) table[unit] = single;
    else if (/[\p{L}\p{M}\p{N}]/u.test(character)) table[unit] = letter;
    else if (/[.!?;\n\u3002\uff01\uff1f\u061f\u0964]/.test(character)) table[unit] = ending;
    else if (/['\u2019\u00b4`]/.test(character)) table[unit] = joiner;
  }
  return table;
}

export function isWordUnit(unit: number): boolean {
  return classes[unit] === letter;
}

export function tokenise(text: string): Tokens {
  const capacity = Math.min(text.length, 1 << 24) + 1;
  const starts = new Int32Array(capacity);
  const ends = new Int32Array(capacity);
  const opens = new Uint8Array(capacity);
  const singles = new Uint8Array(capacity);
  let count = 0;
  let isOpening = 1;
  let at = 0;
  while (at < text.length) {
    const kind = classes[text.charCodeAt(at)];
    if (kind === letter) {
      const start = at;
      const limit = Math.min(text.length, start + maxWordUnits);
      at += 1;
      while (at < limit && isInside(text, at)) at += 1;
      starts[count] = start;
      ends[count] = at;
    } else if (kind === single) {
      starts[count] = at;
      at += isSurrogatePair(text, at) ? 2 : 1;
      ends[count] = at;
      singles[count] = 1;
    } else {
      if (kind === ending) isOpening = 1;
      at += 1;
      continue;
    }
    opens[count] = isOpening;
    isOpening = 0;
    count += 1;
  }
  return { count, starts, ends, opens, singles };
}

function isInside(text: string, at: number): boolean {
  const kind = classes[text.charCodeAt(at)];
  return kind === letter || (kind === joiner && classes[text.charCodeAt(at + 1)] === letter);
}

function isSurrogatePair(text: string, at: number): boolean {
  const unit = text.charCodeAt(at);
  const next = text.charCodeAt(at + 1);
  return unit >= 0xd800 && unit < 0xdc00 && next >= 0xdc00 && next < 0xe000;
}
