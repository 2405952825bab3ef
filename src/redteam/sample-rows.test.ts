// In: rows of families. Out: a sample that is fair, stable, and grows without changing; words and numbers that depend on the seed alone.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Case, type Row, user } from './case.ts';
import { drawItem, drawNumber, drawWord } from './draw.ts';
import { lengthOf, sampleRows } from './sample-rows.ts';

const asked = (text: string): Case => ({
  id: text,
  kind: 'attack',
  family: 'f',
  messages: [user(text, text), user(text)],
  maxTokens: 1,
  judge: () => true,
});
const rows: readonly Row[] = ['a', 'b', 'c'].flatMap((family, place) =>
  Array.from({ length: 10 + place * 20 }, (_, number) => ({ id: `${family}${number}`, family, cases: [asked('x')] })),
);

test('a smaller sample begins a larger one, whatever order the rows come in', () => {
  fc.assert(
    fc.property(
      fc.nat(100),
      fc.nat(100),
      fc.nat(),
      fc.shuffledSubarray([...rows], { minLength: rows.length }),
      (one, other, seed, shuffled) => {
        const [few, many] = [Math.min(one, other), Math.max(one, other)];
        const large = sampleRows(rows, many, seed);
        expect(sampleRows(shuffled, few, seed)).toEqual(large.slice(0, few));
        expect(large).toHaveLength(Math.min(many, rows.length));
        expect(new Set(large).size).toBe(large.length);
      },
    ),
  );
});

test('families are taken in turn; another seed takes other rows', () => {
  const families = sampleRows(rows, 9, 5).map(({ family }) => family);
  expect(families.filter((family) => family === 'a')).toHaveLength(3);
  expect(families.slice(0, 3).toSorted()).toEqual(['a', 'b', 'c']);
  expect(sampleRows(rows, 9, 5)).not.toEqual(sampleRows(rows, 9, 6));
});

test('the length of a row is that of its longest case', () => {
  expect(lengthOf({ id: 'r', family: 'f', cases: [asked('ab'), asked('abcd')] })).toBe(12);
  expect(lengthOf({ id: 'r', family: 'f', cases: [] })).toBe(0);
});

test('draws are the same for the same seed and name, and no others', () => {
  // What reports of earlier runs stand on: these values must never change.
  expect(drawNumber(1, 'a')).toBe(drawNumber(1, 'a'));
  expect(new Set([1, 2, 3].flatMap((seed) => ['a', 'b'].map((name) => drawNumber(seed, name)))).size).toBe(6);
  expect(drawWord(1, 'families')).toMatch(/^[A-Z][a-z]{6,9}$/);
  expect(new Set(Array.from({ length: 40 }, (_, at) => drawWord(1, String(at)))).size).toBeGreaterThan(30);
  const drawn = Array.from({ length: 60 }, (_, at) => drawItem(['x', 'y', 'z'], 1, String(at)));
  expect(new Set(drawn)).toEqual(new Set(['x', 'y', 'z']));
});
