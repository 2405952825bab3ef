// In: texts. Out: marks stand where they cost little and tell nothing away, and an answer that copied them comes without them, however it is split.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Piece } from '../contract/piece.ts';
import { chooseMark, markData } from './data-mark.ts';
import { unmarkPieces } from './unmark-pieces.ts';

test('a mark stands before every eighth word of a line, and none among few words', () => {
  expect(markData('a b c d e f g h i j', '¶')).toBe('a b c d e f g h ¶ i j');
  expect(markData('{"name": "Ada Lovelace", "age": 36}', '¶')).toBe('{"name": "Ada Lovelace", "age": 36}');
  expect(markData('a b c d\ne f g h\ni j k l', '¶')).toBe('a b c d\ne f g h\ni j k l');
});

test('a text is marked by what it does not hold', () => {
  expect(chooseMark('plain')).toBe('¶');
  expect(chooseMark('a ¶ b')).toBe('‡');
  expect(chooseMark('¶‡¦¤')).toBeNull();
});

async function* inPieces(parts: readonly string[]): AsyncGenerator<Piece> {
  for (const text of parts) yield { kind: 'text-delta', choice: 0, text, logprobs: [] };
}

async function unmarkedText(parts: readonly string[]): Promise<string> {
  let text = '';
  for await (const piece of unmarkPieces(inPieces(parts), ['¶', '‡']))
    if (piece.kind === 'text-delta') text += piece.text;
  return text;
}

test('what was marked comes back without marks, whatever way it is split', async () => {
  const words = fc.array(fc.constantFrom('a', 'bc', ' ', '\n', '"', '  ', '你'), { maxLength: 60 });
  await fc.assert(
    fc.asyncProperty(words, fc.array(fc.nat(8), { maxLength: 30 }), async (parts, cuts) => {
      const text = parts.join('');
      const marked = [...markData(text, '¶')];
      const pieces: string[] = [];
      for (const cut of cuts) pieces.push(marked.splice(0, cut).join(''));
      expect(await unmarkedText([...pieces, marked.join('')])).toBe(text);
    }),
  );
});
