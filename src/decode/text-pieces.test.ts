// In: deltas of answers that are text. Out: the same text, the end's own token, and one token for an answer of one, whatever it is.
import { expect, test } from 'vitest';
import type { ChoiceDelta } from '../contract/dispatch.ts';
import type { EngineDelta } from '../contract/engine.ts';
import { type RawPiece, textPieces } from './text-pieces.ts';

const chance = { token: 'a', bytes: [97], logprob: -1, top: [] };
const end = { token: '<end>', bytes: [], logprob: -2, top: [] };
const usage = { promptTokens: 4, completionTokens: 1, cachedTokens: 2 };
const said = (choice: number): ChoiceDelta => ({
  choice,
  delta: { kind: 'text-delta', text: 'a', tokens: [1], logprobs: [chance] },
});
const finish = (choice: number, rest: Partial<Extract<EngineDelta, { kind: 'finish' }>> = {}): ChoiceDelta => ({
  choice,
  delta: { kind: 'finish', reason: 'stop', stopText: null, usage, ...rest },
});

async function piecesOf(deltas: readonly ChoiceDelta[], hasLogprobs = true): Promise<readonly RawPiece[]> {
  async function* stream() {
    yield* deltas;
  }
  const pieces: RawPiece[] = [];
  for await (const piece of textPieces(stream(), { hasLogprobs })) pieces.push(piece);
  return pieces;
}

test('text, finish, usage: the prompt once, the answers together', async () => {
  expect(await piecesOf([said(0), finish(1, { reason: 'length' }), finish(0)], false)).toEqual([
    { kind: 'text-delta', choice: 0, text: 'a', logprobs: [chance] },
    { kind: 'finish', choice: 1, reason: 'length', stopText: null },
    { kind: 'finish', choice: 0, reason: 'stop', stopText: null },
    { kind: 'usage', usage: { promptTokens: 4, completionTokens: 2, cachedTokens: 2 } },
  ]);
});

test('the token of the end, or of a character that was cut off, stands for the answer', async () => {
  const tokensOf = (pieces: readonly RawPiece[]) =>
    pieces.flatMap((piece) => (piece.kind === 'text-delta' ? piece.logprobs.map(({ logprob }) => logprob) : []));
  expect(tokensOf(await piecesOf([finish(0, { end })]))).toEqual([-2]);
  expect(tokensOf(await piecesOf([said(0), finish(0, { end })]))).toEqual([-1, -2]);
  expect(tokensOf(await piecesOf([finish(0, { reason: 'length' })]))).toEqual([null]);
  expect(tokensOf(await piecesOf([said(0), finish(0, { reason: 'length' })]))).toEqual([-1]);
  const nothingAsked = { reason: 'length', usage: { ...usage, completionTokens: 0 } } as const;
  expect(tokensOf(await piecesOf([finish(0, nothingAsked)]))).toEqual([]);
});
