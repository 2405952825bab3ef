// In: pieces of answers. Out: proof that events and the folded message say the same, in Anthropic's shapes, however the text is cut: the
// official client's own accumulator is the judge.
import { MessageStream } from '@anthropic-ai/sdk/lib/MessageStream';
import type { Message, RawMessageStreamEvent } from '@anthropic-ai/sdk/resources/messages';
import fc from 'fast-check';
import { describe, expect, expectTypeOf, test } from 'vitest';
import type { AnswerFacts } from '../../contract/answer.ts';
import type { Finish, FinishReason, Piece, Usage } from '../../contract/piece.ts';
import { foldMessage } from './fold-message.ts';
import type { MessageBody, MessageStreamEvent } from './message-body.ts';
import { messageEvents } from './message-events.ts';

const facts: AnswerFacts = {
  id: 'msg_1',
  createdSeconds: 1_700_000_000,
  model: 'gpt-4o-mini-2024-07-18',
  fingerprint: 'fp_1',
  promptTokens: 10,
  promptVerdict: null,
  urgency: 'default',
  streamMode: 'buffered',
};
const usage: Usage = { promptTokens: 10, completionTokens: 5, cachedTokens: 4 };
const usageReport: Piece = { kind: 'usage', usage };
const maxTokens = 5;

const text = (words: string): Piece => ({ kind: 'text-delta', choice: 0, text: words, logprobs: [] });
const finish = (reason: FinishReason, stopText: string | null = null): Finish => ({
  kind: 'finish',
  choice: 0,
  reason,
  stopText,
});
const call = (number: number, name: string, cuts: readonly string[]): Piece[] => [
  { kind: 'tool-call-start', choice: 0, call: number, id: `call_${number}`, name },
  ...cuts.map((cut): Piece => ({ kind: 'tool-call-delta', choice: 0, call: number, text: cut })),
  { kind: 'tool-call-end', choice: 0, call: number },
];

async function* streamOf<Item>(items: readonly Item[]): AsyncGenerator<Item> {
  yield* items;
}

async function drain<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const drained: Item[] = [];
  for await (const item of items) drained.push(item);
  return drained;
}

const eventsOf = (pieces: readonly Piece[]): Promise<MessageStreamEvent[]> =>
  drain(messageEvents(facts, streamOf(pieces), maxTokens));
const wholeOf = (pieces: readonly Piece[]): Promise<MessageBody> =>
  foldMessage(messageEvents(facts, streamOf(pieces), maxTokens));

/** What `client.messages.stream(…).finalMessage()` makes of the events. */
async function accumulated(events: readonly MessageStreamEvent[]): Promise<object> {
  const lines = events.map((event) => `${JSON.stringify(event)}\n`).join('');
  const { parsed_output: _, ...message } = await MessageStream.fromReadableStream(
    new Blob([lines]).stream(),
  ).finalMessage();
  return message;
}

test('the bodies are what the official client expects', () => {
  expectTypeOf<MessageBody>().toExtend<Message>();
  expectTypeOf<MessageStreamEvent>().toExtend<RawMessageStreamEvent>();
});

const head = {
  id: 'msg_1',
  type: 'message',
  role: 'assistant',
  model: 'gpt-4o-mini-2024-07-18',
  content: [],
  stop_reason: null,
  stop_sequence: null,
  stop_details: null,
  container: null,
  diagnostics: null,
  usage: {
    input_tokens: 10,
    cache_creation_input_tokens: 0,
    cache_read_input_tokens: 0,
    output_tokens: 0,
    output_tokens_details: null,
    server_tool_use: null,
    cache_creation: { ephemeral_5m_input_tokens: 0, ephemeral_1h_input_tokens: 0 },
    inference_geo: null,
    service_tier: 'standard',
    speed: null,
  },
};
const used = {
  input_tokens: 6,
  cache_creation_input_tokens: 0,
  cache_read_input_tokens: 4,
  output_tokens: 5,
  output_tokens_details: null,
  server_tool_use: null,
};

