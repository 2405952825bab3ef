// In: counts. Out: large repetitions take exactly the counts asked for, in few rules, and no count that the engine refuses.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Expression } from './expression.ts';
import { characters } from './expression.ts';
import { RuleBook } from './rule-book.ts';
import { digits } from './text/code-points.ts';
import { WorkMeter } from './text/work-meter.ts';

/** All lengths of its texts up to a limit, as flags. */
function lengthsOf(expression: Expression, book: RuleBook, limit: number): readonly boolean[] {
  const known = new Map<string, readonly boolean[]>();
  const join = (left: readonly boolean[], right: readonly boolean[]): boolean[] => {
    const sums = new Array<boolean>(limit + 1).fill(false);
    left.forEach((isLeft, l) => {
      if (!isLeft) return;
      for (let r = 0; l + r <= limit; r += 1) if (right[r]) sums[l + r] = true;
    });
    return sums;
  };
  const only = (length: number): boolean[] => Array.from({ length: limit + 1 }, (_, at) => at === length);
  const lengths = (part: Expression): readonly boolean[] => {
    if (part.kind === 'characters') return only(1);
    if (part.kind === 'sequence') return part.items.map(lengths).reduce(join, only(0));
    if (part.kind === 'rule') {
      const body = book.rules.get(part.name);
      const found = known.get(part.name) ?? (body === undefined ? only(0) : lengths(body));
      known.set(part.name, found);
      return found;
    }
    if (part.kind !== 'repeat') throw new Error(part.kind);
    expect(Math.max(part.min, part.max ?? 0)).toBeLessThan(2000);
    const item = lengths(part.item);
    let power = only(0);
    let all = new Array<boolean>(limit + 1).fill(false);
    for (let count = 0; count <= (part.max ?? limit); count += 1) {
      if (count >= part.min) all = all.map((flag, at) => flag || (power[at] ?? false));
      power = join(item, power);
      if (!power.includes(true)) break;
    }
    return all;
  };
  return lengths(expression);
}

test('any counts, exactly', () => {
  const limit = 2300;
  const counts = fc.tuple(fc.nat(900), fc.option(fc.nat(1200)));
  fc.assert(
    fc.property(counts, ([min, more]) => {
      const book = new RuleBook(
        new WorkMeter(1e9, () => {
          throw new Error('too much work');
        }),
      );
      const expression = book.repeatOften(characters(digits), min, more === null ? null : min + more);
      const lengths = lengthsOf(expression, book, limit);
      lengths.forEach((isTaken, length) => {
        if (isTaken !== (length >= min && (more === null || length <= min + more))) throw new Error(`length ${length}`);
      });
      expect(book.rules.size).toBeLessThan(8);
    }),
    { numRuns: 40 },
  );
});
