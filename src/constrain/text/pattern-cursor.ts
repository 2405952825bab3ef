// In: the text of a regular expression. Out: its code points one after the other, and the escapes in it. Knows no structure.
import * as points from './code-points.ts';
import { codePointsOfProperty } from './unicode-property.ts';

/** Never returns: throws the fault that names the pattern's place. */
export type Refuse = (reason: string) => never;

export class PatternCursor {
  readonly #characters: readonly string[];
  readonly refuse: Refuse;
  #at = 0;

  constructor(text: string, refuse: Refuse) {
    this.#characters = [...text];
    this.refuse = refuse;
  }

  get isAtEnd(): boolean {
    return this.#at >= this.#characters.length;
  }

  peek(ahead = 0): string {
    return this.#characters[this.#at + ahead] ?? '';
  }

  next(): string {
    const character = this.peek();
    this.#at += 1;
    return character;
  }

  /** Takes the text if it comes next. */
  take(text: string): boolean {
    const characters = [...text];
    if (!characters.every((character, index) => this.peek(index) === character)) return false;
    this.#at += characters.length;
    return true;
  }

  /** Takes what the expression (of ASCII, sticky) matches here. */
  takeMatch(expression: RegExp): RegExpExecArray | null {
    const found = expression.exec(this.#characters.slice(this.#at, this.#at + 64).join(''));
    if (found?.index !== 0) return null;
    this.#at += [...found[0]].length;
    return found;
  }

  /** Behind a backslash; `isInClass` where `\b` is a backspace and no boundary. */
  takeEscape(isInClass: boolean): points.CodePointSet {
    const character = this.next();
    const named = classEscapes.get(character);
    if (named !== undefined) return named;
    const control = controlEscapes.get(character);
    if (control !== undefined) return single(control);
    if (isInClass && character === 'b') return single(0x08);
    if (character === '0' && !/[0-9]/.test(this.peek())) return single(0);
    if (character === 'c') return this.#takeControlLetter();
    if (character === 'x') return single(this.#takeHexadecimal(2));
    if (character === 'u') return this.#takeUnicodeEscape();
    if (character === 'p' || character === 'P') return this.#takeProperty(character === 'P');
    if (/[1-9k]/.test(character)) return this.refuse('holds a backreference, which cannot be enforced');
    if (character === '' || /[A-Za-z0-9]/.test(character)) {
      return this.refuse(`holds an escape that ECMAScript does not define: \\${character}`);
    }
    return single(character.codePointAt(0) ?? 0);
  }

  #takeControlLetter(): points.CodePointSet {
    const letter = this.next();
    if (!/[A-Za-z]/.test(letter)) return this.refuse('holds an incomplete escape: \\c');
    return single((letter.codePointAt(0) ?? 0) % 32);
  }

  #takeHexadecimal(length: number): number {
    const found = this.takeMatch(length === 2 ? /^[0-9A-Fa-f]{2}/ : /^[0-9A-Fa-f]{4}/);
    if (found === null) return this.refuse('holds an incomplete hexadecimal escape');
    return Number.parseInt(found[0], 16);
  }

  #takeUnicodeEscape(): points.CodePointSet {
    const braced = this.takeMatch(/^\{([0-9A-Fa-f]{1,6})\}/);
    if (braced !== null) return single(Number.parseInt(braced[1] ?? '', 16));
    const first = this.#takeHexadecimal(4);
    const isHighSurrogate = first >= 0xd800 && first <= 0xdbff;
    const second = isHighSurrogate ? this.takeMatch(/^\\u([Dd][C-Fc-f][0-9A-Fa-f]{2})/) : null;
    if (second === null) return single(first);
    return single(0x10000 + ((first - 0xd800) << 10) + Number.parseInt(second[1] ?? '', 16) - 0xdc00);
  }

  #takeProperty(isNegative: boolean): points.CodePointSet {
    const name = this.takeMatch(/^\{([^{}]*)\}/)?.[1];
    const set = name === undefined ? null : codePointsOfProperty(name);
    if (set === null) return this.refuse('names a Unicode property that ECMAScript does not know');
    return isNegative ? points.negate(set) : set;
  }
}

function single(codePoint: number): points.CodePointSet {
  return points.setOfRanges(codePoint, codePoint);
}

const classEscapes: ReadonlyMap<string, points.CodePointSet> = new Map([
  ['d', points.digits],
  ['D', points.negate(points.digits)],
  ['w', points.wordCharacters],
  ['W', points.negate(points.wordCharacters)],
  ['s', points.spaces],
  ['S', points.negate(points.spaces)],
]);

const controlEscapes: ReadonlyMap<string, number> = new Map([
  ['t', 0x09],
  ['n', 0x0a],
  ['v', 0x0b],
  ['f', 0x0c],
  ['r', 0x0d],
]);
