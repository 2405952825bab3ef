// In: pieces of answers. Out: proof that chunks and the folded body say the same, in OpenAI's shapes, however the text is cut.
import fc from 'fast-check';
import type { ChatCompletion, ChatCompletionChunk } from 'openai/resources/chat/completions';
import { describe, expect, expectTypeOf, test } from 'vitest';
import type { AnswerFacts } from '../../contract/answer.ts';
import type { FinishReason, Piece } from '../../contract/piece.ts';
import { type ChatChunkBody, chatChunks } from './chat-chunks.ts';
import { type ChatCompletionBody, foldChatCompletion } from './chat-completion.ts';

const head: AnswerFacts = {
  id: 'chatcmpl-1',
  createdSeconds: 1_700_000_000,
  model: 'gpt-4o-mini-2024-07-18',
  fingerprint: 'fp_1',
  promptTokens: 10,
  promptVerdict: null,
  urgency: 'default',
  streamMode: 'buffered',
};
const usage = { promptTokens: 10, completionTokens: 5, cachedTokens: 4 };
const usageOnWire = {
  prompt_tokens: 10,
  completion_tokens: 5,
  total_tokens: 15,
  prompt_tokens_details: { cached_tokens: 4, audio_tokens: 0 },
  completion_tokens_details: {
    reasoning_tokens: 0,
    audio_tokens: 0,
    accepted_prediction_tokens: 0,
    rejected_prediction_tokens: 0,
  },
};

const text = (choice: number, words: string): Piece => ({ kind: 'text-delta', choice, text: words, logprobs: [] });
const finish = (choice: number, reason: FinishReason): Piece => ({
  kind: 'finish',
  choice,
  reason,
  stopText: null,
});
const usageReport: Piece = { kind: 'usage', usage };

async function* streamOf(pieces: readonly Piece[]): AsyncGenerator<Piece> {
  yield* pieces;
}

async function drain<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const drained: Item[] = [];
  for await (const item of items) drained.push(item);
  return drained;
}

const chunksOf = (pieces: readonly Piece[], isUsageIncluded: boolean): Promise<ChatChunkBody[]> =>
  drain(chatChunks(head, streamOf(pieces), { isUsageIncluded, callStyle: 'tools' }));

test('the bodies are what the openai client expects', () => {
  expectTypeOf<ChatCompletionBody>().toExtend<ChatCompletion>();
  expectTypeOf<ChatChunkBody>().toExtend<ChatCompletionChunk>();
});

describe('the whole answer', () => {
  test('holds the choices in order, and the usage in full', async () => {
    const pieces = [text(1, 'b'), text(0, 'a'), text(1, 'c'), finish(1, 'length'), finish(0, 'stop'), usageReport];
    const message = { role: 'assistant', refusal: null, annotations: [] };
    expect(await foldChatCompletion(head, streamOf(pieces), 'tools')).toEqual({
      id: 'chatcmpl-1',
      object: 'chat.completion',
      created: 1_700_000_000,
      model: 'gpt-4o-mini-2024-07-18',
      choices: [
        { index: 0, message: { ...message, content: 'a' }, logprobs: null, finish_reason: 'stop' },
        { index: 1, message: { ...message, content: 'bc' }, logprobs: null, finish_reason: 'length' },
      ],
      usage: usageOnWire,
      service_tier: 'default',
      system_fingerprint: 'fp_1',
    });
  });

  test('of no text is empty text', async () => {
    const body = await foldChatCompletion(head, streamOf([finish(0, 'stop'), usageReport]), 'tools');
    expect(body.choices[0]?.message.content).toBe('');
  });

  test('holds no call that the filter cut in two', async () => {
    const start = (call: number): Piece => ({
      kind: 'tool-call-start',
      choice: 0,
      call,
      id: `call_${call}`,
      name: 'look',
    });
    const give = (call: number, json: string): Piece => ({ kind: 'tool-call-delta', choice: 0, call, text: json });
    const end: Piece = { kind: 'tool-call-end', choice: 0, call: 0 };
    const pieces = [
      start(0),
      give(0, '{"at":1}'),
      end,
      start(1),
      give(1, '{"at"'),
      finish(0, 'content_filter'),
      usageReport,
    ];
    const body = await foldChatCompletion(head, streamOf(pieces), 'tools');
    expect(body.choices[0]).toMatchObject({
      message: { content: null, tool_calls: [{ id: 'call_0', function: { arguments: '{"at":1}' } }] },
      finish_reason: 'content_filter',
    });
  });

  test.each([
    ['its usage', [text(0, 'a'), finish(0, 'stop')]],
    ['a finish', [text(0, 'a'), text(1, 'b'), finish(0, 'stop'), usageReport]],
    ['every choice', [usageReport]],
  ])('without %s is a fault of ours', async (_, pieces) => {
    await expect(foldChatCompletion(head, streamOf(pieces), 'tools')).rejects.toMatchObject({ code: 'internal' });
  });
});

