// In: rules of a grammar as they are found. Out: the rules by name, large repetitions laid out so that the engine takes them. Knows no
// schema.
import { type Expression, emptyText, repeat, rule, sequence } from './expression.ts';
import type { WorkMeter } from './text/work-meter.ts';

/**
 * llama.cpp makes a rule of its own for each optional repetition, copies the item for each required one, and takes no more than 1999 of
 * them; larger counts become blocks.
 */
const longestRun = 160;
/** A rule is pruned, factored and written after it is made. */
const unitsPerRule = 500;

export class RuleBook {
  readonly #rules = new Map<string, Expression>();
  readonly #shared = new Map<string, Expression>();
  readonly #meter: WorkMeter;
  #count = 0;

  constructor(meter: WorkMeter) {
    this.#meter = meter;
  }

  get rules(): ReadonlyMap<string, Expression> {
    return this.#rules;
  }

  /** A name that no rule has yet. */
  reserve(stem: string): string {
    this.#count += 1;
    return `${stem}${this.#count}`;
  }

  define(name: string, expression: Expression): Expression {
    this.#meter.spend(unitsPerRule);
    this.#rules.set(name, expression);
    return rule(name);
  }

  add(stem: string, expression: Expression): Expression {
    return this.define(this.reserve(stem), expression);
  }

  /** The same key gives the same expression, made once. */
  share(key: string, make: () => Expression): Expression {
    const known = this.#shared.get(key);
    if (known !== undefined) return known;
    const made = make();
    this.#shared.set(key, made);
    return made;
  }

  /** Any counts, with rules in the order of the square root of `max`. */
  repeatOften(item: Expression, min: number, max: number | null): Expression {
    if (min <= longestRun && (max === null || max <= longestRun)) return repeat(this.#single(item), min, max);
    const single = this.#single(item);
    if (max === null) return sequence(this.#exactly(single, min), repeat(single, 0, null));
    return sequence(this.#exactly(single, min), this.#upTo(single, max - min));
  }

  #exactly(item: Expression, count: number): Expression {
    if (count <= longestRun) return count === 0 ? emptyText : repeat(item, count, count);
    const size = Math.ceil(Math.sqrt(count));
    const block = this.add('n', repeat(item, size, size));
    return sequence(this.#exactly(block, Math.floor(count / size)), this.#exactly(item, count % size));
  }

  /** Whole blocks, then at least one item less than a block may follow: every count up to the largest, and no more. */
  #upTo(item: Expression, count: number): Expression {
    if (count <= longestRun) return repeat(item, 0, count);
    const size = Math.ceil(Math.sqrt(count));
    const blocks = Math.floor((count - size + 1) / size);
    const block = this.add('n', repeat(item, size, size));
    return sequence(this.#upTo(block, blocks), this.#upTo(item, count - blocks * size));
  }

  /** The engine counts every rule inside a group that is repeated, so that only a name or a set of characters is. */
  #single(item: Expression): Expression {
    return item.kind === 'rule' || item.kind === 'characters' ? item : this.add('i', item);
  }
}
