// In: a grammar in GBNF. Out: its rules as data, read by a parser of its own that follows llama.cpp's documentation. Knows nothing of how
// the grammar was made.

export type Part =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'class'; readonly ranges: readonly (readonly [number, number])[]; readonly isNegated: boolean }
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'group'; readonly options: readonly (readonly Part[])[] }
  | { readonly kind: 'repeat'; readonly part: Part; readonly min: number; readonly max: number };

/** The engine takes counts below this. */
const countLimit = 2000;

export type Rules = ReadonlyMap<string, readonly (readonly Part[])[]>;

export function readGbnf(grammar: string): Rules {
  return new Parser(grammar).rules();
}

class Parser {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  rules(): ReadonlyMap<string, readonly (readonly Part[])[]> {
    const rules = new Map<string, readonly (readonly Part[])[]>();
    while (this.#at < this.#text.length) {
      const name = this.#match(/[A-Za-z0-9-]+/y);
      this.#match(/ ::= /y);
      if (rules.has(name)) throw new Error(`rule ${name} twice`);
      rules.set(name, this.#options());
      this.#match(/\n/y);
    }
    return rules;
  }

  #match(expression: RegExp): string {
    expression.lastIndex = this.#at;
    const found = expression.exec(this.#text);
    if (found === null) throw new Error(`expected ${expression} at ${this.#text.slice(this.#at, this.#at + 60)}`);
    this.#at += found[0].length;
    return found[0];
  }

  #peek(): string {
    return this.#text[this.#at] ?? '';
  }

  #options(): readonly (readonly Part[])[] {
    const options = [this.#sequence()];
    while (this.#peek() === '|') {
      this.#match(/\| */y);
      options.push(this.#sequence());
    }
    return options;
  }

  #sequence(): readonly Part[] {
    const parts: Part[] = [];
    while (!['', '\n', '|', ')'].includes(this.#peek())) {
      let part = this.#part();
      while (['*', '+', '?', '{'].includes(this.#peek())) part = this.#repeated(part);
      parts.push(part);
      this.#match(/ */y);
    }
    return parts;
  }

  #part(): Part {
    if (this.#peek() === '"') {
      this.#at += 1;
      let text = '';
      while (this.#peek() !== '"') text += String.fromCodePoint(this.#character());
      this.#at += 1;
      return { kind: 'text', text };
    }
    if (this.#peek() === '[') return this.#class();
    if (this.#peek() === '(') {
      this.#at += 1;
      const options = this.#options();
      this.#match(/\)/y);
      return { kind: 'group', options };
    }
    return { kind: 'name', name: this.#match(/[A-Za-z0-9-]+/y) };
  }

  #class(): Part {
    this.#at += 1;
    const isNegated = this.#peek() === '^';
    if (isNegated) this.#at += 1;
    const ranges: (readonly [number, number])[] = [];
    while (this.#peek() !== ']') {
      const first = this.#character();
      if (this.#peek() === '-') {
        this.#at += 1;
        ranges.push([first, this.#character()]);
      } else ranges.push([first, first]);
    }
    this.#at += 1;
    return { kind: 'class', ranges, isNegated };
  }

  #character(): number {
    if (this.#peek() !== '\\') {
      const codePoint = this.#text.codePointAt(this.#at) ?? 0;
      this.#at += String.fromCodePoint(codePoint).length;
      return codePoint;
    }
    this.#at += 1;
    const letter = this.#match(/[xuUtrn"\\[\]]/y);
    const length = { x: 2, u: 4, U: 8 }[letter];
    if (length === undefined) return { t: 9, r: 13, n: 10 }[letter] ?? letter.codePointAt(0) ?? 0;
    return Number.parseInt(this.#match(new RegExp(`[0-9A-Fa-f]{${length}}`, 'y')), 16);
  }

  #repeated(part: Part): Part {
    const sign = this.#match(/[*+?]|\{\d+(?:,\d*)?\}/y);
    if (sign === '*') return { kind: 'repeat', part, min: 0, max: Number.POSITIVE_INFINITY };
    if (sign === '+') return { kind: 'repeat', part, min: 1, max: Number.POSITIVE_INFINITY };
    if (sign === '?') return { kind: 'repeat', part, min: 0, max: 1 };
    if (part.kind === 'group') throw new Error('a group is counted: the engine counts its rules too');
    const [, min = '0', comma, max] = /^\{(\d+)(,?)(\d*)\}$/.exec(sign) ?? [];
    const limit = comma === '' ? Number(min) : max === '' ? Number.POSITIVE_INFINITY : Number(max);
    if (Number(min) >= countLimit || (limit !== Number.POSITIVE_INFINITY && limit >= countLimit)) {
      throw new Error(`the engine does not take ${sign}`);
    }
    return { kind: 'repeat', part, min: Number(min), max: limit };
  }
}
