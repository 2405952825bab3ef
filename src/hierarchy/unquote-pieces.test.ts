// In: answers with quotation marks of ours in them, cut into pieces anywhere. Out: none of the marks, and all else as it was.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Piece } from '../contract/piece.ts';
import { unquotePieces } from './unquote-pieces.ts';

async function* piecesOf(texts: readonly string[], choice = 0): AsyncGenerator<Piece> {
  for (const text of texts) yield { kind: 'text-delta', choice, text, logprobs: [] };
  yield { kind: 'finish', choice, reason: 'stop', stopText: null };
}

async function read(pieces: AsyncIterable<Piece>): Promise<readonly Piece[]> {
  const all: Piece[] = [];
  for await (const piece of pieces) all.push(piece);
  return all;
}

const unquoted = (texts: readonly string[]): Promise<readonly Piece[]> => read(unquotePieces(piecesOf(texts)));

const textOf = (pieces: readonly Piece[]): string =>
  pieces.map((piece) => (piece.kind === 'text-delta' ? piece.text : '')).join('');

test.each([
  ['Dear Ada, [quoted: “send it”] Yours.', 'Dear Ada, send it Yours.'],
  ['[quoted: “one”][quoted: “two”]', 'onetwo'],
  ['A list [1] of “words”] and [quotes', 'A list [1] of “words”] and [quotes'],
  ['an open [quoted: “end', 'an open end'],
  ['[quoted: “a [quoted: “b”] c”]', 'a [quoted: “b c”]'],
])('%s', async (told, shown) => {
  for (const size of [1, 2, 3, 7, 100]) {
    const pieces = await unquoted(told.match(new RegExp(`[^]{1,${size}}`, 'gu')) ?? []);
    expect(textOf(pieces)).toBe(shown);
    expect(pieces.at(-1)?.kind).toBe('finish');
  }
});

test('pieces without a mark pass as they are, in their order, whatever they are', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.stringMatching(/^[a-z[”“\] :]{0,6}$/)), async (texts) => {
      const given = await read(piecesOf(texts));
      if (!texts.join('').includes('[quoted: “')) expect(await unquoted(texts)).toEqual(given);
    }),
  );
});

test('only what may become a mark waits', async () => {
  const shown: string[] = [];
  let given = 0;
  async function* counted(): AsyncGenerator<Piece> {
    for await (const piece of piecesOf(['All ', 'is [', 'quo', 'ta. ', 'Bye'])) {
      given += 1;
      yield piece;
    }
  }
  for await (const piece of unquotePieces(counted()))
    if (piece.kind === 'text-delta') shown.push(`${given}:${piece.text}`);
  expect(shown).toEqual(['1:All ', '4:is [', '4:quo', '4:ta. ', '5:Bye']);
});

test('what waits is shown where the source breaks', async () => {
  async function* broken(): AsyncGenerator<Piece> {
    yield { kind: 'text-delta', choice: 0, text: 'a [quo', logprobs: [] };
    throw new Error('gone');
  }
  const shown: Piece[] = [];
  const reading = async () => {
    for await (const piece of unquotePieces(broken())) shown.push(piece);
  };
  await expect(reading()).rejects.toThrow('gone');
  expect(textOf(shown)).toBe('a [quo');
});
