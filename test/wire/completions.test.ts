// In: the official client's `completions` against the service with a scripted engine. Out: proof that a program written for OpenAI's
// legacy completions runs unchanged, and that nothing of a prompt becomes a control token.
import type OpenAI from 'openai';
import { APIError, BadRequestError, NotFoundError } from 'openai';
import type { Completion, CompletionCreateParamsNonStreaming } from 'openai/resources/completions';
import { afterAll, beforeAll, describe, expect, expectTypeOf, test } from 'vitest';
import { byteTokenizer, controlToken } from '../../src/engine/scripted/byte-tokenizer.ts';
import type { CompletionChoiceBody } from '../../src/wire/openai/completion-body.ts';
import { openRaw, rawPost } from './raw-http.ts';
import {
  greeting,
  type ScriptedService,
  script,
  slowScript,
  startScriptedService,
  until,
} from './start-scripted-service.ts';

const asked = { model: 'gpt-4o-mini', prompt: 'Once' } as const;
const text = greeting.join('');
const bytes = (words: string): number[] => [...Buffer.from(words)];

let scripted: ScriptedService;
let client: OpenAI;
beforeAll(async () => {
  scripted = await startScriptedService();
  client = scripted.client();
});
afterAll(() => scripted.stop());

const promptsSince = (count: number) =>
  scripted.engine.runs.slice(count).map(({ prompt }) => (prompt.kind === 'conversation' ? [] : prompt.tokens));

