// In: a surface of OpenAI's and an api-version. Out: the same surface whose answers tell what the filter found, as Azure's do. Knows no
// route.
import type { Clock } from '../base/clock.ts';
import type { ChatAsk } from '../contract/ask.ts';
import type { CompletionAsk, CompletionPiece } from '../contract/completion-ask.ts';
import { annotateBody } from '../wire/azure/annotate-body.ts';
import { annotateChunks } from '../wire/azure/annotate-chunks.ts';
import { annotateResponse } from '../wire/azure/annotate-response.ts';
import { chatAnnotation, completionAnnotation } from '../wire/azure/annotation.ts';
import { type ApiVersion, hasAnnotations } from '../wire/azure/api-version.ts';
import { gatherScreened } from '../wire/azure/gather-screened.ts';
import { createChatChunkWriter } from '../wire/openai/chat-chunks.ts';
import { foldChatCompletion } from '../wire/openai/chat-completion.ts';
import { foldCompletion } from '../wire/openai/completion-body.ts';
import { createCompletionChunkWriter } from '../wire/openai/completion-chunks.ts';
import { sseData, sseDone } from '../wire/openai/server-sent-events.ts';
import type { ResponseRequest } from '../wire/responses/parse-response-request.ts';
import type { AnswerSurface } from './answer-surface.ts';
import { chatCompletionsSurface } from './chat-completions-surface.ts';
import { completionsSurface, hasLogprobs } from './completions-surface.ts';
import { createResponsesSurface, responseEventsOf } from './responses-surface.ts';

async function* eventsOf(chunks: AsyncIterable<object>): AsyncGenerator<string> {
  for await (const chunk of chunks) yield sseData(chunk);
  yield sseDone;
}

export function annotatedChat(version: ApiVersion): AnswerSurface<{ readonly ask: ChatAsk }> {
  if (!hasAnnotations(version)) return chatCompletionsSurface;
  return {
    ...chatCompletionsSurface,
    stream: ({ ask }, facts, pieces) =>
      eventsOf(
        annotateChunks(facts, pieces, createChatChunkWriter(facts, ask), {
          ...chatAnnotation(ask, version),
          isUsageIncluded: ask.isUsageIncluded,
          emptyChoice: {},
        }),
      ),
    whole: async ({ ask }, facts, pieces) => {
      const gathered = gatherScreened(pieces);
      const body = await foldChatCompletion(facts, gathered.pieces, ask.callStyle);
      return annotateBody(body, facts, chatAnnotation(ask, version), gathered.screened);
    },
  };
}

export function annotatedCompletions(
  version: ApiVersion,
): AnswerSurface<{ readonly ask: CompletionAsk }, CompletionPiece> {
  if (!hasAnnotations(version)) return completionsSurface;
  return {
    ...completionsSurface,
    stream: ({ ask }, facts, pieces) => {
      const { isUsageIncluded } = ask;
      const write = createCompletionChunkWriter(facts, { isUsageIncluded, hasLogprobs: hasLogprobs(ask) });
      const annotation = { ...completionAnnotation(ask, version), isUsageIncluded, emptyChoice: { text: '' as const } };
      return eventsOf(annotateChunks(facts, pieces, write, annotation));
    },
    whole: async ({ ask }, facts, pieces) => {
      const gathered = gatherScreened(pieces);
      const body = await foldCompletion(facts, gathered.pieces, { hasLogprobs: hasLogprobs(ask) });
      return annotateBody(body, facts, completionAnnotation(ask, version), gathered.screened);
    },
  };
}

export function annotatedResponses(version: ApiVersion, clock: Clock): AnswerSurface<ResponseRequest> {
  const annotated: typeof responseEventsOf = (request, facts, pieces, tools) => {
    const gathered = gatherScreened(pieces);
    const events = responseEventsOf(request, facts, gathered.pieces, tools);
    return annotateResponse(events, facts, chatAnnotation(request.ask, version), () => gathered.screened(0));
  };
  return createResponsesSurface(clock, annotated);
}
