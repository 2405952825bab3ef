// In: pieces of answers. Out: proof that events and body are OpenAI's, in its order, that the official client reads them, and that
// both forms say the same, however the pieces come.
import fc from 'fast-check';
import type OpenAI from 'openai';
import { ResponseStream } from 'openai/lib/responses/ResponseStream';
import { describe, expect, expectTypeOf, test } from 'vitest';
import type { NewIdentifier } from '../../base/identifiers.ts';
import type { AnswerFacts } from '../../contract/answer.ts';
import type { TokenLogprob } from '../../contract/logprobs.ts';
import type { FinishReason, Piece } from '../../contract/piece.ts';
import { foldResponse } from './fold-response.ts';
import type { OutputItem } from './output-item.ts';
import { parseResponseRequest } from './parse-response-request.ts';
import {
  callDelta,
  callEnd,
  callStart,
  drain,
  finish,
  streamOf,
  text,
  usage,
  withMembers,
} from './response-bodies.suite.ts';
import type { ResponseBody } from './response-body.ts';
import type { ErrorEvent, ResponseEvent } from './response-event.ts';
import { responseEvents } from './response-events.ts';

const facts: AnswerFacts = {
  id: 'resp_1',
  createdSeconds: 1_700_000_000,
  model: 'gpt-4o-mini-2024-07-18',
  fingerprint: 'fp_1',
  promptTokens: 10,
  promptVerdict: null,
  urgency: 'default',
  streamMode: 'buffered',
};
const { echo } = parseResponseRequest(withMembers({ instructions: 'be brief', service_tier: 'flex' }));

function numberedIds(): NewIdentifier {
  let count = 0;
  return (prefix) => `${prefix}${count++}`;
}

const eventsOf = (pieces: readonly Piece[]): AsyncGenerator<ResponseEvent> =>
  responseEvents({ echo, facts, newId: numberedIds(), nowSeconds: () => 1_700_000_009 }, streamOf(pieces));

const foldOf = (pieces: readonly Piece[]): Promise<ResponseBody> => foldResponse(eventsOf(pieces));

const chance = (token: string): TokenLogprob => ({
  token,
  bytes: [...Buffer.from(token)],
  logprob: -0.5,
  top: [{ token, bytes: [...Buffer.from(token)], logprob: -0.5 }],
});

/** What OpenAI sends as null and its client's types leave out. */
type NullOnWire = 'usage' | 'user';
/** Put together by the client. */
type OfClient = 'output_text';

test('the bodies are what the openai client expects', () => {
  type Expected = OpenAI.Responses.Response;
  expectTypeOf<Omit<ResponseBody, NullOnWire>>().toExtend<Omit<Expected, NullOnWire | OfClient>>();
  expectTypeOf<NonNullable<ResponseBody['usage']>>().toExtend<NonNullable<Expected['usage']>>();
  expectTypeOf<NonNullable<ResponseBody['user']>>().toExtend<NonNullable<Expected['user']>>();
  type Streamed = OpenAI.Responses.ResponseStreamEvent;
  type Content = Exclude<ResponseEvent, { readonly response: unknown }>;
  expectTypeOf<Content>().toExtend<Streamed>();
  expectTypeOf<ErrorEvent>().toExtend<Streamed>();
  type Lifecycle = Extract<ResponseEvent, { readonly response: unknown }>;
  type ExpectedLifecycle = Extract<Streamed, { response: unknown }>;
  expectTypeOf<Lifecycle['type']>().toExtend<ExpectedLifecycle['type']>();
  expectTypeOf<keyof Lifecycle>().toEqualTypeOf<'type' | 'response' | 'sequence_number'>();
});