async function chunksOf(stream: AsyncIterable<Completion>): Promise<readonly Completion[]> {
  const chunks: Completion[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return chunks;
}

const textOf = (chunks: readonly Completion[], index = 0): string =>
  chunks
    .flatMap(({ choices }) => choices.filter((choice) => choice.index === index).map((choice) => choice.text))
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
    const runs = scripted.engine.runs.length;
    const { data, request_id } = await client.completions.create(asked).withResponse();
    expect(data).toMatchObject({
      object: 'text_completion',
      model: 'gpt-4o-mini-2024-07-18',
      system_fingerprint: 'fp_abc123',
      choices: [{ index: 0, text, logprobs: null, finish_reason: 'stop' }],
      usage: { prompt_tokens: 4, completion_tokens: greeting.length, total_tokens: 4 + greeting.length },
    });
    expect(data.id).toMatch(/^cmpl-[0-9A-Za-z]{29}$/);
    expect(request_id).toMatch(/^req_/);
    expect(promptsSince(runs)).toEqual([bytes('Once')]);
    expect(scripted.engine.runs.at(-1)?.sampling).toMatchObject({ maxTokens: 16, temperature: 1, topLogprobs: null });
    const row = scripted.service.store.recentRows(1)[0];
    expect(row).toMatchObject({ operation: 'completions', outcome: 'done', promptTokens: 4, isStream: false });
  });

  test('streamed: the same text, the finish last, [DONE] behind it, usage when asked', async () => {
    const stream = await client.completions.create({ ...asked, stream: true, stream_options: { include_usage: true } });
    const chunks = await chunksOf(stream);
    const whole = await client.completions.create(asked);
    expect(textOf(chunks)).toBe(text);
    expect(new Set(chunks.map(({ id, object }) => `${id} ${object}`)).size).toBe(1);
    expect(chunks.at(-2)?.choices).toEqual([{ text: '', index: 0, logprobs: null, finish_reason: 'stop' }]);
    expect(chunks.at(-1)).toMatchObject({ choices: [], usage: whole.usage });
    expect(chunks.slice(0, -1).every(({ usage }) => usage === null)).toBe(true);
    const raw = await (await scripted.post({ ...asked, stream: true }, {}, '/completions')).text();
    expect(raw.endsWith('\n\ndata: [DONE]\n\n')).toBe(true);
    expect(raw).not.toContain('usage');
  });

  test('of several prompts, each in every form, numbered prompt by prompt', async () => {
    const started = await startScriptedService({
      answer: (_turns, run) => script([run.prompt.kind === 'tokens' ? Buffer.from(run.prompt.tokens).toString() : '']),
    });
    const texts = async (members: Partial<CompletionCreateParamsNonStreaming>) => {
      const { choices, usage } = await started.client().completions.create({ ...asked, ...members });
      return { texts: choices.map((choice) => choice.text), usage };
    };
    expect(choicesAndPrompts(await texts({ prompt: ['a', 'bcd'], n: 2 }))).toEqual([['a', 'a', 'bcd', 'bcd'], 4]);
    expect(choicesAndPrompts(await texts({ prompt: bytes('ab') }))).toEqual([['ab'], 2]);
    expect(choicesAndPrompts(await texts({ prompt: [bytes('ab'), bytes('c')] }))).toEqual([['ab', 'c'], 3]);
    const chunks = await chunksOf(
      await started.client().completions.create({ ...asked, prompt: ['x', 'y'], stream: true }),
    );
    expect([textOf(chunks, 0), textOf(chunks, 1)]).toEqual(['x', 'y']);
    expect(started.service.store.recentRows(1)[0]).toMatchObject({ promptTokens: 2, completionTokens: 2 });
    await started.stop();
  });

  test('sampling reaches the engine as it was asked', async () => {
    await client.completions.create({
      ...asked,
      temperature: 0,
      top_p: 0.5,
      seed: 7,
      presence_penalty: -2,
      frequency_penalty: 2,
      logit_bias: { 7: -100 },
      stop: ['never', 'nowhere'],
      max_tokens: 5,
      logprobs: 3,
      user: 'ada',
    });
    expect(scripted.engine.runs.at(-1)?.sampling).toEqual({
      temperature: 0,
      topP: 0.5,
      seed: 7,
      presencePenalty: -2,
      frequencyPenalty: 2,
      logitBias: new Map([[7, -100]]),
      stops: ['never', 'nowhere'],
      maxTokens: 5,
      topLogprobs: 3,
      topK: null,
    });
    expect(scripted.service.store.recentRows(1)[0]).toMatchObject({ endUser: 'ada' });
  });

  test('cut before a stop string and at max_tokens, of which none is a valid number', async () => {
    const stopped = await client.completions.create({ ...asked, stop: 'ße' });
    expect(stopped.choices[0]).toMatchObject({ text: 'Grü', finish_reason: 'stop' });
    const cut = await client.completions.create({ ...asked, max_tokens: 2 });
    expect(cut.choices[0]).toMatchObject({ text: 'Grüße', finish_reason: 'length' });
    const runs = scripted.engine.runs.length;
    const none = await client.completions.create({ ...asked, max_tokens: 0, n: 2 });
    expect(none.choices.map((choice) => [choice.text, choice.finish_reason])).toEqual([
      ['', 'length'],
      ['', 'length'],
    ]);
    expect(none.usage).toMatchObject({ prompt_tokens: 4, completion_tokens: 0 });
    expect(scripted.engine.runs.length).toBe(runs);
  });

  test('of the likeliest among the candidates, all of which are paid for', async () => {
    const words = ['x', 'yyyyyy', 'zzz'];
    const started = await startScriptedService({
      answer: (_turns, _run, attempt) => script([words[attempt % 3] ?? '']),
    });
    const best = await started.client().completions.create({ ...asked, n: 2, best_of: 3 });
    // What the scripted engine finds likely falls with the length.
    expect(best.choices.map((choice) => [choice.index, choice.text, choice.logprobs])).toEqual([
      [0, 'x', null],
      [1, 'zzz', null],
    ]);
    expect(best.usage).toMatchObject({ prompt_tokens: 4, completion_tokens: 3 });
    expect(started.engine.runs.map(({ sampling }) => sampling.topLogprobs)).toEqual([0, 0, 0]);
    await started.stop();
  });

  test('types are those of the client, but for the null that OpenAI’s own have not', () => {
    expectTypeOf<Omit<CompletionChoiceBody, 'logprobs'>>().toExtend<Omit<Completion['choices'][number], 'logprobs'>>();
  });
});

function choicesAndPrompts({ texts, usage }: { texts: readonly string[]; usage: Completion['usage'] }) {
  return [texts, usage?.prompt_tokens];
}

