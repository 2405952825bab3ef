// In: pieces in every order that a filter may send them. Out: chunks that lose no text, tell each finding once, and end each choice once,
// in both modes; the same answer as without a stream.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { AnswerFacts } from '../../contract/answer.ts';
import type { Piece } from '../../contract/piece.ts';
import { nothingFound, type Verdict } from '../../contract/safety.ts';
import { createChatChunkWriter } from '../openai/chat-chunks.ts';
import { foldChatCompletion } from '../openai/chat-completion.ts';
import { annotateBody } from './annotate-body.ts';
import { annotateChunks } from './annotate-chunks.ts';
import { newestVersion } from './api-version.ts';
import { gatherScreened } from './gather-screened.ts';
import { aVerdict } from './verdicts.suite.ts';

const annotation = { version: newestVersion, promptCount: 1, promptCharacters: () => 7 };
const options = { isUsageIncluded: false, callStyle: 'tools' } as const;
const factsOf = (streamMode: AnswerFacts['streamMode']): AnswerFacts => ({
  id: 'chatcmpl-1',
  createdSeconds: 1,
  model: 'm',
  fingerprint: 'fp_1',
  promptTokens: 1,
  promptVerdict: null,
  urgency: 'default',
  streamMode,
});

interface AnyChoice {
  readonly index: number;
  readonly delta?: { readonly content?: string | null };
  readonly finish_reason: string | null;
  readonly content_filter_results?: object;
  readonly content_filter_offsets?: object;
}

async function* streamOf(pieces: readonly Piece[]): AsyncGenerator<Piece> {
  yield* pieces;
}

async function choicesOf(pieces: readonly Piece[], streamMode: AnswerFacts['streamMode']): Promise<AnyChoice[]> {
  const facts = factsOf(streamMode);
  const write = createChatChunkWriter(facts, options);
  const found: AnyChoice[] = [];
  // Only what the writer and the annotation make.
  for await (const chunk of annotateChunks(facts, streamOf(pieces), write, {
    ...annotation,
    isUsageIncluded: false,
    emptyChoice: {},
  }))
    found.push(...(chunk as { readonly choices: AnyChoice[] }).choices);
  return found;
}

interface Stretch {
  readonly text: string;
  readonly verdict: Verdict;
}

/** A choice as a filter sends it: it ends at the first stretch that is kept back. */
function piecesOf(stretches: readonly Stretch[], streamMode: AnswerFacts['streamMode'], choice: number): Piece[] {
  const pieces: Piece[] = [];
  let offset = 0;
  for (const { text, verdict } of stretches) {
    const endOffset = offset + [...text].length;
    const shown = { kind: 'text-delta', choice, text, logprobs: [] } as const;
    const screened = {
      kind: 'screened',
      choice,
      verdict,
      startOffset: offset,
      endOffset,
      checkOffset: offset,
    } as const;
    if (streamMode === 'asynchronous') pieces.push(shown, screened);
    else pieces.push(screened, ...(verdict.isFiltered ? [] : [shown]));
    if (verdict.isFiltered) return [...pieces, { kind: 'finish', choice, reason: 'content_filter', stopText: null }];
    offset = endOffset;
  }
  return [...pieces, { kind: 'finish', choice, reason: 'stop', stopText: null }];
}

const usage: Piece = { kind: 'usage', usage: { promptTokens: 1, completionTokens: 1, cachedTokens: 0 } };
const stretches = () =>
  fc.array(fc.record({ text: fc.string({ unit: 'grapheme', maxLength: 5 }), verdict: aVerdict() }), { maxLength: 5 });

describe.each(['buffered', 'asynchronous'] as const)('%s', (streamMode) => {
  test('no text is lost, each choice ends once, as the whole answer does', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(stretches(), { minLength: 1, maxLength: 3 }), async (choices) => {
        const pieces = [...choices.flatMap((own, choice) => piecesOf(own, streamMode, choice)), usage];
        const streamed = await choicesOf(pieces, streamMode);
        const facts = factsOf(streamMode);
        const gathered = gatherScreened(streamOf(pieces));
        const body = await foldChatCompletion(facts, gathered.pieces, 'tools');
        const whole = annotateBody(body, facts, annotation, gathered.screened) as {
          readonly choices: readonly {
            readonly message: { readonly content?: string | null };
            readonly finish_reason: string;
          }[];
        };
        for (const [index, { message, finish_reason }] of whole.choices.entries()) {
          const own = streamed.filter((choice) => choice.index === index);
          expect(own.map(({ delta }) => delta?.content ?? '').join('')).toBe(message.content ?? '');
          expect(own.flatMap((choice) => choice.finish_reason ?? [])).toEqual([finish_reason]);
        }
      }),
    );
  });

  test('each finding is told where it belongs', async () => {
    await fc.assert(
      fc.asyncProperty(stretches(), async (own) => {
        const pieces = [...piecesOf(own, streamMode, 0), usage];
        const streamed = await choicesOf(pieces, streamMode);
        const apart = streamed.filter((choice) => choice.content_filter_offsets !== undefined);
        const screened = pieces.filter(({ kind }) => kind === 'screened');
        expect(apart.length).toBe(streamMode === 'asynchronous' ? screened.length : 0);
        for (const choice of apart) expect(choice).not.toHaveProperty('delta');
        const withResults = streamed.filter((choice) => choice.content_filter_results !== undefined);
        expect(withResults.length).toBe(streamMode === 'asynchronous' ? screened.length : streamed.length);
      }),
    );
  });
});

test('an answer that is nothing is no head', async () => {
  expect(await choicesOf([], 'buffered')).toEqual([]);
});

test('what several say of the whole answer stands in its last chunk together', async () => {
  const nothing: Verdict = { ...nothingFound, source: 'completion' };
  const whole = { kind: 'screened', choice: 0, startOffset: 0, endOffset: 2, checkOffset: 2, isOfWhole: true } as const;
  const pieces: readonly Piece[] = [
    { kind: 'text-delta', choice: 0, text: 'hi', logprobs: [] },
    { ...whole, verdict: { ...nothing, taskAdherence: { isDetected: false, isFiltered: false } } },
    { ...whole, verdict: { ...nothing, toolGuard: { isDetected: true, isFiltered: true } } },
    { kind: 'finish', choice: 0, reason: 'stop', stopText: null },
  ];
  const choices = await choicesOf(pieces, 'buffered');
  expect(choices.at(-1)).toMatchObject({
    finish_reason: 'stop',
    content_filter_results: {
      task_adherence: { detected: false, filtered: false },
      tool_guard: { detected: true, filtered: true },
    },
  });
});
