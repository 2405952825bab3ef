// In: kinds of items that cannot equal each other. Out: the expression of arrays in which each kind stands at most once, so that no item
// is repeated. Knows no other array.
import { choice, type Expression, exclusiveChoice, nothing, rule, sequence, text } from './expression.ts';
import type { GrammarPart } from './grammar-part.ts';

/** More kinds stand in the order given: any order of so many would need a rule for each of their selections. */
const mostInAnyOrder = 6;

export interface Bounds {
  readonly min: number;
  readonly max: number | null;
}

export function uniqueArrayRules(kinds: readonly Expression[], { min, max }: Bounds, part: GrammarPart): Expression {
  const { book, json } = part;
  const most = Math.min(max ?? kinds.length, kinds.length);
  if (min > most) return nothing;
  const items = kinds.map((kind) => (kind.kind === 'rule' || kind.kind === 'text' ? kind : book.add('k', kind)));
  const ws = json.whitespace();
  const end = sequence(ws, text(']'));
  const names = new Map<string, string>();
  const once = (key: string, make: () => Expression): Expression => {
    const known = names.get(key);
    if (known !== undefined) return rule(known);
    const name = book.reserve('u');
    names.set(key, name);
    return book.define(name, make());
  };
  const endIf = (count: number): Expression => (count >= min ? end : nothing);
  const before = (count: number): Expression => (count === 0 ? ws : sequence(text(','), ws));

  /** `used` has a bit for each kind. */
  function anyOrder(used: number, count: number): Expression {
    return once(`any ${used}`, () => {
      const left = count >= most ? [] : [...items.entries()].filter(([index]) => (used & (1 << index)) === 0);
      const more = left.map(([index, item]) => sequence(before(count), item, anyOrder(used | (1 << index), count + 1)));
      return choice(...more, endIf(count));
    });
  }

  // In order, counting matters up to the minimum, and where not all kinds may stand there, up to the maximum.
  const top = Math.max(1, most < items.length ? most : min);

  function inOrder(index: number, count: number): Expression {
    const more = most < items.length && count >= most ? nothing : pick(index, count);
    return once(`after ${index} ${count}`, () => choice(more, endIf(count)));
  }

  /** This kind or one behind it. */
  function pick(index: number, count: number): Expression {
    const item = items[index];
    if (item === undefined) return nothing;
    return once(`pick ${index} ${count}`, () =>
      exclusiveChoice(
        sequence(before(count), item, inOrder(index + 1, Math.min(count + 1, top))),
        pick(index + 1, count),
      ),
    );
  }

  return sequence(text('['), items.length <= mostInAnyOrder ? anyOrder(0, 0) : inOrder(0, 0));
}
