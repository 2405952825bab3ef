// In: the official client and raw requests for embeddings, over a scripted encoder. Out: vectors as OpenAI sends them, its errors for
// whatever is wrong, and one ledger row for each.
import fc from 'fast-check';
import type OpenAI from 'openai';
import { BadRequestError, InternalServerError, NotFoundError, PermissionDeniedError } from 'openai';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { systemClock } from '../../src/base/clock.ts';
import { createEmbedderOnDemand } from '../../src/engine/embed/embedder-on-demand.ts';
import { createScriptedEmbedder } from '../../src/engine/scripted/scripted-embedder.ts';
import { openRaw } from './raw-http.ts';
import {
  type ScriptedService,
  type ScriptedServiceOptions,
  startScriptedService,
  until,
} from './start-scripted-service.ts';

const sizes = { id: 'all-minilm-l6-v2', dimensions: 384, maxTokens: 256 };
const encoder = (delayMs = 0, batchSize = 16) =>
  createScriptedEmbedder({ ...sizes, vocabularySize: 1000, batchSize, delayMs });
const model = 'text-embedding-3-small';
const started: ScriptedService[] = [];

async function start(options: ScriptedServiceOptions): Promise<ScriptedService> {
  const scripted = await startScriptedService(options);
  started.push(scripted);
  return scripted;
}
afterEach(async () => {
  for (const scripted of started.splice(0)) {
    expect(scripted.faultCodes).not.toContain('internal');
    await scripted.stop();
  }
});

