// In: nothing. Out: OpenAI's (legacy) completions as a surface. Knows no route.
import type { CompletionAsk, CompletionPiece } from '../contract/completion-ask.ts';
import { startCompletion } from '../serve/complete.ts';
import { foldCompletion } from '../wire/openai/completion-body.ts';
import { completionChunks } from '../wire/openai/completion-chunks.ts';
import { errorBody } from '../wire/openai/error-body.ts';
import { parseCompletionAsk } from '../wire/openai/parse-completion-ask.ts';
import { sseData, sseDone } from '../wire/openai/server-sent-events.ts';
import type { AnswerSurface } from './answer-surface.ts';

/** Candidates are told apart by probabilities that the client may not have asked for. */
export const hasLogprobs = ({ sampling }: CompletionAsk): boolean => sampling.topLogprobs !== null;

export const completionsSurface: AnswerSurface<{ readonly ask: CompletionAsk }, CompletionPiece> = {
  operation: 'completions',
  idPrefix: 'cmpl-',
  read: (body) => ({ ask: parseCompletionAsk(body) }),
  start: ({ ask }, { caller, settlement, ports, signal, terms }) =>
    startCompletion(ask, caller, settlement, ports, signal, terms),
  stream: async function* ({ ask }, facts, pieces) {
    const options = { isUsageIncluded: ask.isUsageIncluded, hasLogprobs: hasLogprobs(ask) };
    for await (const chunk of completionChunks(facts, pieces, options)) yield sseData(chunk);
    yield sseDone;
  },
  faultEvent: (fault) => sseData(errorBody(fault)),
  whole: ({ ask }, facts, pieces) => foldCompletion(facts, pieces, { hasLogprobs: hasLogprobs(ask) }),
};
