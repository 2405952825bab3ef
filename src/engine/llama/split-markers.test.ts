// In: texts full of markers, and markers that overlap. Out: pieces that are the text when joined, none of which holds a marker.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { markerSplitter } from './split-markers.ts';

const markers = ['<tool_call>', '</tool_call>', '<think>', 'aba', 'ab', '<|x|>', '.*', '👩‍🚀', '😀😀', '\n\n\n'];

test('joined they are the text, and none holds a marker', () => {
  const word = fc.oneof(
    fc.constantFrom(...markers, '<', '>', 'a', 'b', '😀', '\n', 'tool_call'),
    fc.string({ unit: 'binary', maxLength: 3 }),
  );
  fc.assert(
    fc.property(fc.array(word, { maxLength: 20 }), fc.subarray(markers), (words, known) => {
      const text = words.join('').toWellFormed();
      const pieces = markerSplitter(known)(text);
      expect(pieces.join('')).toBe(text);
      for (const piece of pieces) {
        for (const marker of known) expect(piece.includes(marker)).toBe(false);
        expect(piece.isWellFormed()).toBe(true);
      }
    }),
    { numRuns: 3000 },
  );
});

test('a marker of one character is left alone, and so is a text without markers', () => {
  expect(markerSplitter(['a'])('banana')).toEqual(['banana']);
  expect(markerSplitter([])('<think>')).toEqual(['<think>']);
  expect(markerSplitter(['<think>'])('')).toEqual(['']);
  expect(markerSplitter(['<think>'])('x<think>y')).toEqual(['x<', 'think>y']);
});
