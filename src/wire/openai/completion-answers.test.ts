// In: pieces of completions. Out: proof that chunks and the folded body say the same in the legacy shape, however the text is cut, and that
// offsets point into the text.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { AnswerFacts } from '../../contract/answer.ts';
import type { CompletionPiece, RawToken, TextFinish } from '../../contract/completion-ask.ts';
import type { TokenLogprob } from '../../contract/logprobs.ts';
import { foldCompletion } from './completion-body.ts';
import { completionChunks } from './completion-chunks.ts';
import { LegacyLogprobsWriter } from './legacy-logprobs.ts';

const facts: AnswerFacts = {
  id: 'cmpl-1',
  createdSeconds: 1_700_000_000,
  model: 'm',
  fingerprint: 'fp_1',
  promptTokens: 3,
  promptVerdict: null,
  urgency: 'default',
  streamMode: 'buffered',
};
const usage: CompletionPiece = { kind: 'usage', usage: { promptTokens: 3, completionTokens: 2, cachedTokens: 1 } };
const finish = (choice: number, reason: TextFinish['reason'] = 'stop'): CompletionPiece => ({
  kind: 'finish',
  choice,
  reason,
  stopText: null,
});
const token = (text: string, logprob = -1): TokenLogprob => ({
  token: text,
  bytes: [...Buffer.from(text)],
  logprob,
  top: [],
});
const said = (choice: number, text: string): CompletionPiece => ({
  kind: 'text-delta',
  choice,
  text,
  logprobs: text === '' ? [] : [token(text)],
});
const echo = (choice: number, text: string): CompletionPiece => ({
  kind: 'prompt-echo',
  choice,
  text,
  tokens: [{ ...token(text), logprob: null }],
});

async function* streamOf(pieces: readonly CompletionPiece[]): AsyncGenerator<CompletionPiece> {
  yield* pieces;
}
const fold = (pieces: readonly CompletionPiece[], hasLogprobs = true) =>
  foldCompletion(facts, streamOf(pieces), { hasLogprobs });

describe('the whole answer', () => {
  test('holds the choices in order, echo first, lists in parallel', async () => {
    const pieces = [echo(1, 'Où'), said(0, 'a'), said(1, ' là'), finish(1, 'length'), said(0, 'b'), finish(0), usage];
    const body = await fold(pieces);
    expect(body).toMatchObject({ id: 'cmpl-1', object: 'text_completion', created: 1_700_000_000, model: 'm' });
    expect(body.choices).toEqual([
      {
        text: 'ab',
        index: 0,
        finish_reason: 'stop',
        logprobs: {
          tokens: ['a', 'b'],
          token_logprobs: [-1, -1],
          top_logprobs: [{ a: -1 }, { b: -1 }],
          text_offset: [0, 1],
        },
      },
      {
        text: 'Où là',
        index: 1,
        finish_reason: 'length',
        logprobs: {
          tokens: ['Où', ' là'],
          token_logprobs: [null, -1],
          top_logprobs: [null, { ' là': -1 }],
          text_offset: [0, 2],
        },
      },
    ]);
    expect(body.usage).toMatchObject({ prompt_tokens: 3, completion_tokens: 2, total_tokens: 5 });
    expect((await fold(pieces, false)).choices.map(({ logprobs }) => logprobs)).toEqual([null, null]);
  });

  test.each([
    ['its usage', [said(0, 'a'), finish(0)]],
    ['a finish', [said(0, 'a'), said(1, 'b'), finish(0), usage]],
    ['every choice', [usage]],
  ])('without %s is a fault of ours', async (_name, pieces) => {
    await expect(fold(pieces)).rejects.toMatchObject({ code: 'internal' });
  });
});

