// In: any code, and any stretch of it. Out: winnowing's guarantee: a stretch of `shingle + window - 1` tokens is seen in the index.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { codeDocument, indexOf } from './built-index.suite.ts';
import { findChains } from './find-chains.ts';
import { kindLengths } from './kinds.ts';
import { shinglesOf } from './shingles.ts';
import { tokensOf } from './tokens-of.ts';

const lengths = kindLengths.protectedCode;
const guaranteed = lengths.shingle + lengths.window - 1;

test('every stretch that is long enough is seen', async () => {
  const words = fc.array(fc.constantFrom('a', 'b', 'first', 'second', '(', ')', '=', '42'), {
    minLength: 60,
    maxLength: 120,
  });
  await fc.assert(
    fc.asyncProperty(words, fc.nat(50), async (list, first) => {
      const index = await indexOf([codeDocument(list.join(' '))]);
      const tokens = tokensOf.protectedCode(list.slice(first, first + guaranteed).join(' '));
      const chains = findChains(shinglesOf(tokens, lengths.shingle, 'protectedCode'), index, lengths);
      // Fewer where the stretch begins with what does not count.
      if (tokens.count === guaranteed) expect(chains.length).toBeGreaterThan(0);
      for (const { start, end, covered } of chains) expect(covered).toBeLessThanOrEqual(end - start);
    }),
    { numRuns: 30 },
  );
});