describe('the whole answer', () => {
  test('has every member', async () => {
    expect(await foldOf([text('he'), text('y'), finish('stop'), usage])).toEqual({
      id: 'resp_1',
      object: 'response',
      created_at: 1_700_000_000,
      completed_at: 1_700_000_009,
      status: 'completed',
      model: 'gpt-4o-mini-2024-07-18',
      background: false,
      error: null,
      incomplete_details: null,
      instructions: 'be brief',
      max_output_tokens: null,
      max_tool_calls: null,
      output: [
        {
          id: 'msg_0',
          type: 'message',
          status: 'completed',
          role: 'assistant',
          content: [{ type: 'output_text', annotations: [], logprobs: [], text: 'hey' }],
        },
      ],
      access_programs: null,
      conversation: null,
      moderation: null,
      parallel_tool_calls: true,
      previous_response_id: null,
      prompt: null,
      prompt_cache_key: null,
      prompt_cache_retention: null,
      reasoning: { effort: null, summary: null },
      safety_identifier: null,
      service_tier: 'default',
      store: false,
      temperature: 1,
      top_p: 1,
      presence_penalty: 0,
      frequency_penalty: 0,
      text: { format: { type: 'text' }, verbosity: 'medium' },
      tool_choice: 'auto',
      tools: [],
      top_logprobs: 0,
      truncation: 'disabled',
      usage: {
        input_tokens: 10,
        input_tokens_details: { cached_tokens: 4, cache_write_tokens: 0 },
        output_tokens: 5,
        output_tokens_details: { reasoning_tokens: 0 },
        total_tokens: 15,
      },
      user: null,
      metadata: {},
    });
  });

  test.each([
    ['length', 'max_output_tokens'],
    ['content_filter', 'content_filter'],
  ] as const)('cut by %s is incomplete', async (reason, detail) => {
    const body = await foldOf([callStart(0, 'f'), callEnd(0), text('he'), finish(reason), usage]);
    expect(body).toMatchObject({
      status: 'incomplete',
      incomplete_details: { reason: detail },
      completed_at: null,
      output: [{ status: 'completed' }, { status: 'incomplete' }],
    });
  });

  test('of nothing is an empty message', async () => {
    const body = await foldOf([text(''), finish('stop'), usage]);
    expect(body.output).toMatchObject([{ type: 'message', status: 'completed', content: [{ text: '' }] }]);
  });

  test('cut within a call shows how far it came', async () => {
    const body = await foldOf([callStart(0, 'f'), callDelta(0, '{"a'), finish('length'), usage]);
    expect(body.output).toEqual([
      { id: 'fc_0', type: 'function_call', status: 'incomplete', arguments: '{"a', call_id: 'call_0', name: 'f' },
    ]);
  });

  test.each([
    ['its usage', [text('a'), finish('stop')]],
    ['a finish', [text('a'), usage]],
    ['anything', []],
  ])('without %s is a fault of ours', async (_, pieces) => {
    await expect(foldOf(pieces)).rejects.toMatchObject({ code: 'internal' });
  });

  test('is never folded from the middle of a stream', async () => {
    const events = (await drain(eventsOf([text('a'), finish('stop'), usage]))).slice(0, 4);
    await expect(foldResponse(streamOf(events))).rejects.toMatchObject({ code: 'internal' });
  });
});

