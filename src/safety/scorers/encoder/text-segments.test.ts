// In: texts of any kind. Out: segments that are all of the text together, none longer than its bound, cut between sentences where they can be.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { segmentUnits, textSegments } from './text-segments.ts';

test('segments are the text, and none is longer than its bound', () => {
  const pieces = fc.constantFrom('a', ' ', '.', '\n', '!', 'word ', 'No end ', 'x'.repeat(300), 'One sentence. ');
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 200 }), (parts) => {
      const text = parts.join('');
      const segments = textSegments(text);
      expect(segments.join('')).toBe(text);
      expect(Math.max(0, ...segments.map(({ length }) => length))).toBeLessThanOrEqual(segmentUnits);
    }),
  );
});

test('sentences stay whole where they fit', () => {
  const sentence = 'The library opens at nine, and entry is free for all who live here. ';
  const segments = textSegments(sentence.repeat(40));
  expect(segments.every((segment) => segment.startsWith('The') && segment.endsWith('here. '))).toBe(true);
  expect(segments).toHaveLength(10);
});
