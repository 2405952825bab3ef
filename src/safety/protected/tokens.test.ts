// In: code and prose as people write and rewrite them. Out: what counts as the same: layout, comments, quotes and case do not matter, names and order do.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { shinglesOf } from './shingles.ts';
import type { TokenList } from './token-list.ts';
import { tokensOf } from './tokens-of.ts';

const hashes = ({ first, second, count }: TokenList): readonly number[] => [
  ...first.subarray(0, count),
  ...second.subarray(0, count),
];
const code = (text: string) => hashes(tokensOf.protectedCode(text));
const prose = (text: string) => hashes(tokensOf.protectedText(text));

describe('code', () => {
  test.each([
    ['layout', 'if (a) { b(); }', 'if(a)\n{\n\tb()\n}'],
    ['line comments', 'a = 1 // one\nb = 2', 'a = 1\nb = 2 // two'],
    ['block comments', 'a = /* of\nmany lines */ 1', 'a = 1'],
    ["Python's comments", 'a = 1  # one\n## two\nb = 2', 'a = 1\nb = 2'],
    ['quotes and commas', "call('x', [1, 2,],)", 'call("x", [1, 2])'],
    ['kinds of modules', "import x from './x.mjs';", "import x from './x.js'"],
    ['a comment that is not over yet', 'a = 1 /* and', 'a = 1'],
  ])('%s does not count', (_what, one, other) => {
    expect(code(one)).toEqual(code(other));
  });

  test.each([
    ['names', 'count + 1', 'total + 1'],
    ['order', 'a - b', 'b - a'],
    ['what looks like a comment in a string', 'get("http://a")', 'get("http://b")'],
    ["C's directives", '#define A', '#define B'],
  ])('%s count', (_what, one, other) => {
    expect(code(one)).not.toEqual(code(other));
  });

  test('a token begins where it stands in the text', () => {
    const { starts, count } = tokensOf.protectedCode('  let total /* sum */ = 12;');
    expect([...starts.subarray(0, count)]).toEqual([2, 6, 22, 24]);
  });

  test('any text has tokens, in time that grows with it', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 400 }),
        (text) => tokensOf.protectedCode(text).count <= text.length,
      ),
    );
    for (const sign of ['"', "'", '/*', '//', '`', '\\"', '#'])
      expect(tokensOf.protectedCode(sign.repeat(100_000)).count).toBeLessThanOrEqual(200_000);
  });
});

describe('prose', () => {
  test('case, punctuation, the form of letters and of apostrophes do not count', () => {
    expect(prose('“Don’t panic,” said the Café owner.')).toEqual(prose("don't PANIC said the cafe\u0301 owner"));
  });

  test('each character of a script without spaces is a word', () => {
    expect(tokensOf.protectedText('市议会决定').count).toBe(5);
  });
});

test('a shingle is its tokens, wherever they stand', () => {
  const words = fc.array(fc.constantFrom('a', 'b', 'cc', 'dd', '(', ')'), { minLength: 6, maxLength: 30 });
  fc.assert(
    fc.property(words, fc.nat(20), (list, skipped) => {
      const whole = shinglesOf(tokensOf.protectedCode(list.join(' ')), 3, 'protectedCode');
      const part = shinglesOf(tokensOf.protectedCode(list.slice(skipped).join(' ')), 3, 'protectedCode');
      expect([...part.keys]).toEqual([...whole.keys.slice(Math.min(skipped, whole.keys.length))]);
      expect([...part.buckets]).toEqual([...whole.buckets.slice(Math.min(skipped, whole.buckets.length))]);
    }),
  );
});
