// In: events as the engine sends them. Out: text with its tokens and probabilities, also of tokens that were held back, and the end's own.
import { expect, test } from 'vitest';
import type { EngineDelta } from '../../contract/engine.ts';
import { readCompletion } from './read-completion.ts';

const entry = (id: number, token: string, logprob: number, top: readonly object[] = []) => ({
  id,
  token,
  bytes: [...Buffer.from(token)],
  logprob,
  top_logprobs: top,
});
const said = (content: string, id: number, token = content, logprob = -1) => ({
  content,
  tokens: [id],
  stop: false,
  completion_probabilities: [entry(id, token, logprob, [entry(id, token, logprob), entry(9, 'x', -2)])],
});
const ended = (stop_type: string, stopping_word = '') => ({
  content: '',
  tokens: [],
  stop: true,
  stop_type,
  stopping_word,
  tokens_evaluated: 3,
  tokens_predicted: 2,
  timings: { cache_n: 1 },
});

async function read(topCount: number | null, ...events: readonly unknown[]): Promise<readonly EngineDelta[]> {
  async function* stream() {
    yield* events;
  }
  const deltas: EngineDelta[] = [];
  for await (const delta of readCompletion(stream(), topCount)) deltas.push(delta);
  return deltas;
}

const logprobsOf = (deltas: readonly EngineDelta[]) =>
  deltas.flatMap((delta) => (delta.kind === 'text-delta' ? [delta.logprobs.map(({ token }) => token)] : []));

test('what a held token says comes with the text that is let go', async () => {
  // The engine spells a token by the text that it lets go with it.
  const deltas = await read(1, said('a', 1), said('', 2), said('\nb', 3), ended('limit'));
  expect(deltas.map((delta) => (delta.kind === 'text-delta' ? [delta.text, delta.tokens] : delta.kind))).toEqual([
    ['a', [1]],
    ['\nb', [2, 3]],
    'finish',
  ]);
  expect(logprobsOf(deltas)).toEqual([['a'], ['', '\nb']]);
  expect(deltas[0]).toMatchObject({ logprobs: [{ logprob: -1, top: [{ token: 'a' }] }] });
});

test('what is told while the prompt is read is no token of the answer', async () => {
  const progress = { content: '', tokens: [0], stop: false, prompt_progress: { total: 5, cache: 0, processed: 5 } };
  const deltas = await read(null, progress, progress, said('a', 1), ended('eos'));
  expect(deltas[0]).toMatchObject({ text: 'a', tokens: [1] });
});

test('the end tells its probability where the model chose it, and a stop string does not', async () => {
  const usage = { promptTokens: 3, completionTokens: 2, cachedTokens: 1 };
  const byModel = await read(0, said('a', 1), said('', 7, '', -0.25), ended('eos'));
  expect(byModel.at(-1)).toEqual({
    kind: 'finish',
    reason: 'stop',
    stopText: null,
    usage,
    end: { token: '', bytes: [], logprob: -0.25, top: [] },
  });
  const byWord = await read(0, said('a', 1), said('', 7), ended('word', '###'));
  expect(byWord.at(-1)).toEqual({ kind: 'finish', reason: 'stop', stopText: '###', usage });
  expect(logprobsOf(byWord)).toEqual([['a']]);
});

test('unasked nothing is told of probabilities, and minus infinity is a number', async () => {
  expect((await read(null, said('a', 1), said('', 7), ended('eos'))).at(-1)).not.toHaveProperty('end');
  const impossible = await read(0, { ...said('a', 1), completion_probabilities: [{ token: 'a' }] }, ended('limit'));
  expect(impossible[0]).toMatchObject({ logprobs: [{ logprob: -9999, bytes: [] }] });
});

test('an error, and a stream that breaks off', async () => {
  await expect(read(null, { error: { message: 'no' } })).rejects.toMatchObject({ code: 'engine_error' });
  await expect(read(null, said('a', 1))).rejects.toMatchObject({ code: 'engine_died' });
});
