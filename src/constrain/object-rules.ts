// In: what is known of an object. Out: the expression of all such objects, members in the order of the schema, any optional ones left
// out. Knows no other kind of value.

import { choice, type Expression, exclusiveChoice, nothing, rule, sequence, text } from './expression.ts';
import type { Facts } from './facts.ts';
import { isImpossible } from './goal.ts';
import type { GrammarPart } from './grammar-part.ts';
import { type NamedMember, namedMembers, otherMembers } from './object-members.ts';
import { endOfString } from './scalar-rules.ts';
import { takesAnything } from './text/automaton.ts';

/** How many members there are so far, as far as it matters: named ones, then others. */
interface Counts {
  readonly named: number;
  readonly others: number;
}

/** Members with other names are only counted up to this; a maximum beyond it is lowered to it. */
const mostCountedOthers = 200;
const longestRun = 20;

export function objectRules(facts: Facts, part: GrammarPart): Expression {
  const named = namedMembers(facts, part).filter((member) => member.isRequired || !isImpossible(member.goal));
  if (named.some((member) => isImpossible(member.goal))) return nothing;
  const { min } = facts.object;
  const others = otherMembers(facts, min > named.length, part);
  // Other names could repeat each other; a repetition counts once.
  if (min > named.length + 1 && others.length > 0) {
    return part.refuse(`'minProperties' above ${named.length + 1} cannot be enforced here.`);
  }
  const [only] = others;
  const isFree = named.length === 0 && others.length === 1 && only?.goal.length === 0 && takesAnything(only.keys);
  if (isFree && min === 0 && facts.object.max === null) return part.json.object();
  const member = others.map(({ keys, goal }) =>
    sequence(
      endOfString({ kind: 'automaton', automaton: keys }, part),
      text(':'),
      part.json.space(),
      part.ruleOf(goal),
    ),
  );
  const other = others.length === 0 ? nothing : part.book.add('k', exclusiveChoice(...member));
  return new Members(named, other, facts.object, part).all();
}

class Members {
  readonly #named: readonly NamedMember[];
  readonly #other: Expression;
  readonly #min: number;
  readonly #max: number | null;
  readonly #part: GrammarPart;
  readonly #names = new Map<string, string>();
  /** Rules that were named and not made yet: objects may have thousands of members. */
  readonly #todo: { readonly name: string; readonly make: () => Expression }[] = [];

  constructor(
    named: readonly NamedMember[],
    other: Expression,
    { min, max }: { readonly min: number; readonly max: number | null },
    part: GrammarPart,
  ) {
    this.#named = named;
    this.#other = other;
    this.#min = named.filter(({ isRequired }) => isRequired).length >= min ? 0 : min;
    const isMaxIdle = max === null || (other === nothing && max >= named.length);
    this.#max = isMaxIdle ? null : Math.min(max, named.length + mostCountedOthers);
    this.#part = part;
  }

  all(): Expression {
    const none: Counts = { named: 0, others: 0 };
    const first = this.#named[0]?.isRequired
      ? this.#requiredRun(0, none, text('"'))
      : choice(sequence(text('"'), this.#pick(0, none)), this.#mayEnd(0, none) ? text('}') : nothing);
    for (let each = this.#todo.pop(); each !== undefined; each = this.#todo.pop()) {
      this.#part.book.define(each.name, each.make());
    }
    return sequence(text('{'), this.#part.json.whitespace(), first);
  }

  #later(stem: string, index: number, counts: Counts, make: () => Expression): Expression {
    const key = `${stem} ${index} ${counts.named} ${counts.others}`;
    const known = this.#names.get(key);
    if (known !== undefined) return rule(known);
    const name = this.#part.book.reserve(stem);
    this.#names.set(key, name);
    this.#todo.push({ name, make });
    return rule(name);
  }

  get #separator(): Expression {
    return sequence(text(','), this.#part.json.whitespace(), text('"'));
  }

  /** Behind a member. */
  #after(index: number, counts: Counts): Expression {
    return this.#later('o', index, counts, () => {
      if (this.#named[index]?.isRequired) return this.#requiredRun(index, counts, this.#separator);
      const end = this.#mayEnd(index, counts) ? sequence(this.#part.json.whitespace(), text('}')) : nothing;
      return choice(sequence(this.#separator, this.#pick(index, counts)), end);
    });
  }

  #mayEnd(index: number, { named, others }: Counts): boolean {
    return this.#firstRequiredFrom(index) === this.#named.length && named + Math.min(others, 1) >= this.#min;
  }

  #firstRequiredFrom(index: number): number {
    const found = this.#named.findIndex((member, at) => at >= index && member.isRequired);
    return found === -1 ? this.#named.length : found;
  }

  #isFull({ named, others }: Counts): boolean {
    return this.#max !== null && named + others >= this.#max;
  }

  /** Behind the opening quotation mark of a key: this member or one behind it. */
  #pick(index: number, counts: Counts): Expression {
    if (this.#isFull(counts)) return nothing;
    return this.#later('p', index, counts, () => {
      const member = this.#named[index];
      if (member === undefined) return sequence(this.#other, this.#after(index, this.#withOther(counts)));
      const taken = sequence(this.#written(member), this.#after(index + 1, this.#withNamed(counts)));
      return member.isRequired ? taken : exclusiveChoice(taken, this.#pick(index + 1, counts));
    });
  }

  /** Members that must all be there are one expression, as far as they stand together. */
  #requiredRun(from: number, counts: Counts, opening: Expression): Expression {
    const items: Expression[] = [];
    let [index, sofar] = [from, counts];
    for (
      let member = this.#named[index];
      member?.isRequired && index < from + longestRun;
      member = this.#named[index]
    ) {
      if (this.#isFull(sofar)) return nothing;
      items.push(index === from ? opening : this.#separator, this.#written(member));
      [index, sofar] = [index + 1, this.#withNamed(sofar)];
    }
    return sequence(...items, this.#after(index, sofar));
  }

  #written({ key, goal }: NamedMember): Expression {
    const { json } = this.#part;
    return sequence(text(`${JSON.stringify(key).slice(1)}:`), json.space(), this.#part.ruleOf(goal));
  }

  #withNamed({ named, others }: Counts): Counts {
    const top = this.#max === null ? this.#min : Number.POSITIVE_INFINITY;
    return { named: Math.min(named + 1, top), others };
  }

  #withOther({ named, others }: Counts): Counts {
    const top = this.#max === null ? Math.min(this.#min, 1) : Number.POSITIVE_INFINITY;
    return { named, others: Math.min(others + 1, top) };
  }
}