function post(scripted: ScriptedService, body: unknown, path = '/v1/embeddings'): Promise<Response> {
  const headers = { 'content-type': 'application/json' };
  return fetch(`${scripted.baseUrl}${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
}

function embeddingsRequest(body: unknown): string {
  const text = JSON.stringify(body);
  const head = ['POST /v1/embeddings HTTP/1.1', 'host: 127.0.0.1', 'content-type: application/json'];
  return `${head.join('\r\n')}\r\ncontent-length: ${Buffer.byteLength(text)}\r\n\r\n${text}`;
}

describe('the official client', () => {
  let scripted: ScriptedService;
  let client: OpenAI;
  const embedder = encoder();
  beforeAll(async () => {
    scripted = await startScriptedService({ embedder });
    client = scripted.client();
  });
  afterAll(() => scripted.stop());
  const rows = () => scripted.service.store.recentRows(1);

  test('asks for base64 by itself, decodes it, and gets the same as with float', async () => {
    const input = ['a first text', 'and another one'];
    const answer = await client.embeddings.create({ model, input });
    expect(answer).toMatchObject({ object: 'list', model, usage: { prompt_tokens: 6, total_tokens: 6 } });
    expect(answer.data.map(({ object, index }) => [object, index])).toEqual([
      ['embedding', 0],
      ['embedding', 1],
    ]);
    for (const { embedding } of answer.data) {
      expect(embedding).toHaveLength(384);
      expect(Math.hypot(...embedding)).toBeCloseTo(1, 5);
    }
    expect(await client.embeddings.create({ model, input, encoding_format: 'float' })).toEqual(answer);
    const raw = await (await post(scripted, { model, input, encoding_format: 'base64' }, '/embeddings')).json();
    expect(raw).toMatchObject({ data: [{ embedding: expect.stringMatching(/^[A-Za-z0-9+/]{2048}$/) }, {}] });
    expect(rows()).toMatchObject([
      {
        operation: 'embeddings',
        outcome: 'done',
        deployment: model,
        modelId: 'all-minilm-l6-v2',
        promptTokens: 6,
        completionTokens: 0,
      },
    ]);
  });

  test('every name, and the lists of models tell them', async () => {
    const names = [model, 'text-embedding-ada-002', 'all-minilm-l6-v2'];
    for (const name of names) expect((await client.embeddings.create({ model: name, input: 'a' })).model).toBe(name);
    const listed = (await client.models.list()).data.map(({ id }) => id);
    expect(listed.slice(-3)).toEqual(names);
    expect(await client.models.retrieve('all-minilm-l6-v2')).toMatchObject({ object: 'model' });
  });

  test('ids, one list and several', async () => {
    const one = await client.embeddings.create({ model, input: [5, 6] });
    const several = await client.embeddings.create({ model, input: [[5, 6], [7]] });
    expect(several.data[0]?.embedding).toEqual(one.data[0]?.embedding);
    expect(several.data[1]?.embedding).not.toEqual(one.data[0]?.embedding);
    expect(several.usage.prompt_tokens).toBe(3);
  });

  test('dimensions cut, and the length is one again', async () => {
    const whole = (await client.embeddings.create({ model, input: 'a b c' })).data[0]?.embedding ?? [];
    const cut = (await client.embeddings.create({ model, input: 'a b c', dimensions: 10 })).data[0]?.embedding ?? [];
    expect(cut).toHaveLength(10);
    expect(Math.hypot(...cut)).toBeCloseTo(1, 5);
    const length = Math.hypot(...whole.slice(0, 10));
    for (const [at, value] of cut.entries()) expect(value * length).toBeCloseTo(whole[at] ?? 0, 5);
  });

  test('2048 inputs, in their order', async () => {
    const input = Array.from({ length: 2048 }, (_, number) => `text ${number}`);
    const { data, usage } = await client.embeddings.create({ model, input });
    expect(data.map(({ index }) => index)).toEqual(input.map((_, index) => index));
    expect(usage.prompt_tokens).toBe(4096);
    for (const at of [0, 1000, 2047]) {
      const [alone] = (await client.embeddings.create({ model, input: `text ${at}` })).data;
      expect(data[at]?.embedding).toEqual(alone?.embedding);
    }
  });

  test.each([
    ['no input', { model }, 'input', 'missing_required_parameter'],
    ['an empty text', { model, input: '' }, 'input', 'empty_string'],
    ['an empty text among others', { model, input: ['a', ''] }, 'input[1]', 'empty_string'],
    ['an empty list', { model, input: [] }, 'input', 'empty_array'],
    ['too many', { model, input: Array(2049).fill('a') }, 'input', 'array_above_max_length'],
    ['mixed kinds', { model, input: ['a', 1] }, 'input[1]', 'invalid_type'],
    ['no such id', { model, input: [5, 1000] }, 'input[1]', 'invalid_value'],
    ['no such id in a list', { model, input: [[5], [1, 1000]] }, 'input[1][1]', 'invalid_value'],
    ['too long', { model, input: 'w '.repeat(300).trim() }, 'input', 'context_length_exceeded'],
    ['one too long', { model, input: ['a', 'w '.repeat(300).trim()] }, 'input[1]', 'context_length_exceeded'],
    [
      'too much altogether',
      { model, input: Array(2000).fill('w '.repeat(200).trim()) },
      'input',
      'max_tokens_per_request',
    ],
    ['too many dimensions', { model, input: 'a', dimensions: 385 }, 'dimensions', null],
    ['no dimensions', { model, input: 'a', dimensions: 0 }, 'dimensions', 'integer_below_min_value'],
    ['another encoding', { model, input: 'a', encoding_format: 'hex' }, 'encoding_format', 'invalid_value'],
    ['an unknown member', { model, input: 'a', normalize: true }, 'normalize', 'unknown_parameter'],
  ])('%s is a 400 before anything is computed', async (_name, body, param, code) => {
    const batches = embedder.batches();
    // What the types of the client forbid is what is tested here.
    const error: unknown = await client.embeddings.create(body as never).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(BadRequestError);
    expect(error).toMatchObject({ param, code, type: 'invalid_request_error' });
    expect(embedder.batches()).toBe(batches);
    expect(rows()).toMatchObject([{ operation: 'embeddings', outcome: 'faulted', promptTokens: 0 }]);
  });

  test('the words about a text that is too long', async () => {
    const refused = client.embeddings.create({ model, input: 'w '.repeat(300).trim() });
    await expect(refused).rejects.toThrow(
      "This model's maximum context length is 256 tokens, however you requested 300 tokens (300 in your prompt; 0 for the completion).",
    );
  });

  test('a name that is none, and one that only chats', async () => {
    const unknown = client.embeddings.create({ model: 'none', input: 'a' });
    await expect(unknown).rejects.toBeInstanceOf(NotFoundError);
    const chat = client.embeddings.create({ model: 'gpt-4o-mini', input: 'a' });
    await expect(chat).rejects.toBeInstanceOf(PermissionDeniedError);
    await expect(chat).rejects.toThrow('You are not allowed to generate embeddings from this model');
    const talk = client.chat.completions.create({ model, messages: [{ role: 'user', content: 'hi' }] });
    await expect(talk).rejects.toBeInstanceOf(NotFoundError);
  });

  test('any input at all is answered with vectors or a 400', async () => {
    const strange = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(fc.string()),
      fc.array(fc.nat(2000)),
      fc.jsonValue(),
    );
    await fc.assert(
      fc.asyncProperty(strange, async (input) => {
        const response = await post(scripted, { model, input });
        await response.arrayBuffer();
        expect([200, 400]).toContain(response.status);
      }),
      { numRuns: 150 },
    );
    expect(scripted.service.store.countByOutcome().open).toBe(0);
  });
});

test('who leaves is counted as far as it went, and the work ends', async () => {
  const embedder = encoder(20, 1);
  const scripted = await start({ embedder });
  const connection = openRaw(scripted.port, embeddingsRequest({ model, input: Array(500).fill('two words') }));
  await until(() => embedder.batches() >= 3, 2000);
  connection.socket.destroy();
  await until(() => scripted.service.store.countByOutcome().aborted === 1, 1000);
  const batches = embedder.batches();
  const [row] = scripted.service.store.recentRows(1);
  expect(row).toMatchObject({ operation: 'embeddings', outcome: 'aborted' });
  expect(row?.promptTokens).toBeGreaterThanOrEqual(6);
  await new Promise((resolve) => setTimeout(resolve, 200));
  expect(embedder.batches()).toBeLessThanOrEqual(batches + 1);
});

test('an encoder that is still on its way is a 503 that says when to come back; then it answers', async () => {
  let arrive: () => void = () => undefined;
  const arrived = new Promise<void>((resolve) => {
    arrive = resolve;
  });
  const embedder = createEmbedderOnDemand({
    ...sizes,
    clock: systemClock,
    waitMs: 100,
    restMs: 1000,
    open: async () => {
      await arrived;
      return encoder();
    },
  });
  const scripted = await start({ embedder });
  const error: unknown = await scripted
    .client()
    .embeddings.create({ model, input: 'a' })
    .catch((caught: unknown) => caught);
  expect(error).toBeInstanceOf(InternalServerError);
  expect(error).toMatchObject({ status: 503, message: expect.stringContaining('is being fetched') });
  expect((error as InternalServerError).headers.get('retry-after')).toBe('10');
  arrive();
  expect((await scripted.client().embeddings.create({ model, input: 'a' })).data).toHaveLength(1);
});

test('without an encoder the route says so', async () => {
  const scripted = await start({});
  expect((await post(scripted, { model, input: 'a' })).status).toBe(404);
});

test('a key without its name does not see it', async () => {
  const file = { keys: [{ id: 'narrow', key: 'a-key-0123456789abcdef', deployments: ['gpt-4o-mini'] }] };
  const scripted = await start({ embedder: encoder(), file });
  const client = scripted.client({ apiKey: 'a-key-0123456789abcdef' });
  await expect(client.embeddings.create({ model, input: 'a' })).rejects.toBeInstanceOf(NotFoundError);
  expect((await client.models.list()).data.map(({ id }) => id)).not.toContain(model);
});
