// In: the rules of a grammar. Out: how many alternatives were open at once on walks that always go where most stay open: what the engine
// will have to carry. Deterministic; knows no schema.

import { type Expression, emptyText } from './expression.ts';
import type { PrunedGrammar } from './prune-rules.ts';
import * as points from './text/code-points.ts';
import type { WorkMeter } from './text/work-meter.ts';

const walks = 16;
const longestWalk = 160;
/** Of the open alternatives, so many are asked where they would go. */
const askedAlternatives = 24;

/** What is still to be written: an expression from some place on, then what stands behind it. */
interface Stack {
  readonly id: number;
  readonly expression: Expression;
  /** Into a text or a sequence; or how often a repetition was taken. */
  readonly place: number;
  readonly behind: Stack | null;
}

export function mostOpenAlternatives(grammar: PrunedGrammar, limit: number, meter: WorkMeter): number {
  const walker = new Walker(grammar.rules, meter);
  let most = 0;
  let seed = 1;
  const random = (): number => {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
    return seed / 2 ** 32;
  };
  for (let walk = 0; walk < walks && most <= limit; walk += 1) {
    let open = walker.open([walker.push(grammar.root, 0, null)]);
    for (let step = 0; step < longestWalk && open.length > 0; step += 1) {
      most = Math.max(most, open.length);
      if (most > limit) break;
      open = walker.follow(open, chooseCharacter(open, random));
    }
  }
  return most;
}

function chooseCharacter(open: readonly Stack[], random: () => number): number {
  const asked = Array.from({ length: askedAlternatives }, () => open[Math.floor(random() * open.length)]);
  const offered = asked.flatMap((stack) => (stack === undefined ? [] : [memberOf(stack, random)]));
  if (random() < 0.3) return offered[0] ?? 0;
  const best = [...new Set(offered)].map((codePoint) => ({
    codePoint,
    count: asked.filter((stack) => stack !== undefined && takes(stack, codePoint)).length,
  }));
  return best.reduce((most, each) => (each.count > most.count ? each : most), { codePoint: 0, count: -1 }).codePoint;
}

function memberOf({ expression, place }: Stack, random: () => number): number {
  if (expression.kind === 'text') return expression.text.codePointAt(place) ?? 0;
  if (expression.kind !== 'characters') return 0;
  const index = 2 * Math.floor((random() * expression.set.length) / 2);
  return expression.set[index] ?? 0;
}

function takes({ expression, place }: Stack, codePoint: number): boolean {
  if (expression.kind === 'text') return expression.text.codePointAt(place) === codePoint;
  return expression.kind === 'characters' && points.has(expression.set, codePoint);
}

class Walker {
  readonly #rules: ReadonlyMap<string, Expression>;
  readonly #meter: WorkMeter;
  readonly #stacks = new Map<string, Stack>();
  readonly #serials = new Map<Expression, number>();

  constructor(rules: ReadonlyMap<string, Expression>, meter: WorkMeter) {
    this.#rules = rules;
    this.#meter = meter;
  }

  /** Equal stacks are one. */
  push(expression: Expression, place: number, behind: Stack | null): Stack {
    this.#meter.spend(4);
    const serial = this.#serials.get(expression) ?? this.#serials.size;
    this.#serials.set(expression, serial);
    const key = `${serial} ${place} ${behind?.id ?? -1}`;
    const known = this.#stacks.get(key);
    if (known !== undefined) return known;
    const stack = { id: this.#stacks.size, expression, place, behind };
    this.#stacks.set(key, stack);
    return stack;
  }

  /** The stacks that these become, each with a character next. */
  open(stacks: readonly Stack[]): readonly Stack[] {
    const found = new Set<Stack>();
    const seen = new Set<Stack>(stacks);
    // Grows while it is walked.
    for (const stack of seen) {
      const { expression, place } = stack;
      const isTerminal =
        expression.kind === 'characters' || (expression.kind === 'text' && place < expression.text.length);
      if (isTerminal) found.add(stack);
      else for (const each of this.#unfold(stack)) seen.add(each);
    }
    return [...found];
  }

  #unfold({ expression, place, behind }: Stack): readonly Stack[] {
    const after = behind === null ? [] : [behind];
    switch (expression.kind) {
      case 'rule':
        return [this.push(this.#rules.get(expression.name) ?? emptyText, 0, behind)];
      case 'sequence': {
        const item = expression.items[place];
        if (item === undefined) return after;
        const isLast = place + 1 === expression.items.length;
        return [this.push(item, 0, isLast ? behind : this.push(expression, place + 1, behind))];
      }
      case 'choice':
        return expression.options.map((option) => this.push(option, 0, behind));
      case 'repeat': {
        const { item, min, max } = expression;
        if (place === max) return after;
        const again = this.push(expression, max === null ? Math.min(place + 1, min) : place + 1, behind);
        return [this.push(item, 0, again), ...(place >= min ? after : [])];
      }
      default:
        return after;
    }
  }

  follow(open: readonly Stack[], codePoint: number): readonly Stack[] {
    this.#meter.spend(open.length);
    const moved = open
      .filter((stack) => takes(stack, codePoint))
      .flatMap(({ expression, place, behind }) => {
        const length = String.fromCodePoint(codePoint).length;
        const isTextLeft = expression.kind === 'text' && place + length < expression.text.length;
        if (isTextLeft) return [this.push(expression, place + length, behind)];
        return behind === null ? [] : [behind];
      });
    return this.open(moved);
  }
}