describe('the stream', () => {
  const pieces = [
    text(0, 'he'),
    text(1, 'x'),
    text(0, 'y'),
    finish(0, 'stop'),
    finish(1, 'length'),
    finish(2, 'stop'),
    usageReport,
  ];
  const begin = (index: number) => ({
    index,
    delta: { role: 'assistant', content: '', refusal: null },
    logprobs: null,
    finish_reason: null,
  });
  const add = (index: number, content: string) => ({ index, delta: { content }, logprobs: null, finish_reason: null });
  const end = (index: number, reason: string) => ({ index, delta: {}, logprobs: null, finish_reason: reason });
  const choices = [
    begin(0),
    add(0, 'he'),
    begin(1),
    add(1, 'x'),
    add(0, 'y'),
    end(0, 'stop'),
    end(1, 'length'),
    begin(2),
    end(2, 'stop'),
  ];
  const frame = {
    id: 'chatcmpl-1',
    object: 'chat.completion.chunk',
    created: 1_700_000_000,
    model: 'gpt-4o-mini-2024-07-18',
    service_tier: 'default',
    system_fingerprint: 'fp_1',
  };

  test('begins each choice with its role and says nothing of usage unasked', async () => {
    const chunks = await chunksOf(pieces, false);
    expect(chunks).toEqual(choices.map((choice) => ({ ...frame, choices: [choice] })));
    expect(chunks.some((chunk) => 'usage' in chunk)).toBe(false);
  });

  test('has null usage on every chunk and a last chunk with it, when asked', async () => {
    expect(await chunksOf(pieces, true)).toEqual([
      ...choices.map((choice) => ({ ...frame, choices: [choice], usage: null })),
      { ...frame, choices: [], usage: usageOnWire },
    ]);
  });

  test('pulls no piece ahead, and an end of the chunks ends the pieces', async () => {
    let pulled = 0;
    let isEnded = false;
    async function* counted(): AsyncGenerator<Piece> {
      try {
        for (const piece of pieces) {
          pulled += 1;
          yield piece;
        }
      } finally {
        isEnded = true;
      }
    }
    const chunks = chatChunks(head, counted(), { isUsageIncluded: false, callStyle: 'tools' });
    expect(pulled).toBe(0);
    await chunks.next();
    await chunks.next();
    expect(pulled).toBe(1);
    await chunks.return();
    expect({ pulled, isEnded }).toEqual({ pulled: 1, isEnded: true });
  });

  test('passes a failure of the pieces on', async () => {
    async function* failing(): AsyncGenerator<Piece> {
      yield text(0, 'a');
      throw new Error('gone');
    }
    await expect(drain(chatChunks(head, failing(), { isUsageIncluded: true, callStyle: 'tools' }))).rejects.toThrow(
      'gone',
    );
  });
});

test('chunks and fold say the same, however the text is cut and the choices are woven', async () => {
  const cutText = fc.array(fc.string({ unit: 'binary' }), { maxLength: 8 });
  const reason = fc.constantFrom<FinishReason>('stop', 'length', 'content_filter');
  const answers = fc.array(fc.tuple(cutText, reason), { minLength: 1, maxLength: 4 });
  const property = fc.asyncProperty(answers, fc.infiniteStream(fc.nat(3)), async (choices, order) => {
    const queues = choices.map(([cuts, why], choice) => [...cuts.map((cut) => text(choice, cut)), finish(choice, why)]);
    const woven: Piece[] = [];
    while (queues.some((queue) => queue.length > 0)) {
      const waiting = queues.filter((queue) => queue.length > 0);
      const next = waiting[(order.next().value ?? 0) % waiting.length]?.shift();
      if (next !== undefined) woven.push(next);
    }
    const whole = choices.flatMap(([cuts, why], choice) => [text(choice, cuts.join('')), finish(choice, why)]);
    const folded = await foldChatCompletion(head, streamOf([...woven, usageReport]), 'tools');
    expect(folded).toEqual(await foldChatCompletion(head, streamOf([...whole, usageReport]), 'tools'));

    const gathered = choices.map(() => ({ content: '', reason: null as string | null }));
    let total: unknown = null;
    for (const chunk of await chunksOf([...woven, usageReport], true)) {
      total = chunk.usage ?? total;
      for (const { index, delta, finish_reason } of chunk.choices) {
        const choice = gathered[index];
        if (choice === undefined) throw new Error(`no choice ${index}`);
        choice.content += delta.content ?? '';
        choice.reason = finish_reason ?? choice.reason;
      }
    }
    expect(gathered).toEqual(
      folded.choices.map((choice) => ({ content: choice.message.content, reason: choice.finish_reason })),
    );
    expect(total).toEqual(folded.usage);
  });
  await fc.assert(property, { numRuns: 300 });
});