describe('the stream', () => {
  test('numbers its blocks, text and calls, and has each end before the next begins', async () => {
    const pieces = [
      text('Let me'),
      text(''),
      text(' look.'),
      ...call(0, 'look_up', ['{"a"', '', ':1}']),
      ...call(1, 'save', ['{}']),
      text('Done.'),
      finish('tool_calls'),
      usageReport,
    ];
    const textStart = { type: 'text', text: '', citations: null };
    const useStart = (id: string, name: string) => ({
      type: 'tool_use',
      id,
      name,
      input: {},
      caller: { type: 'direct' },
    });
    const start = (index: number, block: object) => ({ type: 'content_block_start', index, content_block: block });
    const words = (index: number, added: string) => ({
      type: 'content_block_delta',
      index,
      delta: { type: 'text_delta', text: added },
    });
    const json = (index: number, added: string) => ({
      type: 'content_block_delta',
      index,
      delta: { type: 'input_json_delta', partial_json: added },
    });
    const stop = (index: number) => ({ type: 'content_block_stop', index });
    expect(await eventsOf(pieces)).toEqual([
      { type: 'message_start', message: head },
      start(0, textStart),
      words(0, 'Let me'),
      words(0, ' look.'),
      stop(0),
      start(1, useStart('toolu_0', 'look_up')),
      json(1, '{"a"'),
      json(1, ':1}'),
      stop(1),
      start(2, useStart('toolu_1', 'save')),
      json(2, '{}'),
      stop(2),
      start(3, textStart),
      words(3, 'Done.'),
      stop(3),
      {
        type: 'message_delta',
        delta: { stop_reason: 'tool_use', stop_sequence: null, stop_details: null, container: null },
        usage: used,
      },
      { type: 'message_stop' },
    ]);
    expect(await wholeOf(pieces)).toEqual({
      ...head,
      content: [
        { ...textStart, text: 'Let me look.' },
        { ...useStart('toolu_0', 'look_up'), input: { a: 1 } },
        useStart('toolu_1', 'save'),
        { ...textStart, text: 'Done.' },
      ],
      stop_reason: 'tool_use',
      usage: { ...head.usage, ...used },
    });
  });

  test('begins with an unknown prompt as zero, and tells it at the end', async () => {
    const uncounted = { ...facts, promptTokens: null };
    const pieces = [text('a'), finish('length'), usageReport];
    const events = await drain(messageEvents(uncounted, streamOf(pieces), 100));
    expect(events[0]).toMatchObject({ message: { usage: { input_tokens: 0 } } });
    // Where the prompt was not counted, neither is the room behind it known.
    expect(events.at(-2)).toMatchObject({ delta: { stop_reason: 'max_tokens' }, usage: { input_tokens: 6 } });
  });

  test('pulls no piece ahead, and an end of the events ends the pieces', async () => {
    let pulled = 0;
    let isEnded = false;
    async function* counted(): AsyncGenerator<Piece> {
      try {
        for (const piece of [text('a'), text('b'), finish('stop'), usageReport]) {
          pulled += 1;
          yield piece;
        }
      } finally {
        isEnded = true;
      }
    }
    const events = messageEvents(facts, counted(), maxTokens);
    expect(pulled).toBe(0);
    await events.next();
    await events.next();
    await events.next();
    expect(pulled).toBe(1);
    await events.return();
    expect({ pulled, isEnded }).toEqual({ pulled: 1, isEnded: true });
  });

  test('passes a failure of the pieces on, and begins only with the first', async () => {
    async function* failing(): AsyncGenerator<Piece> {
      yield* [];
      throw new Error('gone');
    }
    await expect(messageEvents(facts, failing(), maxTokens).next()).rejects.toThrow('gone');
  });
});

