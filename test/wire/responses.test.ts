// In: the official client's `responses` against the service with a scripted engine. Out: proof that a program written for OpenAI's
// Responses API runs unchanged, as far as it keeps its own state.
import type OpenAI from 'openai';
import { APIError, BadRequestError, InternalServerError, NotFoundError, RateLimitError } from 'openai';
import { zodTextFormat } from 'openai/helpers/zod';
import { toResponseInputItems } from 'openai/lib/responses/ResponseInputItems';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import type { Turn } from '../../src/contract/turn.ts';
import {
  greeting,
  type ScriptedService,
  script,
  slowScript,
  startScriptedService,
  until,
} from './start-scripted-service.ts';

type Streamed = OpenAI.Responses.ResponseStreamEvent;

const asked = { model: 'gpt-4o-mini', input: 'say hello' };
const text = greeting.join('');
const lookUp = {
  type: 'function' as const,
  name: 'look_up',
  description: 'Looks something up.',
  strict: false,
  parameters: { type: 'object', properties: { word: { type: 'string' } } },
};

let scripted: ScriptedService;
let client: OpenAI;
let heard: readonly Turn[] = [];
beforeAll(async () => {
  scripted = await startScriptedService({
    answer: (turns) => {
      heard = turns;
      const said = turns.at(-1)?.parts[0]?.text ?? '';
      if (said === 'json') return script(['{"wo', 'rd":"kin', 'glet"}']);
      if (said === 'die') return script(['a', 'b', 'c'], { diesAtDelta: 2 });
      if (said === 'die at once') return script([], { diesAtDelta: 0 });
      return said === 'count' ? slowScript(20, 0) : script(greeting);
    },
  });
  client = scripted.client();
});
afterAll(() => scripted.stop());

