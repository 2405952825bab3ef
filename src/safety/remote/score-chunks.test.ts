// In: texts of every length. Out: no piece is too long, nothing is left out or cut apart everywhere, and the worst piece counts.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { chunksOf, scoreChunks } from './score-chunks.ts';

const size = { points: 10, overlap: 3 };

test('pieces cover the text, and what is no longer than the overlap stands whole in one of them', () => {
  const text = fc.string({ unit: fc.constantFrom('a', 'b', ' ', '\u{1f600}', 'é'), maxLength: 60 });
  fc.assert(
    fc.property(text, fc.nat(60), (written, at) => {
      const pieces = chunksOf(written, size);
      if (written.trim() === '') {
        expect(pieces).toEqual([]);
        return;
      }
      for (const piece of pieces) expect([...piece].length).toBeLessThanOrEqual(10);
      expect(pieces.map((piece, index) => (index === 0 ? piece : [...piece].slice(3).join(''))).join('')).toBe(written);
      const window = [...written].slice(at, at + 3).join('');
      expect(pieces.some((piece) => piece.includes(window))).toBe(true);
    }),
  );
});

test('each text has the worst of its pieces, however they are put together', () => {
  const texts = fc.array(fc.string({ unit: fc.constantFrom('a', 'X', ' '), maxLength: 40 }), { maxLength: 6 });
  return fc.assert(
    fc.asyncProperty(texts, fc.integer({ min: 1, max: 4 }), async (written, together) => {
      const asks = written.map((text) => ({ text, origin: 'user' as const }));
      const scores = await scoreChunks(asks, { size, together, atOnce: 2 }, async (pieces) => {
        expect(pieces.length).toBeLessThanOrEqual(together);
        return pieces.map(({ text }) => ({ harms: { hate: text.includes('X') ? 6 : 0 } }));
      });
      expect(scores.map(({ harms }) => harms?.hate ?? 0)).toEqual(written.map((text) => (text.includes('X') ? 6 : 0)));
    }),
  );
});