describe('echo and logprobs', () => {
  test('logprobs in the legacy shape', async () => {
    const { choices } = await client.completions.create({ ...asked, logprobs: 2 });
    const { tokens, token_logprobs, top_logprobs, text_offset } = choices[0]?.logprobs ?? {};
    expect(tokens).toEqual([...greeting]);
    expect(token_logprobs?.every((logprob) => logprob <= 0)).toBe(true);
    expect(text_offset).toEqual([0, 3, 5, 9, 12, 15]);
    for (const [place, top] of (top_logprobs ?? []).entries()) {
      // Two, and the token itself where it is not among them.
      expect(Object.keys(top)).toContain(greeting[place]);
      expect([2, 3]).toContain(Object.keys(top).length);
    }
    expect(top_logprobs?.some((top) => Object.keys(top).length === 3)).toBe(true);
    const chunks = await chunksOf(await client.completions.create({ ...asked, logprobs: 2, stream: true }));
    const streamed = chunks.flatMap((chunk) => chunk.choices.flatMap((choice) => choice.logprobs?.text_offset ?? []));
    expect(streamed).toEqual(text_offset);
  });

  test('echo puts the prompt in front, streamed or not', async () => {
    const whole = await client.completions.create({ ...asked, echo: true, n: 2 });
    expect(whole.choices.map((choice) => choice.text)).toEqual([`Once${text}`, `Once${text}`]);
    const chunks = await chunksOf(await client.completions.create({ ...asked, echo: true, stream: true }));
    expect(chunks[0]?.choices[0]?.text).toBe('Once');
    expect(textOf(chunks)).toBe(`Once${text}`);
    const only = await client.completions.create({ ...asked, prompt: bytes('Grüß'), echo: true, max_tokens: 0 });
    expect(only.choices[0]?.text).toBe('Grüß');
  });

  test('with both, the prompt’s tokens come first; the first of all has nothing before it', async () => {
    const runs = scripted.engine.runs.length;
    const both = { ...asked, prompt: 'Aü', echo: true, logprobs: 1 } as const;
    const { choices, usage } = await client.completions.create({ ...both, max_tokens: 1 });
    const logprobs = choices[0]?.logprobs;
    expect(choices[0]?.text).toBe('AüGrü');
    // The scripted vocabulary has a token for each byte, so a letter can be two of them.
    expect(logprobs?.tokens).toEqual(['A', 'bytes:\\xc3', 'bytes:\\xbc', 'Grü']);
    expect(logprobs?.text_offset).toEqual([0, 1, 1, 2]);
    expect(logprobs?.token_logprobs?.map((logprob) => logprob === null)).toEqual([true, false, false, false]);
    expect(logprobs?.top_logprobs?.[0]).toBeNull();
    expect(usage).toMatchObject({ prompt_tokens: 3, completion_tokens: 1 });
    expect(scripted.engine.runs.slice(runs).map(({ prompt }) => prompt.kind)).toEqual(['scored', 'tokens']);
    const chunks = await chunksOf(await client.completions.create({ ...both, max_tokens: 0, stream: true }));
    expect(textOf(chunks)).toBe('Aü');
    expect(chunks[0]?.choices[0]?.logprobs?.tokens?.length).toBe(3);
  });

  test('with both, several prompts share one slot without waiting for each other', async () => {
    const narrow = await startScriptedService({ facts: { slotCount: 1 } });
    const { choices } = await narrow
      .client()
      .completions.create({ ...asked, prompt: ['ab', 'cd', 'ef'], echo: true, logprobs: 0, n: 2, max_tokens: 1 });
    expect(choices.map((choice) => choice.logprobs?.tokens?.length)).toEqual([3, 3, 3, 3, 3, 3]);
    expect(narrow.queue()).toEqual({ running: 0, waiting: 0 });
    await narrow.stop();
  });
});

