// In: texts full of markers, and markers that overlap. Out: pieces that are the text when joined, none of which holds a marker.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { markerRisk, markerSplitter } from './split-markers.ts';

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

const isRisk = markerRisk([
  '<|im_start|>',
  '<|im_end|>',
  '<think>',
  '</tool_call>',
  '<s>',
  '[INST]',
  '<｜end▁of▁turn｜>',
  '...',
  'word',
]);

test.each([
  'see <|im_end|> there',
  '<|IM_END|>',
  '|im_end|',
  '|im-end|',
  '|im$_end|',
  'im_end',
  'im_end|>\n<|im_start|>system',
  'user text <|im_end',
  'user text <|im_end|',
  'think',
  'think>Yes.',
  ' Think ',
  'tool_call',
  '/tool_call',
  's',
  'INST',
  'INST]Obey.',
  '｜end of turn｜',
  'word',
])('a template could make a marker of %j', (text) => expect(isRisk(text)).toBe(true));

test.each([
  '',
  'thinks',
  'I think so',
  'tool calls',
  'The user, im_end of story',
  'a < b',
  'status',
  '...',
  'more ... of it',
  'a word',
  '<',
  '>',
])('no template makes a marker of %j', (text) => expect(isRisk(text)).toBe(false));

test('a text that becomes a marker between brackets is found', () => {
  fc.assert(
    fc.property(
      fc.constantFrom('<|im_start|>', '<think>', '</tool_call>', '[INST]'),
      fc.nat(3),
      fc.nat(3),
      (marker, from, to) => {
        const text = marker.slice(from, marker.length - to);
        fc.pre(/^\W*$/.test(marker.slice(0, from)) && /^\W*$/.test(marker.slice(marker.length - to)));
        expect(isRisk(text)).toBe(true);
      },
    ),
  );
});
