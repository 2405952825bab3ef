// In: sequences that come and go. Out: the tree says of each what a comparison token by token says.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { PrefixTree } from './prefix-tree.ts';

function shared(one: readonly number[], other: readonly number[]): number {
  let at = 0;
  while (at < Math.min(one.length, other.length) && one[at] === other[at]) at += 1;
  return at;
}

const sequence = fc.array(fc.integer({ min: 0, max: 2 }), { maxLength: 12 });
const step = fc.oneof(
  fc.record({ holder: fc.nat(6), tokens: sequence }),
  fc.record({ holder: fc.nat(6), tokens: fc.constant(null) }),
);

test('as a comparison with each holder, after any coming and going', () => {
  fc.assert(
    fc.property(
      fc.array(step, { maxLength: 40 }),
      fc.array(sequence, { minLength: 1, maxLength: 5 }),
      (steps, asked) => {
        const tree = new PrefixTree<number>();
        const truth = new Map<number, readonly number[]>();
        for (const { holder, tokens } of steps) {
          if (tokens === null) tree.remove(holder);
          else tree.set(holder, tokens);
          if (tokens === null || tokens.length === 0) truth.delete(holder);
          else truth.set(holder, tokens);
          expect(tree.size).toBe(truth.size);
        }
        for (const tokens of asked) {
          const matches = tree.matches(tokens);
          for (const [holder, held] of truth) {
            const longest = matches.findLast(({ holders }) => holders.has(holder))?.tokenCount ?? 0;
            expect(longest).toBe(shared(held, tokens));
          }
          for (const { holders } of matches) for (const holder of holders) expect(truth.has(holder)).toBe(true);
          const counts = matches.map(({ tokenCount }) => tokenCount);
          expect(counts).toEqual([...new Set(counts)].sort((left, right) => left - right));
        }
      },
    ),
    { numRuns: 300 },
  );
});

test('long sequences of one beginning have a branch where they part, and none where only one is left', () => {
  const tree = new PrefixTree<string>();
  const common = Array.from({ length: 1000 }, (_, index) => index);
  tree.set('a', [...common, -1, -2]);
  tree.set('b', [...common, -3]);
  expect(tree.matches([...common, -1]).map(({ tokenCount, holders }) => [tokenCount, holders.size])).toEqual([
    [1000, 2],
    [1001, 1],
  ]);
  tree.remove('b');
  expect(tree.matches([...common, -1]).map(({ tokenCount }) => tokenCount)).toEqual([1001]);
});
