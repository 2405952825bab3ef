// In: requests to cut texts into tokens and to join them, as clients of llama.cpp's server and of vLLM send them. Out: their answers, for
// known callers only, without a ledger row.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { byteTokenizer, controlToken } from '../../src/engine/scripted/byte-tokenizer.ts';
import { type ScriptedService, startScriptedService } from './start-scripted-service.ts';

const key = 'a-long-random-key-of-the-test';
const bos = controlToken('<bos>');

let scripted: ScriptedService;
beforeAll(async () => {
  scripted = await startScriptedService({
    tokenizer: byteTokenizer({ isBosAdded: true }),
    environment: { KINGLET_API_KEY: key, KINGLET_BODY_LIMIT: '20000' },
  });
});
afterAll(async () => {
  expect(scripted.faultCodes).not.toContain('internal');
  expect(scripted.service.store.recentRows(10)).toEqual([]);
  await scripted.stop();
});

async function send(path: string, body: unknown, headers: Record<string, string> = { authorization: `Bearer ${key}` }) {
  const response = await scripted.post(body, headers, path);
  return { status: response.status, body: await response.json() };
}

describe.each(['', '/v1'])('under "%s"', (base) => {
  test('llama.cpp’s shape', async () => {
    expect(await send(`${base}/tokenize`, { content: 'Gü' })).toEqual({
      status: 200,
      body: { tokens: [71, 195, 188] },
    });
    expect(await send(`${base}/tokenize`, { content: '<end>', add_special: true, with_pieces: false })).toEqual({
      status: 200,
      body: { tokens: [bos, 60, 101, 110, 100, 62] },
    });
    expect((await send(`${base}/tokenize`, { content: 'ü', add_special: true, with_pieces: true })).body).toEqual({
      tokens: [
        { id: bos, piece: '<bos>' },
        { id: 195, piece: [195] },
        { id: 188, piece: [188] },
      ],
    });
    expect((await send(`${base}/tokenize`, { content: '' })).body).toEqual({ tokens: [] });
    expect((await send(`${base}/detokenize`, { tokens: [71, 195, 188] })).body).toEqual({ content: 'Gü' });
    expect((await send(`${base}/detokenize`, { tokens: [] })).body).toEqual({ content: '' });
  });

  test('vLLM’s shape', async () => {
    const model = 'gpt-4o-mini';
    expect((await send(`${base}/tokenize`, { model, prompt: 'ab' })).body).toEqual({
      count: 3,
      max_model_len: 4096,
      tokens: [bos, 97, 98],
    });
    expect((await send(`${base}/tokenize`, { model, prompt: 'ab', add_special_tokens: false })).body).toMatchObject({
      count: 2,
    });
    expect((await send(`${base}/detokenize`, { model, tokens: [97] })).body).toEqual({ content: 'a', prompt: 'a' });
  });
});

test.each([
  ['/tokenize', {}, 400, { param: 'content', code: 'missing_required_parameter' }],
  ['/tokenize', { content: 1 }, 400, { param: 'content', code: 'invalid_type' }],
  ['/tokenize', { content: 'a', model: 'gpt-9' }, 404, { code: 'model_not_found' }],
  ['/tokenize', { content: 'a'.repeat(20_000) }, 413, {}],
  ['/detokenize', { tokens: [1, 1000] }, 400, { param: 'tokens[1]', code: 'invalid_value' }],
  ['/detokenize', { tokens: [1.5] }, 400, { param: 'tokens[0]', code: 'invalid_type' }],
])('%s refuses %j', async (path, body, status, error) => {
  expect(await send(path, body)).toMatchObject({
    status,
    body: { error: { type: 'invalid_request_error', ...error } },
  });
});

test('a key is needed, another method is not allowed, and a remote engine’s vocabulary is not known', async () => {
  for (const path of ['/tokenize', '/v1/detokenize']) {
    expect((await send(path, { content: 'a', tokens: [] }, {})).status).toBe(401);
    const got = await fetch(`${scripted.baseUrl}${path}`, { headers: { authorization: `Bearer ${key}` } });
    expect(got.status).toBe(405);
    await got.text();
  }
  const remote = await startScriptedService({ tokenizer: null });
  const refused = await remote.post({ content: 'a' }, {}, '/tokenize');
  expect(refused.status).toBe(400);
  expect(await refused.json()).toMatchObject({ error: { param: 'model' } });
  await remote.stop();
});
