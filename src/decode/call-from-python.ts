// In: the text of a call in Python's syntax, `f(a=1, b=["x"])`. Out: the call, if it is one of a function on offer. Pure; evaluates
// nothing: literals only.
import type { Json } from '../contract/json.ts';
import { adopt } from './call-from-json.ts';
import type { CallOffer, FoundCall } from './call-offer.ts';

/** Where the parenthesis that opens at `open` is closed; null while it is not. Brackets in strings do not count. */
export function closingParenthesis(text: string, open: number): number | null {
  let depth = 0;
  let quote = '';
  for (let index = open; index < text.length; index += 1) {
    const letter = text.charAt(index);
    if (quote !== '') {
      if (letter === '\\') index += 1;
      else if (letter === quote) quote = '';
      continue;
    }
    if (letter === '"' || letter === "'") quote = letter;
    else if ('([{'.includes(letter)) depth += 1;
    else if (')]}'.includes(letter)) {
      depth -= 1;
      if (depth === 0) return index;
    }
  }
  return null;
}

/** `inside` is what stands between the parentheses. */
export function callFromPython(offer: CallOffer, inside: string): FoundCall | null {
  const reader = new LiteralReader(inside);
  const given: [string, Json][] = [];
  try {
    reader.skipSpace();
    while (!reader.isAtEnd()) {
      const keyword = reader.keyword();
      const name = keyword ?? offer.parameterNames[given.length];
      if (name === undefined) return null;
      given.push([name, reader.value(0)]);
      reader.skipSpace();
      if (!reader.isAtEnd() && !reader.takes(',')) return null;
      reader.skipSpace();
    }
  } catch (error) {
    if (error instanceof NotLiteral) return null;
    throw error;
  }
  return adopt(offer, Object.fromEntries(given));
}

class NotLiteral extends Error {}

const words: ReadonlyMap<string, Json> = new Map<string, Json>([
  ['True', true],
  ['False', false],
  ['None', null],
  ['true', true],
  ['false', false],
  ['null', null],
]);
const escapes: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', b: '\b', f: '\f', '0': '\0' };
const deepest = 64;

class LiteralReader {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  isAtEnd(): boolean {
    return this.#at >= this.#text.length;
  }

  skipSpace(): void {
    while (/\s/.test(this.#text.charAt(this.#at))) this.#at += 1;
  }

  takes(letter: string): boolean {
    this.skipSpace();
    if (this.#text.charAt(this.#at) !== letter) return false;
    this.#at += 1;
    return true;
  }

  keyword(): string | null {
    const match = this.#match(/([A-Za-z_][\w-]*)\s*=(?!=)\s*/y);
    return match?.[1] ?? null;
  }

  value(depth: number): Json {
    if (depth > deepest) throw new NotLiteral();
    this.skipSpace();
    const letter = this.#text.charAt(this.#at);
    if (letter === '"' || letter === "'") return this.#strings();
    if (letter === '[' || letter === '(') return this.#list(letter === '[' ? ']' : ')', depth);
    if (letter === '{') return this.#mapping(depth);
    const number = this.#match(/[-+]?(?:\d[\d_]*\.?\d*|\.\d+)(?:[eE][-+]?\d+)?(?![\w.])/y);
    if (number !== null) {
      const parsed = Number(number[0].replaceAll('_', ''));
      if (Number.isFinite(parsed)) return parsed;
    }
    const word = this.#match(/[A-Za-z]+(?![\w(.])/y);
    const known = word === null ? undefined : words.get(word[0]);
    if (known === undefined) throw new NotLiteral();
    return known;
  }

  /** Python joins strings that stand side by side. */
  #strings(): string {
    let joined = '';
    do {
      joined += this.#string();
      this.skipSpace();
    } while (/["']/.test(this.#text.charAt(this.#at)));
    return joined;
  }

  #string(): string {
    const quote = this.#text.charAt(this.#at);
    const triple = quote.repeat(3);
    const close = this.#text.startsWith(triple, this.#at) ? triple : quote;
    this.#at += close.length;
    let value = '';
    while (!this.#text.startsWith(close, this.#at)) {
      if (this.isAtEnd()) throw new NotLiteral();
      let letter = this.#text.charAt(this.#at);
      if (letter === '\\') {
        this.#at += 1;
        const code = this.#match(/u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})/y);
        if (code !== null) {
          value += String.fromCharCode(Number.parseInt(code[1] ?? code[2] ?? '', 16));
          continue;
        }
        letter = this.#text.charAt(this.#at);
        letter = escapes[letter] ?? letter;
      }
      value += letter;
      this.#at += 1;
    }
    this.#at += close.length;
    return value;
  }

  #list(close: string, depth: number): Json {
    this.#at += 1;
    const items: Json[] = [];
    while (!this.takes(close)) {
      items.push(this.value(depth + 1));
      if (!this.takes(',') && this.#peek() !== close) throw new NotLiteral();
    }
    return items;
  }

  #mapping(depth: number): Json {
    this.#at += 1;
    const entries: [string, Json][] = [];
    while (!this.takes('}')) {
      const key = this.value(depth + 1);
      if (!this.takes(':')) throw new NotLiteral();
      entries.push([String(key), this.value(depth + 1)]);
      if (!this.takes(',') && this.#peek() !== '}') throw new NotLiteral();
    }
    return Object.fromEntries(entries);
  }

  #peek(): string {
    this.skipSpace();
    return this.#text.charAt(this.#at);
  }

  #match(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.#at;
    const match = pattern.exec(this.#text);
    if (match !== null) this.#at += match[0].length;
    return match;
  }
}