describe('the stream', () => {
  test('of text is in order and numbered', async () => {
    const events = await drain(eventsOf([text('he'), text('y', [chance('y')]), finish('stop'), usage]));
    const begun = { status: 'in_progress', output: [], usage: null, service_tier: 'flex', completed_at: null };
    const place = { item_id: 'msg_0', output_index: 0, content_index: 0 };
    const logprobs = [
      { token: 'y', bytes: [121], logprob: -0.5, top_logprobs: [{ token: 'y', bytes: [121], logprob: -0.5 }] },
    ];
    const part = { type: 'output_text', annotations: [], logprobs, text: 'hey' };
    const item = { id: 'msg_0', type: 'message', role: 'assistant' };
    expect(events).toMatchObject([
      { type: 'response.created', response: begun },
      { type: 'response.in_progress', response: begun },
      { type: 'response.output_item.added', output_index: 0, item: { ...item, status: 'in_progress', content: [] } },
      { type: 'response.content_part.added', ...place, part: { ...part, logprobs: [], text: '' } },
      { type: 'response.output_text.delta', ...place, delta: 'he', logprobs: [] },
      { type: 'response.output_text.delta', ...place, delta: 'y', logprobs },
      { type: 'response.output_text.done', ...place, text: 'hey', logprobs },
      { type: 'response.content_part.done', ...place, part },
      { type: 'response.output_item.done', output_index: 0, item: { ...item, status: 'completed', content: [part] } },
      { type: 'response.completed', response: { status: 'completed', service_tier: 'default' } },
    ]);
    expect(events.map((event) => event.sequence_number)).toEqual([...events.keys()]);
  });

  test('has text before, between and after calls as items of their own', async () => {
    const pieces = [
      text('a'),
      callStart(0, 'f'),
      callDelta(0, '{"x":'),
      callDelta(0, '1}'),
      callEnd(0),
      text('b'),
      callStart(1, 'g'),
      callDelta(1, '{}'),
      callEnd(1),
      text('c'),
      finish('tool_calls'),
      usage,
    ];
    const events = await drain(eventsOf(pieces));
    const place = { item_id: 'fc_1', output_index: 1 };
    const item = { id: 'fc_1', type: 'function_call', call_id: 'call_0', name: 'f' };
    expect(events.slice(8, 13)).toMatchObject([
      { type: 'response.output_item.added', output_index: 1, item: { ...item, status: 'in_progress', arguments: '' } },
      { type: 'response.function_call_arguments.delta', ...place, delta: '{"x":' },
      { type: 'response.function_call_arguments.delta', ...place, delta: '1}' },
      { type: 'response.function_call_arguments.done', ...place, arguments: '{"x":1}' },
      { type: 'response.output_item.done', item: { ...item, status: 'completed', arguments: '{"x":1}' } },
    ]);
    const last = events.at(-1);
    expect(last).toMatchObject({ type: 'response.completed', response: { status: 'completed' } });
    expect((await foldOf(pieces)).output.map(({ type }) => type)).toEqual([
      'message',
      'function_call',
      'message',
      'function_call',
      'message',
    ]);
  });

  test('begins with the first piece, pulls none ahead, and its end ends the pieces', async () => {
    let pulled = 0;
    let isEnded = false;
    async function* counted(): AsyncGenerator<Piece> {
      try {
        for (const piece of [text('a'), text('b'), finish('stop'), usage]) {
          pulled += 1;
          yield piece;
        }
      } finally {
        isEnded = true;
      }
    }
    const events = responseEvents({ echo, facts, newId: numberedIds(), nowSeconds: () => 0 }, counted());
    expect(pulled).toBe(0);
    for (let count = 0; count < 5; count += 1) await events.next();
    expect(pulled).toBe(1);
    await events.return();
    expect({ pulled, isEnded }).toEqual({ pulled: 1, isEnded: true });
  });

  test('passes a failure of the pieces on, before anything was told and after', async () => {
    async function* failing(pieces: readonly Piece[]): AsyncGenerator<Piece> {
      yield* pieces;
      throw new Error('gone');
    }
    for (const pieces of [[], [text('a')]]) {
      const answer = { echo, facts, newId: numberedIds(), nowSeconds: () => 0 };
      await expect(drain(responseEvents(answer, failing(pieces)))).rejects.toThrow('gone');
    }
  });
});

const words = fc.string({ unit: 'binary', maxLength: 6 });
const logprobs = fc.array(words.map(chance), { maxLength: 2 });
const textRun = fc.array(
  fc.tuple(words, logprobs).map(([delta, chances]) => text(delta, chances)),
  { maxLength: 4 },
);
const callRun = fc.tuple(fc.constantFrom('f', 'g'), fc.array(words, { maxLength: 4 }));
const run = fc.oneof(
  textRun.map((deltas) => ({ kind: 'text' as const, deltas })),
  callRun.map(([name, cuts]) => ({ kind: 'call' as const, name, cuts })),
);