describe('the prompt', () => {
  test('a model’s own first token stands before text, not before the client’s tokens, and is not shown', async () => {
    const started = await startScriptedService({ tokenizer: byteTokenizer({ isBosAdded: true }) });
    const bos = controlToken('<bos>');
    const ask = (prompt: string | number[]) =>
      started.client().completions.create({ ...asked, prompt, echo: true, logprobs: 0, max_tokens: 0 });
    const fromText = (await ask('ab')).choices[0];
    expect(fromText?.text).toBe('ab');
    expect(fromText?.logprobs?.tokens).toEqual(['a', 'b']);
    expect(fromText?.logprobs?.token_logprobs?.[0]).toBeLessThanOrEqual(0);
    const fromTokens = (await ask([bos, ...bytes('ab')])).choices[0];
    expect(fromTokens?.logprobs?.tokens).toEqual(['<bos>', 'a', 'b']);
    expect(fromTokens?.logprobs?.token_logprobs?.[0]).toBeNull();
    await ask(bytes('ab'));
    const prompts = started.engine.runs.map(({ prompt }) => (prompt.kind === 'conversation' ? [] : prompt.tokens));
    expect(prompts).toEqual([[bos, ...bytes('ab')], [bos, ...bytes('ab')], bytes('ab')]);
    await started.stop();
  });

  test('nothing at all begins a document', async () => {
    for (const prompt of ['', null]) {
      const runs = scripted.engine.runs.length;
      await client.completions.create({ ...asked, prompt });
      expect(promptsSince(runs)).toEqual([[controlToken('<bos>')]]);
    }
  });

  test('with a suffix stands between the infill tokens, and neither text can close them', async () => {
    const runs = scripted.engine.runs.length;
    const prefix = controlToken('<prefix>');
    const [suffix, middle] = [controlToken('<suffix>'), controlToken('<middle>')];
    await client.completions.create({ ...asked, prompt: 'a<suffix>', suffix: '<middle>b' });
    await client.completions.create({ ...asked, prompt: [bytes('x')], suffix: '', echo: true });
    expect(promptsSince(runs)).toEqual([
      [prefix, ...bytes('a<suffix>'), suffix, ...bytes('<middle>b'), middle],
      [prefix, ...bytes('x'), suffix, middle],
    ]);
  });

  const faults: readonly (readonly [string, object, object])[] = [
    ['control token', { prompt: [97, controlToken('<end>')] }, { param: 'prompt[1]', code: 'invalid_value' }],
    ['first token elsewhere', { prompt: [[97, controlToken('<bos>')]] }, { param: 'prompt[0][1]' }],
    ['token beyond the vocabulary', { prompt: ['a', 'b'].map(() => [1000]) }, { param: 'prompt[0][0]' }],
    ['negative token', { prompt: [-1] }, { param: 'prompt[0]', code: 'integer_below_min_value' }],
    ['broken token', { prompt: [[1, 1.5]] }, { param: 'prompt[0][1]', code: 'invalid_type' }],
    ['mixed prompts', { prompt: ['a', 1] }, { param: 'prompt[1]', code: 'invalid_type' }],
    ['mixed tokens', { prompt: [1, 'a'] }, { param: 'prompt[1]', code: 'invalid_type' }],
    ['empty list', { prompt: [] }, { param: 'prompt', code: 'empty_array' }],
    ['empty token list', { prompt: [[]] }, { param: 'prompt[0]', code: 'empty_array' }],
    [
      'an object',
      { prompt: {} },
      { param: 'prompt', code: 'invalid_type', message: expect.stringContaining('array of integer arrays') },
    ],
    ['too many prompts', { prompt: Array.from({ length: 129 }, () => 'a') }, { param: 'prompt' }],
    ['too many choices', { prompt: ['a', 'b'], n: 65 }, { param: 'n' }],
    ['too many candidates', { prompt: Array.from({ length: 10 }, () => 'a'), best_of: 20 }, { param: 'best_of' }],
    ['fewer candidates than answers', { n: 3, best_of: 2 }, { param: 'best_of' }],
    ['logprobs above five', { logprobs: 6 }, { param: 'logprobs', code: 'integer_above_max_value' }],
    ['an unknown member', { messages: [] }, { param: 'messages', code: 'unknown_parameter' }],
    ['bias beyond the vocabulary', { logit_bias: { 1000: 1 } }, { param: 'logit_bias' }],
    [
      'too many tokens',
      { max_tokens: 16385 },
      { param: 'max_tokens', message: expect.stringContaining('at most 16384') },
    ],
    ['suffix, echo and logprobs', { suffix: 'x', echo: true, logprobs: 1 }, { param: 'logprobs' }],
    [
      'too long a prompt',
      { prompt: ['a', 'x'.repeat(4096)] },
      {
        param: 'prompt[1]',
        code: 'context_length_exceeded',
        message: expect.stringMatching(/maximum context length is 4096 tokens.*resulted in 4096 tokens/),
      },
    ],
  ];
  test.each(faults)('refused: %s', async (_name, members, expected) => {
    const runs = scripted.engine.runs.length;
    for (const isStream of [false, true]) {
      // What the types forbid is what is tested.
      const error = await failureOf(client.completions.create({ ...asked, stream: isStream, ...members } as never));
      expect(error).toBeInstanceOf(BadRequestError);
      expect(error).toMatchObject(expected);
    }
    expect(scripted.engine.runs.length).toBe(runs);
  });

  test('refused: the best of a stream, stream options without one', async () => {
    const streamed = await failureOf(client.completions.create({ ...asked, best_of: 2, stream: true }));
    expect(streamed).toMatchObject({ status: 400, param: 'best_of' });
    const options = { stream_options: { include_usage: true } };
    expect(await failureOf(client.completions.create({ ...asked, ...options }))).toMatchObject({
      param: 'stream_options',
    });
  });

  test('refused: a suffix without infill tokens, and everything where no vocabulary is known', async () => {
    const plain = await startScriptedService({ tokenizer: byteTokenizer({ infill: null, bos: null }) });
    const suffixed = await failureOf(plain.client().completions.create({ ...asked, suffix: 'x' }));
    expect(suffixed).toMatchObject({ status: 400, code: 'unsupported_parameter', param: 'suffix' });
    const empty = await failureOf(plain.client().completions.create({ ...asked, prompt: '' }));
    expect(empty).toMatchObject({ status: 400, param: 'prompt' });
    await plain.stop();
    const chatOnly = await startScriptedService({ tokenizer: null });
    const refused = await failureOf(chatOnly.client().completions.create(asked));
    expect(refused).toBeInstanceOf(NotFoundError);
    expect(refused).toMatchObject({ param: 'model', message: expect.stringContaining('v1/chat/completions') });
    await chatOnly.stop();
  });
});

