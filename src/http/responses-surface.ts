// In: the time. Out: OpenAI's Responses API, its stateless part, as a surface. Knows no route.
import type { Clock } from '../base/clock.ts';
import type { NewIdentifier } from '../base/identifiers.ts';
import type { AnswerFacts } from '../contract/answer.ts';
import type { Piece } from '../contract/piece.ts';
import { eventText } from '../wire/responses/event-text.ts';
import { faultEvent, inResponseWords } from '../wire/responses/fault-event.ts';
import { foldResponse } from '../wire/responses/fold-response.ts';
import { parseResponseRequest, type ResponseRequest } from '../wire/responses/parse-response-request.ts';
import type { ResponseEvent } from '../wire/responses/response-event.ts';
import { responseEvents } from '../wire/responses/response-events.ts';
import type { AnswerSurface } from './answer-surface.ts';
import { beginChat } from './begin-chat.ts';

/** What the events of a response take beside its pieces. */
export interface ResponseTools {
  readonly newId: NewIdentifier;
  /** Seconds since the epoch. */
  nowSeconds(): number;
}

export function responseEventsOf(
  { echo }: ResponseRequest,
  facts: AnswerFacts,
  pieces: AsyncIterable<Piece>,
  tools: ResponseTools,
): AsyncIterable<ResponseEvent> {
  return responseEvents({ echo, facts, ...tools }, pieces);
}

export function createResponsesSurface(clock: Clock, eventsOf = responseEventsOf): AnswerSurface<ResponseRequest> {
  const toolsOf = (newId: NewIdentifier): ResponseTools => ({
    newId,
    nowSeconds: () => Math.floor(clock.nowMs() / 1000),
  });
  return {
    operation: 'responses',
    idPrefix: 'resp_',
    read: parseResponseRequest,
    start: beginChat,
    stream: async function* (request, facts, pieces, newId) {
      for await (const event of eventsOf(request, facts, pieces, toolsOf(newId))) yield eventText(event);
    },
    translateFault: inResponseWords,
    faultEvent: (fault, _requestId, eventsBefore) => eventText(faultEvent(inResponseWords(fault), eventsBefore)),
    whole: (request, facts, pieces, newId) => foldResponse(eventsOf(request, facts, pieces, toolsOf(newId))),
  };
}