/** Every stream of pieces that the contract allows, the last call perhaps cut off. */
const answers = fc
  .tuple(
    fc.array(run, { maxLength: 6 }),
    fc.constantFrom<FinishReason>('stop', 'length', 'tool_calls', 'content_filter'),
  )
  .map(([runs, reason]): readonly Piece[] => {
    let calls = 0;
    const pieces = runs.flatMap((part, index): readonly Piece[] => {
      if (part.kind === 'text') return part.deltas;
      const number = calls++;
      const isCut = reason === 'length' && index === runs.length - 1;
      const deltas = part.cuts.map((cut) => callDelta(number, cut));
      return [callStart(number, part.name), ...deltas, ...(isCut ? [] : [callEnd(number)])];
    });
    return [...pieces, finish(reason), usage];
  });

/** What the deltas alone say. */
function itemsOfDeltas(events: readonly ResponseEvent[]): readonly (readonly [string, string])[] {
  const items: [string, string][] = [];
  for (const event of events) {
    if (event.type === 'response.output_item.added') items.push([event.item.id, '']);
    if (event.type !== 'response.output_text.delta' && event.type !== 'response.function_call_arguments.delta')
      continue;
    const item = items[event.output_index];
    if (item?.[0] !== event.item_id) throw new Error(`${event.item_id} is not at ${event.output_index}`);
    item[1] += event.delta;
  }
  return items;
}

const textOfItem = (item: OutputItem): string =>
  item.type === 'message' ? item.content.map((part) => part.text).join('') : item.arguments;

function accumulate(events: readonly ResponseEvent[]): Promise<OpenAI.Responses.Response> {
  const lines = new ReadableStream<Uint8Array>({
    start(controller) {
      for (const event of events) controller.enqueue(new TextEncoder().encode(`${JSON.stringify(event)}\n`));
      controller.close();
    },
  });
  return ResponseStream.fromReadableStream(lines as never).finalResponse();
}

describe('whatever the pieces', () => {
  test('the whole answer is what the stream ends with, and what its deltas add up to', async () => {
    const property = fc.asyncProperty(answers, async (pieces) => {
      const events = await drain(eventsOf(pieces));
      const body = await foldOf(pieces);
      const last = events.at(-1);
      expect(last !== undefined && 'response' in last ? last.response : null).toEqual(body);
      expect(events.map((event) => event.sequence_number)).toEqual([...events.keys()]);
      expect(itemsOfDeltas(events)).toEqual(body.output.map((item) => [item.id, textOfItem(item)]));
      const done = events.flatMap((event) => (event.type === 'response.output_item.done' ? [event.item] : []));
      expect(done).toEqual(body.output);
    });
    await fc.assert(property, { numRuns: 300 });
  });

  test('a message is cut into deltas without a trace in the whole answer', async () => {
    const property = fc.asyncProperty(fc.array(words), async (cuts) => {
      const pieces = cuts.map((cut) => text(cut));
      const end = [finish('stop'), usage];
      expect(await foldOf([...pieces, ...end])).toEqual(await foldOf([text(cuts.join('')), ...end]));
    });
    await fc.assert(property, { numRuns: 100 });
  });

  test("the official client's accumulator comes to the same answer", async () => {
    const property = fc.asyncProperty(answers, async (pieces) => {
      const body = await foldOf(pieces);
      const accumulated = await accumulate(await drain(eventsOf(pieces)));
      expect(accumulated).toMatchObject({ id: body.id, status: body.status, usage: body.usage });
      expect(accumulated.output_text).toBe(
        body.output.map((item) => (item.type === 'message' ? textOfItem(item) : '')).join(''),
      );
      expect(accumulated.output).toMatchObject(JSON.parse(JSON.stringify(body.output)));
    });
    await fc.assert(property, { numRuns: 100 });
  });
});
