// In: the few values that the items of an array may have. Out: the expression of arrays without repetition: any selection, in the order
// in which the schema names the values. Knows no other array.
import type { Json } from '../contract/json.ts';
import { choice, type Expression, exclusiveChoice, nothing, rule, sequence, text } from './expression.ts';
import type { GrammarPart } from './grammar-part.ts';
import { keyOfJson } from './json-key.ts';
import { exactly } from './value-rules.ts';

export function uniqueArrayRules(
  values: readonly Json[],
  bounds: { readonly min: number; readonly max: number | null },
  part: GrammarPart,
): Expression {
  const { book, json } = part;
  const distinct = [...new Map(values.map((value) => [keyOfJson(value), value])).values()];
  const { min } = bounds;
  const max = Math.min(bounds.max ?? distinct.length, distinct.length);
  if (min > max) return nothing;
  const ws = json.whitespace();
  const end = sequence(ws, text(']'));
  // Counting matters up to the minimum, and where there is a maximum, up to that.
  const top = max < distinct.length ? max : min;
  const names = new Map<string, string>();
  const once = (stem: string, index: number, count: number, make: () => Expression): Expression => {
    const key = `${stem} ${index} ${count}`;
    const known = names.get(key);
    if (known !== undefined) return rule(known);
    const name = book.reserve('u');
    names.set(key, name);
    return book.define(name, make());
  };

  function after(index: number, count: number): Expression {
    const isFull = max < distinct.length && count >= max;
    const more = isFull ? nothing : pick(index, count);
    return once('after', index, count, () => choice(more, count >= min ? end : nothing));
  }

  /** This value or one behind it; those left out do not come again. */
  function pick(index: number, count: number): Expression {
    const value = distinct[index];
    if (value === undefined) return nothing;
    const item = sequence(...(count === 0 ? [] : [text(',')]), ws, exactly(value, json));
    return once('pick', index, count, () =>
      exclusiveChoice(sequence(item, after(index + 1, Math.min(count + 1, Math.max(top, 1)))), pick(index + 1, count)),
    );
  }

  return sequence(text('['), after(0, 0));
}
