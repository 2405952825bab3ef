// In: a grammar in GBNF. Out: random sentences of it. Knows nothing of how the grammar was made.
import { type Part, type Rules, readGbnf } from './gbnf-reader.suite.ts';

/** From 0 to below 1. */
export type Random = () => number;

/** The same numbers in every run. */
export function seededRandom(seed: number): Random {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return (state >>> 8) / 2 ** 24;
  };
}

export class GbnfSampler {
  readonly #rules: Rules;
  /** How many rules deep the shortest sentence of a rule goes. */
  readonly #depths = new Map<string, number>();

  constructor(grammar: string) {
    this.#rules = readGbnf(grammar);
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
