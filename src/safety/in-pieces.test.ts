// In: texts with pairs anywhere. Out: pieces that join to the text and split no pair, and a pause between them.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { inPieces } from './in-pieces.ts';

const never = new AbortController().signal;

test('pieces join to the text, and are whole', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.string({ unit: 'grapheme', maxLength: 60 }),
      fc.integer({ min: 1, max: 9 }),
      async (text, length) => {
        const pieces: string[] = [];
        for await (const piece of inPieces(text, length, never)) pieces.push(piece);
        expect(pieces.join('')).toBe(text);
        for (const piece of pieces) expect(piece.isWellFormed()).toBe(true);
      },
    ),
  );
});

test('others work between them, and a signal ends it', async () => {
  const order: string[] = [];
  setImmediate(() => order.push('other'));
  for await (const piece of inPieces('abcd', 2, never)) order.push(piece);
  expect(order).toEqual(['ab', 'other', 'cd']);
  const ended = inPieces('abcd', 2, AbortSignal.abort(new Error('left')));
  await ended.next();
  await expect(ended.next()).rejects.toThrow();
});
