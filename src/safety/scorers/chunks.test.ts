// In: texts of any length. Out: chunks that together are the text, and the part of a reading that is new.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { chunksOf, chunkUnits, overlapUnits } from './chunks.ts';
import { newParts } from './harden/changed-part.ts';

test('chunks overlap and leave nothing out', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 100_000 }), (length) => {
      const text = Array.from({ length }, (_, at) => String.fromCharCode(97 + (at % 26))).join('');
      const chunks = [...chunksOf(text)];
      const joined = chunks.map((chunk, at) => (at === 0 ? chunk : chunk.slice(overlapUnits))).join('');
      expect(joined).toBe(text);
      expect(Math.max(...chunks.map((chunk) => chunk.length))).toBeLessThanOrEqual(chunkUnits);
    }),
    { numRuns: 30 },
  );
});

test('what is new in a reading comes with what is around it', () => {
  const before = 'word '.repeat(200);
  const after = ' tail'.repeat(200);
  const [, part = ''] = newParts([`${before}old${after}`, `${before}brand new${after}`]);
  expect(part).toContain('word brand new tail');
  expect(part.length).toBeLessThan(600);
  expect(newParts(['', 'all new'])).toEqual(['', 'all new']);
  expect(newParts(['same', 'same'])).toEqual(['same', '']);
});

test('between two changes that lie far apart nothing is scored again', () => {
  const between = Array.from({ length: 100 }, (_, at) => `Sentence ${at} says nothing new. `).join('');
  const [, part = ''] = newParts([`one. ${between}two.`, `first. ${between}second.`]);
  expect(part).toMatch(/^first\. Sentence 0.*\n Sentence.*second\.$/s);
  expect(part.length).toBeLessThan(800);
});

test('what one reading has the next ones need not say again', () => {
  const between = Array.from({ length: 100 }, (_, at) => `Sentence ${at} says nothing new. `).join('');
  const parts = newParts([`one. ${between}two.`, `first. ${between}two.`, `first. ${between}second.`]);
  expect(parts[1]).toContain('first.');
  expect(parts[2]).toContain('second.');
  expect(parts[2]).not.toContain('first.');
});