describe('a client that leaves', () => {
  test.each([
    ['while the answer comes', { prompt: ['a', 'b'], stream: true }, '"text":"2 "'],
    ['behind the echo', { prompt: ['a', 'b'], stream: true, echo: true }, '"text":"b"'],
    ['while the prompt is scored', { prompt: 'x'.repeat(500), stream: true, echo: true, logprobs: 1 }, ': waiting'],
  ])('%s frees every slot', async (_name, members, seen) => {
    const slow = await startScriptedService({
      facts: { slotCount: 2 },
      environment: { KINGLET_HEARTBEAT_SECONDS: '0.05' },
      answer: () => slowScript(1000, 20),
    });
    const body = JSON.stringify({ ...asked, ...members, max_tokens: 1000 });
    const connection = openRaw(slow.port, rawPost(body, {}, '/v1/completions'));
    await connection.waitFor(seen);
    connection.socket.destroy();
    await until(() => slow.engine.running() === 0 && slow.queue().running === 0 && slow.queue().waiting === 0, 1000);
    await until(() => slow.service.store.countByOutcome().aborted === 1, 1000);
    expect(slow.faultCodes).not.toContain('internal');
    await slow.stop();
  });

  test('finds the queue closed to all of its prompts or to none', async () => {
    const narrow = await startScriptedService({
      facts: { slotCount: 1 },
      environment: { KINGLET_QUEUE_LENGTH: '1' },
      answer: () => script(['a']),
    });
    const full = await failureOf(narrow.client().completions.create({ ...asked, prompt: ['a', 'b', 'c'] }));
    expect(full).toMatchObject({ status: 429, code: 'rate_limit_exceeded' });
    expect(narrow.queue()).toEqual({ running: 0, waiting: 0 });
    expect((await narrow.client().completions.create({ ...asked, prompt: ['a', 'b'] })).choices).toHaveLength(2);
    await narrow.stop();
  });
});

test('nothing was an internal fault', () => {
  expect(scripted.faultCodes).not.toContain('internal');
  expect(scripted.queue()).toEqual({ running: 0, waiting: 0 });
  expect(scripted.service.store.countByOutcome().open).toBe(0);
});
