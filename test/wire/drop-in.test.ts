// In: the official client against the service with a scripted engine. Out: proof that a program written for OpenAI's API runs unchanged.
import type OpenAI from 'openai';
import {
  APIError,
  AuthenticationError,
  BadRequestError,
  InternalServerError,
  NotFoundError,
  RateLimitError,
} from 'openai';
import type { ChatCompletion, ChatCompletionChunk } from 'openai/resources/chat/completions';
import { afterAll, beforeAll, describe, expect, expectTypeOf, test } from 'vitest';
import type { ChatChunkBody } from '../../src/wire/openai/chat-chunks.ts';
import type { ChatCompletionBody } from '../../src/wire/openai/chat-completion.ts';
import { greeting, type ScriptedService, script, startScriptedService } from './start-scripted-service.ts';

const messages = [{ role: 'user', content: 'say hello' }] as const;
const asked = { model: 'gpt-4o-mini', messages: [...messages] };
const text = greeting.join('');

let scripted: ScriptedService;
let client: OpenAI;
beforeAll(async () => {
  scripted = await startScriptedService();
  client = scripted.client();
});
afterAll(() => scripted.stop());

async function chunksOf(stream: AsyncIterable<ChatCompletionChunk>): Promise<readonly ChatCompletionChunk[]> {
  const chunks: ChatCompletionChunk[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return chunks;
}

const textOf = (chunks: readonly ChatCompletionChunk[], index = 0): string =>
  chunks
    .flatMap((chunk) => chunk.choices.filter((choice) => choice.index === index))
    .map((choice) => choice.delta.content ?? '')
    .join('');

async function failureOf(work: Promise<unknown>): Promise<APIError> {
  try {
    await work;
  } catch (error) {
    if (error instanceof APIError) return error;
    throw error;
  }
  throw new Error('was answered');
}

describe('an answer', () => {
  test('whole', async () => {
    const { data, response, request_id } = await client.chat.completions.create(asked).withResponse();
    expect(data).toMatchObject({
      object: 'chat.completion',
      model: 'gpt-4o-mini-2024-07-18',
      service_tier: 'default',
      system_fingerprint: 'fp_abc123',
      choices: [
        {
          index: 0,
          finish_reason: 'stop',
          logprobs: null,
          message: { role: 'assistant', content: text, refusal: null, annotations: [] },
        },
      ],
    });
    expect(data.id).toMatch(/^chatcmpl-[0-9A-Za-z]{29}$/);
    expect(data.usage?.completion_tokens).toBe(greeting.length);
    expect(data.usage?.total_tokens).toBe((data.usage?.prompt_tokens ?? 0) + greeting.length);
    expect(data.usage?.prompt_tokens_details).toEqual({ cached_tokens: 0, audio_tokens: 0 });
    expect(Math.abs(data.created - Date.now() / 1000)).toBeLessThan(60);
    expect(request_id).toMatch(/^req_/);
    expect(response.headers.get('openai-version')).toBe('2020-10-01');
    expect(Number(response.headers.get('openai-processing-ms'))).toBeGreaterThanOrEqual(0);
  });

  test('streamed: the same text, the role first and once, one id, [DONE] last', async () => {
    const chunks = await chunksOf(await client.chat.completions.create({ ...asked, stream: true }));
    expect(textOf(chunks)).toBe(text);
    expect(chunks[0]?.choices[0]?.delta).toEqual({ role: 'assistant', content: '', refusal: null });
    expect(chunks.filter((chunk) => chunk.choices[0]?.delta.role !== undefined)).toHaveLength(1);
    expect(chunks.at(-1)?.choices[0]).toMatchObject({ finish_reason: 'stop', delta: {} });
    expect(new Set(chunks.map(({ id }) => id)).size).toBe(1);
    expect(chunks.every((chunk) => !('usage' in chunk))).toBe(true);
    const raw = await (await scripted.post({ ...asked, stream: true })).text();
    expect(raw.endsWith('\n\ndata: [DONE]\n\n')).toBe(true);
  });

  test('every delta is whole Unicode', async () => {
    const chunks = await chunksOf(await client.chat.completions.create({ ...asked, stream: true }));
    for (const chunk of chunks) expect(chunk.choices[0]?.delta.content ?? '').not.toMatch(/\p{Surrogate}|\ufffd/u);
    expect(chunks.map((chunk) => chunk.choices[0]?.delta.content).filter((delta) => delta)).toEqual([...greeting]);
  });

  test('a stream with its usage: null in every chunk but the last, which has no choice', async () => {
    const stream = await client.chat.completions.create({
      ...asked,
      stream: true,
      stream_options: { include_usage: true },
    });
    const chunks = await chunksOf(stream);
    const last = chunks.at(-1);
    expect(last?.choices).toEqual([]);
    expect(last?.usage?.completion_tokens).toBe(greeting.length);
    expect(chunks.slice(0, -1).every((chunk) => chunk.usage === null)).toBe(true);
    const whole = await client.chat.completions.create(asked);
    expect(last?.usage).toEqual(whole.usage);
  });

  test('three at once', async () => {
    const whole = await client.chat.completions.create({ ...asked, n: 3 });
    expect(whole.choices.map(({ index, message }) => [index, message.content])).toEqual([
      [0, text],
      [1, text],
      [2, text],
    ]);
    expect(whole.usage?.completion_tokens).toBe(3 * greeting.length);
    const chunks = await chunksOf(await client.chat.completions.create({ ...asked, n: 3, stream: true }));
    for (const index of [0, 1, 2]) expect(textOf(chunks, index)).toBe(text);
    const roles = chunks.flatMap(({ choices }) => choices).filter(({ delta }) => delta.role !== undefined);
    expect(roles.map(({ index }) => index).sort()).toEqual([0, 1, 2]);
  });

  test('more answers than slots', async () => {
    const whole = await client.chat.completions.create({ ...asked, n: 9 });
    expect(whole.choices.map(({ message }) => message.content)).toEqual(Array.from({ length: 9 }, () => text));
  });

  test('cut before a stop string, wherever the deltas are cut', async () => {
    const stopped = await client.chat.completions.create({ ...asked, stop: ['never', 'ße 👩'] });
    expect(stopped.choices[0]?.message.content).toBe('Grü');
    expect(stopped.choices[0]?.finish_reason).toBe('stop');
    const empty = await client.chat.completions.create({ ...asked, stop: 'G' });
    expect(empty.choices[0]?.message.content).toBe('');
    const chunks = await chunksOf(await client.chat.completions.create({ ...asked, stop: 'G', stream: true }));
    expect(chunks[0]?.choices[0]?.delta.role).toBe('assistant');
    expect(chunks.at(-1)?.choices[0]?.finish_reason).toBe('stop');
  });

  test('cut at max_tokens and max_completion_tokens', async () => {
    for (const limit of [{ max_tokens: 2 }, { max_completion_tokens: 2 }]) {
      const cut = await client.chat.completions.create({ ...asked, ...limit });
      expect(cut.choices[0]).toMatchObject({ finish_reason: 'length', message: { content: 'Grüße' } });
      expect(cut.usage?.completion_tokens).toBe(2);
    }
  });

  test('to a whole conversation with every role and parts', async () => {
    const whole = await client.chat.completions.create({
      model: 'gpt-4o-mini',
      messages: [
        { role: 'developer', content: 'be brief' },
        {
          role: 'user',
          content: [
            { type: 'text', text: 'one' },
            { type: 'text', text: 'two' },
          ],
          name: 'ada',
        },
        {
          role: 'assistant',
          content: null,
          tool_calls: [{ id: 'call_1', type: 'function', function: { name: 'look', arguments: '{}' } }],
        },
        { role: 'tool', tool_call_id: 'call_1', content: 'seen' },
        { role: 'assistant', content: 'good' },
        { role: 'user', content: 'more' },
      ],
    });
    expect(whole.choices[0]?.message.content).toBe(text);
  });

  test('of the client’s own stream helper', async () => {
    const runner = client.chat.completions.stream({ ...asked, stream_options: { include_usage: true } });
    expect(await runner.finalContent()).toBe(text);
    expect((await runner.totalUsage()).completion_tokens).toBe(greeting.length);
  });

  test('sampling reaches the engine as it was asked', async () => {
    await client.chat.completions.create({
      ...asked,
      temperature: 0,
      top_p: 0.5,
      seed: -3,
      presence_penalty: -2,
      frequency_penalty: 2,
      logit_bias: { 7: -100 },
      stop: ['a', 'b'],
      max_tokens: 5,
      user: 'ada',
      metadata: { a: 'b' },
      store: true,
    });
    expect(scripted.engine.runs.at(-1)?.sampling).toEqual({
      temperature: 0,
      topP: 0.5,
      topK: null,
      seed: -3,
      presencePenalty: -2,
      frequencyPenalty: 2,
      logitBias: new Map([[7, -100]]),
      stops: ['a', 'b'],
      maxTokens: 5,
      topLogprobs: null,
    });
    expect(scripted.service.store.recentRows(1)[0]).toMatchObject({ endUser: 'ada', outcome: 'done', isStream: false });
  });

  test('without /v1, as clients of other engines write it', async () => {
    const bare = scripted.client({ baseURL: scripted.baseUrl });
    expect((await bare.chat.completions.create(asked)).choices[0]?.message.content).toBe(text);
    expect((await bare.models.list()).data.length).toBeGreaterThan(0);
  });

  test('types are those of the client', () => {
    expectTypeOf<ChatCompletionBody>().toExtend<ChatCompletion>();
    expectTypeOf<ChatChunkBody>().toExtend<ChatCompletionChunk>();
  });
});

describe('models', () => {
  test('list and retrieve every name', async () => {
    const { data } = await client.models.list();
    expect(data.map(({ id }) => id)).toEqual(['gpt-4o-mini', 'gpt-4o-mini-2024-07-18', 'scripted-model']);
    for (const { id } of data) {
      expect(await client.models.retrieve(id)).toMatchObject({ id, object: 'model', owned_by: 'kinglet' });
      expect((await client.chat.completions.create({ ...asked, model: id })).model).toBe('gpt-4o-mini-2024-07-18');
    }
    const missing = await failureOf(client.models.retrieve('org/none'));
    expect(missing).toBeInstanceOf(NotFoundError);
    expect(missing.param).toBe('model');
  });
});

describe('errors', () => {
  const cases: readonly (readonly [string, object, new (...words: never) => APIError, object])[] = [
    ['no messages', { messages: [] }, BadRequestError, { param: 'messages', type: 'invalid_request_error' }],
    ['wrong type', { temperature: 'hot' }, BadRequestError, { param: 'temperature', code: 'invalid_type' }],
    ['out of bounds', { temperature: 3 }, BadRequestError, { param: 'temperature' }],
    ['unknown member', { zzz: 1 }, BadRequestError, { param: 'zzz', code: 'unknown_parameter' }],
    ['unserved', { audio: {} }, BadRequestError, { param: 'audio', code: 'unsupported_parameter' }],
    [
      'too many tokens',
      { max_tokens: 20_000 },
      BadRequestError,
      { param: 'max_tokens', message: expect.stringContaining('at most 16384 completion tokens') },
    ],
    ['bias beyond the vocabulary', { logit_bias: { 1000: 1 } }, BadRequestError, { param: 'logit_bias' }],
    [
      'too long a conversation',
      { messages: [{ role: 'user', content: 'word '.repeat(5000) }] },
      BadRequestError,
      {
        param: 'messages',
        code: 'context_length_exceeded',
        message: expect.stringMatching(/maximum context length is 4096 tokens.*resulted in 50\d\d tokens/),
      },
    ],
    ['unknown model', { model: 'gpt-9' }, NotFoundError, { code: 'model_not_found', type: 'invalid_request_error' }],
  ];
  test.each(cases)('%s', async (_name, members, ErrorClass, expected) => {
    const runs = scripted.engine.runs.length;
    for (const isStream of [false, true]) {
      // What the types forbid is what is tested.
      const body = { ...asked, stream: isStream, ...members } as never;
      const error = await failureOf(client.chat.completions.create(body));
      expect(error).toBeInstanceOf(ErrorClass);
      expect(error).toMatchObject(expected);
      expect(error.requestID).toMatch(/^req_/);
      expect(Object.keys(error.error ?? {}).sort()).toEqual(['code', 'message', 'param', 'type']);
    }
    expect(scripted.engine.runs.length).toBe(runs);
  });

  test('401, 429 and 500 have their classes', async () => {
    const dying = await startScriptedService({
      environment: { KINGLET_API_KEY: 'correct-key-0123456789', KINGLET_QUEUE_LENGTH: '0' },
      facts: { slotCount: 1 },
      answer: () => script(['a'], { diesAtDelta: 0 }),
    });
    const wrong = await failureOf(dying.client({ apiKey: 'wrong-key' }).chat.completions.create(asked));
    expect(wrong).toBeInstanceOf(AuthenticationError);
    expect(wrong).toMatchObject({ code: 'invalid_api_key', type: 'invalid_request_error', param: null });
    expect(wrong.message).not.toContain('wrong-key');
    const right = dying.client({ apiKey: 'correct-key-0123456789' });
    const full = await failureOf(right.chat.completions.create({ ...asked, n: 2 }));
    expect(full).toBeInstanceOf(RateLimitError);
    expect(full).toMatchObject({ code: 'rate_limit_exceeded', type: 'requests' });
    const died = await failureOf(right.chat.completions.create(asked));
    expect(died).toBeInstanceOf(InternalServerError);
    expect(died).toMatchObject({ status: 500, type: 'server_error', code: null, param: null });
    await dying.stop();
  });

  test('nothing was an internal fault', () => {
    expect(scripted.faultCodes).not.toContain('internal');
    expect(scripted.queue()).toEqual({ running: 0, waiting: 0 });
  });
});