describe('the end', () => {
  const refusal = { type: 'refusal', category: null, explanation: null };
  test.each<readonly [Finish, number, object]>([
    [finish('stop'), 5, { stop_reason: 'end_turn', stop_sequence: null }],
    [finish('stop', 'END'), 5, { stop_reason: 'stop_sequence', stop_sequence: 'END' }],
    [finish('length'), 5, { stop_reason: 'max_tokens' }],
    [finish('length'), 6, { stop_reason: 'model_context_window_exceeded' }],
    [finish('tool_calls'), 5, { stop_reason: 'tool_use' }],
    [finish('content_filter'), 5, { stop_reason: 'refusal', stop_details: refusal }],
  ])('%j of at most %i tokens', async (finished, limit, expected) => {
    const message = await foldMessage(messageEvents(facts, streamOf([finished, usageReport]), limit));
    expect(message).toMatchObject({ content: [], ...expected });
  });

  test.each([[finish('stop')], [finish('stop', 'END')], [finish('tool_calls')]])(
    '%j with a call is for its use',
    async (finished) => {
      const message = await wholeOf([...call(0, 'save', ['{}']), finished, usageReport]);
      expect(message).toMatchObject({ stop_reason: 'tool_use', stop_sequence: null });
    },
  );

  test('of an answer that is not complete is a fault of ours', async () => {
    for (const pieces of [[], [text('a'), usageReport], [text('a'), finish('stop')]]) {
      await expect(wholeOf(pieces)).rejects.toMatchObject({ code: 'internal' });
    }
    await expect(foldMessage(streamOf<MessageStreamEvent>([]))).rejects.toMatchObject({ code: 'internal' });
  });

  test.each([['{"a":'], ['[1]'], ['']])('a call cut off at %j has no input, and the block is closed', async (cut) => {
    const pieces = call(0, 'save', [cut]).slice(0, -1);
    const { content } = await wholeOf([...pieces, finish('length'), usageReport]);
    expect(content).toMatchObject([{ type: 'tool_use', name: 'save', input: {} }]);
    const events = await eventsOf([...pieces, finish('length'), usageReport]);
    expect(events.filter(({ type }) => type === 'content_block_stop')).toHaveLength(1);
  });
});

describe('events and fold say the same', () => {
  const cuts = fc.array(fc.string({ unit: 'binary', maxLength: 12 }), { maxLength: 6 });
  const key = fc.stringMatching(/^[a-z]{1,4}$/);
  const input = fc.dictionary(key, fc.jsonValue({ maxDepth: 3 }), { maxKeys: 4 });
  const said = fc.record({ kind: fc.constant('said' as const), cuts });
  const called = fc.record({
    kind: fc.constant('called' as const),
    name: key,
    input,
    at: fc.array(fc.nat(40), { maxLength: 4 }),
  });
  const blocks = fc.array(fc.oneof(said, called), { maxLength: 6 });
  const reason = fc.constantFrom<FinishReason>('stop', 'length', 'tool_calls', 'content_filter');
  const stopText = fc.option(fc.string({ minLength: 1 }), { nil: null });
  const counts = fc.tuple(fc.nat(1000), fc.nat(1000), fc.nat(1000)).map(([fresh, cachedTokens, completionTokens]) => ({
    promptTokens: fresh + cachedTokens,
    cachedTokens,
    completionTokens,
  }));

  function cutAt(whole: string, places: readonly number[]): string[] {
    const ends = [...places.map((place) => Math.min(place, whole.length)), whole.length].sort((a, b) => a - b);
    return ends.map((end, index) => whole.slice(ends[index - 1] ?? 0, end));
  }

  test('however the answer is cut', async () => {
    const property = fc.asyncProperty(blocks, reason, stopText, counts, async (parts, why, stop, counted) => {
      const pieces = parts.flatMap((part, number) =>
        part.kind === 'said'
          ? part.cuts.map((cut) => text(cut.toWellFormed()))
          : call(number, part.name, cutAt(JSON.stringify(part.input), part.at)),
      );
      const answer: Piece[] = [...pieces, finish(why, stop), { kind: 'usage', usage: counted }];
      const whole = await wholeOf(answer);
      expect(await accumulated(await eventsOf(answer))).toEqual(whole);

      const expected: unknown[] = [];
      let words = '';
      const flush = () => {
        if (words !== '') expected.push(words);
        words = '';
      };
      for (const part of parts) {
        if (part.kind === 'said') words += part.cuts.map((cut) => cut.toWellFormed()).join('');
        else {
          flush();
          expected.push(JSON.parse(JSON.stringify(part.input)));
        }
      }
      flush();
      expect(whole.content.map((block) => (block.type === 'text' ? block.text : block.input))).toEqual(expected);
      expect(whole.usage.input_tokens + whole.usage.cache_read_input_tokens).toBe(counted.promptTokens);
      expect(whole.usage.output_tokens).toBe(counted.completionTokens);
    });
    await fc.assert(property, { numRuns: 300 });
  });
});