function post(body: unknown, path = '/v1/responses'): Promise<Response> {
  return fetch(`${scripted.baseUrl}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
}

async function eventsOf(stream: AsyncIterable<Streamed>): Promise<readonly Streamed[]> {
  const events: Streamed[] = [];
  for await (const event of stream) events.push(event);
  return events;
}

async function failureOf(work: Promise<unknown>): Promise<APIError> {
  try {
    await work;
  } catch (error) {
    if (error instanceof APIError) return error;
    throw error;
  }
  throw new Error('was answered');
}

/** Without what differs from answer to answer. */
function lasting(response: unknown): unknown {
  const words = JSON.stringify(response).replaceAll(/"(resp|msg|fc)_[0-9A-Za-z]{29}"/g, '"$1"');
  return { ...JSON.parse(words), created_at: 0, completed_at: 0 };
}

describe('an answer', () => {
  test('whole', async () => {
    const { data, request_id } = await client.responses.create(asked).withResponse();
    expect(data).toMatchObject({
      object: 'response',
      status: 'completed',
      model: 'gpt-4o-mini-2024-07-18',
      output_text: text,
      error: null,
      incomplete_details: null,
      instructions: null,
      metadata: {},
      parallel_tool_calls: true,
      store: false,
      temperature: 1,
      tool_choice: 'auto',
      tools: [],
      top_p: 1,
      text: { format: { type: 'text' } },
      output: [
        {
          type: 'message',
          role: 'assistant',
          status: 'completed',
          content: [{ type: 'output_text', text, annotations: [], logprobs: [] }],
        },
      ],
    });
    expect(data.id).toMatch(/^resp_[0-9A-Za-z]{29}$/);
    expect(data.output[0]?.id).toMatch(/^msg_[0-9A-Za-z]{29}$/);
    expect(data.usage).toMatchObject({ output_tokens: greeting.length, input_tokens_details: { cached_tokens: 0 } });
    expect(data.usage?.total_tokens).toBe((data.usage?.input_tokens ?? 0) + greeting.length);
    expect(Math.abs(data.created_at - Date.now() / 1000)).toBeLessThan(60);
    expect(data.completed_at).toBeGreaterThanOrEqual(data.created_at);
    expect(request_id).toMatch(/^req_/);
  });

  test('streamed: the same, told in events in their order', async () => {
    const members = { ...asked, instructions: 'be brief', tools: [lookUp], metadata: { a: 'b' } };
    const events = await eventsOf(await client.responses.create({ ...members, stream: true }));
    expect(events.map(({ type }) => type)).toEqual([
      'response.created',
      'response.in_progress',
      'response.output_item.added',
      'response.content_part.added',
      ...greeting.map(() => 'response.output_text.delta'),
      'response.output_text.done',
      'response.content_part.done',
      'response.output_item.done',
      'response.completed',
    ]);
    expect(events.flatMap((event) => (event.type === 'response.output_text.delta' ? [event.delta] : []))).toEqual([
      ...greeting,
    ]);
    const last = events.at(-1);
    const whole: unknown = await (await post(members)).json();
    expect(last?.type === 'response.completed' ? lasting(last.response) : null).toEqual(lasting(whole));
  });

  test('streamed: named events, numbered, and nothing behind the last', async () => {
    const response = await post({ ...asked, stream: true });
    expect(response.headers.get('content-type')).toContain('text/event-stream');
    const blocks = (await response.text()).split('\n\n');
    expect(blocks.pop()).toBe('');
    for (const [number, block] of blocks.entries()) {
      const [name = '', data = '', ...more] = block.split('\n');
      const event = JSON.parse(data.slice('data: '.length));
      expect({ name, number: event.sequence_number, more }).toEqual({ name: `event: ${event.type}`, number, more: [] });
    }
    expect(blocks.at(-1)).toMatch(/^event: response\.completed\n/);
  });

  test('gathered by the client', async () => {
    const snapshots: string[] = [];
    const stream = client.responses.stream(asked).on('response.output_text.delta', ({ snapshot }) => {
      snapshots.push(snapshot);
    });
    const response = await stream.finalResponse();
    expect(response).toMatchObject({
      status: 'completed',
      output_text: text,
      usage: { output_tokens: greeting.length },
    });
    expect(snapshots.at(-1)).toBe(text);
    expect(snapshots).toHaveLength(greeting.length);
  });

  test('parsed by the client, streamed or not', async () => {
    const format = zodTextFormat(z.object({ word: z.string() }), 'word');
    const members = { model: 'gpt-4o-mini', input: 'json', text: { format } };
    const response = await client.responses.parse(members);
    expect(response.output_parsed).toEqual({ word: 'kinglet' });
    expect(response.text?.format).toMatchObject({ type: 'json_schema', name: 'word', strict: true });
    expect((await client.responses.stream(members).finalResponse()).output_parsed).toEqual({ word: 'kinglet' });
  });

  test('cut by max_output_tokens is incomplete, streamed or not', async () => {
    const members = { model: 'gpt-4o-mini', input: 'count', max_output_tokens: 16 };
    const response = await client.responses.create(members);
    expect(response).toMatchObject({
      status: 'incomplete',
      incomplete_details: { reason: 'max_output_tokens' },
      output: [{ status: 'incomplete' }],
      usage: { output_tokens: 16 },
    });
    const events = await eventsOf(await client.responses.create({ ...members, stream: true }));
    expect(events.at(-1)).toMatchObject({ type: 'response.incomplete', response: { status: 'incomplete' } });
    expect((await client.responses.stream(members).finalResponse()).output_text).toBe(response.output_text);
  });

  test('also without /v1', async () => {
    expect(await (await post(asked, '/responses')).json()).toMatchObject({ status: 'completed' });
  });

  test('given up by the client frees its slot', async () => {
    const stream = await client.responses.create({ ...asked, input: 'count', stream: true });
    for await (const event of stream) if (event.type === 'response.output_text.delta') break;
    await until(() => scripted.engine.running() === 0 && scripted.queue().running === 0, 1000);
  });
});

describe('a conversation', () => {
  const inShort = (turns: readonly Turn[]) =>
    turns.map(({ role, parts, toolCalls, toolCallId }) => [
      role,
      parts.map((part) => part.text).join('|'),
      ...toolCalls.map(({ name }) => name),
      ...(toolCallId === null ? [] : [toolCallId]),
    ]);

  test('is what the client sends: instructions, items, and the last output as it came', async () => {
    const first = await client.responses.create({ ...asked, instructions: 'be brief' });
    await client.responses.create({
      model: 'gpt-4o-mini',
      instructions: 'be kind',
      input: [
        { role: 'user', content: 'say hello' },
        // Items of other kinds have types apart for input and output; a message is the same.
        ...(first.output as OpenAI.Responses.ResponseInputItem[]),
        { role: 'user', content: [{ type: 'input_text', text: 'look' }] },
        { type: 'function_call', call_id: 'call_1', name: 'look_up', arguments: '{"word":"kinglet"}' },
        { type: 'function_call_output', call_id: 'call_1', output: 'a bird' },
      ],
      tools: [lookUp],
    });
    expect(inShort(heard)).toEqual([
      ['system', 'be kind'],
      ['user', 'say hello'],
      ['assistant', text],
      ['user', 'look'],
      ['assistant', '', 'look_up'],
      ['tool', 'a bird', 'call_1'],
    ]);
  });

  test("takes back what the client's own normalizer makes of an output", async () => {
    const first = await client.responses.stream(asked).finalResponse();
    await client.responses.create({
      model: 'gpt-4o-mini',
      input: [...toResponseInputItems(first.output), { role: 'user', content: 'more' }],
    });
    expect(inShort(heard).slice(1)).toEqual([
      ['assistant', text],
      ['user', 'more'],
    ]);
  });
});

describe('an error', () => {
  const cases: readonly (readonly [string, object, new (...words: never) => APIError, object])[] = [
    ['no input', { input: [] }, BadRequestError, { code: 'missing_required_parameter' }],
    [
      'wrong part',
      { input: [{ role: 'user', content: [{ type: 'text' }] }] },
      BadRequestError,
      { param: 'input[0].content[0].type' },
    ],
    ['unknown member', { zzz: 1 }, BadRequestError, { param: 'zzz', code: 'unknown_parameter' }],
    ['messages', { messages: [] }, BadRequestError, { code: 'unsupported_parameter' }],
    [
      'effort',
      { reasoning: { effort: 'low' } },
      BadRequestError,
      { param: 'reasoning.effort', code: 'unsupported_parameter' },
    ],
    ['hosted tool', { tools: [{ type: 'web_search' }] }, BadRequestError, { param: 'tools[0].type' }],
    ['background', { background: true }, BadRequestError, { param: 'background' }],
    ['previous response', { previous_response_id: 'resp_x' }, BadRequestError, { code: 'previous_response_not_found' }],
    ['conversation', { conversation: 'conv_x' }, NotFoundError, { param: null, code: null }],
    ['reference', { input: [{ type: 'item_reference', id: 'msg_x' }] }, NotFoundError, { param: 'input' }],
    ['model', { model: 'gpt-9' }, NotFoundError, { code: 'model_not_found' }],
    [
      'too many tokens',
      { max_output_tokens: 20_000 },
      BadRequestError,
      { param: 'max_output_tokens', message: expect.stringContaining('max_output_tokens is too large: 20000.') },
    ],
    ['too long', { input: 'word '.repeat(5000) }, BadRequestError, { param: 'input', code: 'context_length_exceeded' }],
    ['dies at once', { input: 'die at once' }, InternalServerError, { type: 'server_error' }],
  ];
  test.each(cases)('%s', async (name, members, ErrorClass, expected) => {
    const runs = scripted.engine.runs.length;
    for (const stream of [false, true]) {
      // What the types forbid is what is tested.
      const error = await failureOf(client.responses.create({ ...asked, stream, ...members } as never));
      expect(error).toBeInstanceOf(ErrorClass);
      expect(error).toMatchObject(expected);
      expect(Object.keys(error.error ?? {}).sort()).toEqual(['code', 'message', 'param', 'type']);
    }
    if (name !== 'dies at once') expect(scripted.engine.runs.length).toBe(runs);
  });

  test('in mid-stream is an event, the last, that every helper of the client raises', async () => {
    const members = { ...asked, input: 'die' };
    const raw = await (await post({ ...members, stream: true })).text();
    const [name, data = ''] = raw.split('\n\n').at(-2)?.split('\n') ?? [];
    expect(name).toBe('event: error');
    expect(raw.endsWith('\n\n')).toBe(true);
    const told = JSON.parse(data.slice('data: '.length));
    // created, in_progress, item added, part added, two deltas
    expect(told).toMatchObject({ type: 'error', code: 'server_error', param: null, sequence_number: 6 });
    const seen: string[] = [];
    const iterated = await failureOf(
      (async () => {
        for await (const { type } of await client.responses.create({ ...members, stream: true })) seen.push(type);
      })(),
    );
    expect(seen).toHaveLength(6);
    const gathered = await failureOf(client.responses.stream(members).finalResponse());
    for (const error of [iterated, gathered]) {
      expect(error).toMatchObject({
        code: 'server_error',
        param: null,
        message: expect.stringContaining(told.message),
      });
    }
    const whole = await failureOf(client.responses.create(members));
    expect(whole).toBeInstanceOf(InternalServerError);
  });

  test('of a full queue still has its status', async () => {
    const full = await startScriptedService({
      environment: { KINGLET_QUEUE_LENGTH: '0' },
      facts: { slotCount: 1 },
      answer: () => slowScript(50, 20),
    });
    const running = await full.client().responses.create({ ...asked, stream: true });
    const refused = await failureOf(full.client().responses.create({ ...asked, stream: true }));
    expect(refused).toBeInstanceOf(RateLimitError);
    running.controller.abort();
    await full.stop();
  });

  test('of the route', async () => {
    expect((await fetch(`${scripted.baseUrl}/v1/responses`)).status).toBe(405);
    expect(await failureOf(client.responses.retrieve('resp_x'))).toBeInstanceOf(NotFoundError);
  });

  test('nothing was an internal fault, and nothing is left open', () => {
    expect(scripted.faultCodes).not.toContain('internal');
    expect(scripted.queue()).toEqual({ running: 0, waiting: 0 });
    expect(scripted.service.store.countByOutcome().open).toBe(0);
  });
});
