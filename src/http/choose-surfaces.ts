// In: the headers of a request and, under /openai, its Azure call. Out: the surfaces that answer it: plain, annotated where the client
// asks for that, or Azure's. Knows no route.
import type { Clock } from '../base/clock.ts';
import type { ChatAsk } from '../contract/ask.ts';
import type { CompletionAsk, CompletionPiece } from '../contract/completion-ask.ts';
import type { Fault } from '../contract/fault.ts';
import { newestVersion } from '../wire/azure/api-version.ts';
import { withoutAzureMembers } from '../wire/azure/without-azure-members.ts';
import { sseData } from '../wire/openai/server-sent-events.ts';
import type { ResponseRequest } from '../wire/responses/parse-response-request.ts';
import { annotatedChat, annotatedCompletions, annotatedResponses } from './annotated-surfaces.ts';
import type { AnswerSurface, SurfaceRequest } from './answer-surface.ts';
import { type AzureCall, usableVersion } from './azure-call.ts';
import { chatCompletionsSurface } from './chat-completions-surface.ts';
import { completionsSurface } from './completions-surface.ts';
import { createResponsesSurface } from './responses-surface.ts';
import { azureDialect } from './route-dialect.ts';

export interface OpenAiSurfaces {
  readonly chat: AnswerSurface<{ readonly ask: ChatAsk }>;
  readonly completions: AnswerSurface<{ readonly ask: CompletionAsk }, CompletionPiece>;
  readonly responses: AnswerSurface<ResponseRequest>;
}

/** `true` asks OpenAI's surface for what Azure's tells of itself: the findings of the filter. */
export const annotationsHeader = 'x-kinglet-annotations';

export function chooseSurfaces(headers: Headers, call: AzureCall | null, clock: Clock): OpenAiSurfaces {
  if (call !== null) return azureSurfaces(call, clock);
  if (headers.get(annotationsHeader)?.toLowerCase() === 'true') {
    return {
      chat: annotatedChat(newestVersion),
      completions: annotatedCompletions(newestVersion),
      responses: annotatedResponses(newestVersion, clock),
    };
  }
  return { chat: chatCompletionsSurface, completions: completionsSurface, responses: createResponsesSurface(clock) };
}

function azureSurfaces(call: AzureCall, clock: Clock): OpenAiSurfaces {
  const version = usableVersion(call);
  const dialect = azureDialect(call);
  const faultEvent = (fault: Fault, requestId: string) => sseData(dialect.body(fault, requestId));
  return {
    chat: { ...onAzure(annotatedChat(version), call), faultEvent },
    completions: { ...onAzure(annotatedCompletions(version), call), faultEvent },
    responses: onAzure(annotatedResponses(version, clock), call),
  };
}

function onAzure<Request extends SurfaceRequest, Item>(
  surface: AnswerSurface<Request, Item>,
  { deployment }: AzureCall,
): AnswerSurface<Request, Item> {
  return {
    ...surface,
    read: (body) => surface.read(withoutAzureMembers(body, deployment)),
    answerHeaders: ({ name }) => ({ 'x-ms-deployment-name': name }),
  };
}
