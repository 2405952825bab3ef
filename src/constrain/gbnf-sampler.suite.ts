// In: a grammar in GBNF. Out: random sentences of it, read by a parser of its own that follows llama.cpp's documentation. Knows nothing of
// how the grammar was made.

/** From 0 to below 1. */
export type Random = () => number;

type Part =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'class'; readonly ranges: readonly (readonly [number, number])[]; readonly isNegated: boolean }
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'group'; readonly options: readonly (readonly Part[])[] }
  | { readonly kind: 'repeat'; readonly part: Part; readonly min: number; readonly max: number };

/** The engine takes counts below this. */
const countLimit = 2000;

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

export class GbnfSampler {
  readonly #rules: ReadonlyMap<string, readonly (readonly Part[])[]>;
  /** How many rules deep the shortest sentence of a rule goes. */
  readonly #depths = new Map<string, number>();

  constructor(grammar: string) {
    this.#rules = new Parser(grammar).rules();
    for (let hasChanged = true; hasChanged; ) {
      hasChanged = false;
      for (const [name, options] of this.#rules) {
        const depth = 1 + Math.min(...options.map((option) => this.#depthOf(option)));
        if (depth < (this.#depths.get(name) ?? Number.POSITIVE_INFINITY)) {
          this.#depths.set(name, depth);
          hasChanged = true;
        }
      }
    }
    for (const name of this.#rules.keys()) {
      if (!this.#depths.has(name)) throw new Error(`rule ${name} leads to no sentence`);
    }
  }

  get ruleCount(): number {
    return this.#rules.size;
  }

  #depthOf(parts: readonly Part[]): number {
    return Math.max(0, ...parts.map((part) => this.#depthOfPart(part)));
  }

  #depthOfPart(part: Part): number {
    if (part.kind === 'name') {
      if (!this.#rules.has(part.name)) throw new Error(`no rule ${part.name}`);
      return this.#depths.get(part.name) ?? Number.POSITIVE_INFINITY;
    }
    if (part.kind === 'group') return Math.min(...part.options.map((option) => this.#depthOf(option)));
    if (part.kind === 'repeat') return part.min === 0 ? 0 : this.#depthOfPart(part.part);
    return 0;
  }

  /** Wanders freely until so many steps are done, then takes the shortest way out. */
  sentence(random: Random, steps = 300): string {
    const written: string[] = [];
    let left = steps;
    const choose = (options: readonly (readonly Part[])[]): void => {
      left -= 1;
      const depths = options.map((option) => this.#depthOf(option));
      const shortest = Math.min(...depths);
      const open = options.filter((_, index) => left > 0 || depths[index] === shortest);
      for (const part of open[Math.floor(random() * open.length)] ?? []) write(part);
    };
    const write = (part: Part): void => {
      if (part.kind === 'text') written.push(part.text);
      else if (part.kind === 'class') written.push(pickMember(part.ranges, part.isNegated, random));
      else if (part.kind === 'name') choose(this.#rules.get(part.name) ?? []);
      else if (part.kind === 'group') choose(part.options);
      else {
        let count = part.min;
        if (left > 0 && part.max > part.min) {
          const most = Math.min(part.max - part.min, 60);
          const isAtEdge = random() < 0.15 && part.max !== Number.POSITIVE_INFINITY && part.max < 400;
          count += isAtEdge ? part.max - part.min : Math.floor(random() ** 3 * (most + 1));
        }
        for (let index = 0; index < count; index += 1) write(part.part);
      }
    };
    choose([[{ kind: 'name', name: 'root' }]]);
    return written.join('');
  }
}

const unusual = [0x22, 0x5c, 0x2f, 0x7f, 0xe9, 0x2028, 0x4e2d, 0x1f600, 0x10ffff, 0x0a, 0x20, 0x2d, 0x5f];

function pickMember(ranges: readonly (readonly [number, number])[], isNegated: boolean, random: Random): string {
  const isIn = (codePoint: number): boolean => ranges.some(([first, last]) => first <= codePoint && codePoint <= last);
  if (!isNegated) {
    const [first, last] = ranges[Math.floor(random() * ranges.length)] ?? [0, 0];
    return String.fromCodePoint(first + Math.floor(random() * (last - first + 1)));
  }
  for (;;) {
    const codePoint =
      random() < 0.15 ? (unusual[Math.floor(random() * unusual.length)] ?? 0) : 0x20 + Math.floor(random() * 0x60);
    if (!isIn(codePoint)) return String.fromCodePoint(codePoint);
    const anywhere = Math.floor(random() * 0x110000);
    if ((anywhere < 0xd800 || anywhere > 0xdfff) && !isIn(anywhere) && random() < 0.2)
      return String.fromCodePoint(anywhere);
  }
}