describe('logprobs', () => {
  const textOf = (tokens: readonly RawToken[]) => Buffer.from(tokens.flatMap(({ bytes }) => bytes)).toString();
  const write = (...tokens: readonly RawToken[]) => new LegacyLogprobsWriter().write(textOf(tokens), tokens);

  test('the likeliest, and the token itself where it is not among them', () => {
    const chances = [
      { token: 'x', bytes: [120], logprob: -0.1 },
      { token: 'y', bytes: [121], logprob: -3 },
    ];
    expect(write({ ...token('z', -5), top: chances }).top_logprobs).toEqual([{ x: -0.1, y: -3, z: -5 }]);
    expect(write({ ...token('y', -3), top: chances }).top_logprobs).toEqual([{ x: -0.1, y: -3 }]);
  });

  test('two parts of a character stay two, and begin where it begins', () => {
    const part = (...bytes: number[]): RawToken => ({ token: '\ufffd', bytes, logprob: -1, top: [] });
    const { tokens, text_offset } = write(token('a'), part(0xf0, 0x9f), part(0x90, 0xa6), token('b'));
    expect(tokens).toEqual(['a', 'bytes:\\xf0\\x9f', 'bytes:\\x90\\xa6', 'b']);
    expect(text_offset).toEqual([0, 1, 1, 2]);
  });

  test('a part of a character that was not told is made good by the next stretch of text', () => {
    const writer = new LegacyLogprobsWriter();
    const last: RawToken = { token: '\ufffd', bytes: [0xa9], logprob: -1, top: [] };
    expect(writer.write(' 👩', [last]).text_offset).toEqual([0]);
    expect(writer.write(' x', [token(' '), token('x')]).text_offset).toEqual([2, 3]);
  });

  test('what is impossible is a number all the same', () => {
    expect(write(token('a', Number.NEGATIVE_INFINITY)).token_logprobs).toEqual([-9999]);
  });

  test('offsets follow the text, wherever its bytes are cut', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.array(fc.nat()), (text, cuts) => {
        const bytes = [...Buffer.from(text)];
        const ends = [...new Set(cuts.map((cut) => cut % (bytes.length + 1)))].sort((one, other) => one - other);
        const starts = [0, ...ends];
        const tokens = starts.map((start, index) => bytes.slice(start, ends[index]));
        const written = write(...tokens.map((own) => ({ token: '', bytes: own, logprob: -1, top: [] })));
        for (const [index, offset] of written.text_offset.entries()) {
          const before = Buffer.from(bytes.slice(0, starts[index])).toString();
          // A character that was begun before counts from its end on.
          expect(offset).toBeLessThanOrEqual([...before].length);
          expect([...text].slice(0, offset).join('')).toBe([...before].slice(0, offset).join(''));
        }
      }),
    );
  });
});

test('chunks and fold say the same, however the text is cut and the choices are woven', async () => {
  const cutText = fc.array(fc.string({ unit: 'binary' }), { maxLength: 6 });
  const reason = fc.constantFrom<TextFinish['reason']>('stop', 'length', 'content_filter');
  const answers = fc.array(fc.tuple(cutText, reason, fc.boolean()), { minLength: 1, maxLength: 4 });
  const property = fc.asyncProperty(answers, fc.infiniteStream(fc.nat(3)), async (choices, order) => {
    const queues = choices.map(([cuts, why, isEchoed], choice) => [
      ...(isEchoed ? [echo(choice, 'prompt')] : []),
      ...cuts.map((cut) => said(choice, cut)),
      finish(choice, why),
    ]);
    const woven: CompletionPiece[] = [];
    while (queues.some((queue) => queue.length > 0)) {
      const waiting = queues.filter((queue) => queue.length > 0);
      const next = waiting[(order.next().value ?? 0) % waiting.length]?.shift();
      if (next !== undefined) woven.push(next);
    }
    const folded = await fold([...woven, usage]);
    const texts = choices.map(([cuts, , isEchoed]) => `${isEchoed ? 'prompt' : ''}${cuts.join('')}`);
    expect(folded.choices.map(({ text }) => text)).toEqual(texts);
    expect(folded.choices.map(({ finish_reason }) => finish_reason)).toEqual(choices.map(([, why]) => why));
    const gathered = choices.map(() => '');
    let total: unknown = null;
    for await (const chunk of completionChunks(facts, streamOf([...woven, usage]), {
      isUsageIncluded: true,
      hasLogprobs: false,
    })) {
      total = chunk.usage ?? total;
      for (const { index, text, logprobs } of chunk.choices) {
        gathered[index] = (gathered[index] ?? '') + text;
        expect(logprobs).toBeNull();
      }
    }
    expect(gathered).toEqual(texts);
    expect(total).toEqual(folded.usage);
  });
  await fc.assert(property, { numRuns: 200 });
});
