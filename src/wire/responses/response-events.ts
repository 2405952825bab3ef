// In: the pieces of an answer, pulled one at a time. Out: the events of a streamed response, numbered, in OpenAI's order. Knows no
// SSE, no HTTP and no engine; what ends the iteration ends the pieces'.
import type { NewIdentifier } from '../../base/identifiers.ts';
import type { AnswerFacts } from '../../contract/answer.ts';
import { Fault } from '../../contract/fault.ts';
import type { FinishReason, Piece } from '../../contract/piece.ts';
import { createOutputWriter } from './output-writer.ts';
import {
  type IncompleteDetails,
  type ResponseBody,
  type ResponseEcho,
  type ResponseUsageBody,
  responseBody,
  usageBody,
} from './response-body.ts';
import type { LifecycleEvent, OutputEvent, ResponseEvent } from './response-event.ts';

export interface ResponseAnswer {
  readonly echo: ResponseEcho;
  readonly facts: AnswerFacts;
  readonly newId: NewIdentifier;
  /** Seconds since the epoch. */
  nowSeconds(): number;
}

const incompleteReasons = {
  stop: null,
  tool_calls: null,
  length: 'max_output_tokens',
  content_filter: 'content_filter',
} satisfies Record<FinishReason, IncompleteDetails['reason'] | null>;

/** The first piece is waited for: until it is there, a failure is told by its status. */
async function* unnumberedEvents(
  answer: ResponseAnswer,
  pieces: AsyncIterable<Piece>,
): AsyncGenerator<LifecycleEvent | OutputEvent, void, undefined> {
  const { echo, facts } = answer;
  const writer = createOutputWriter(answer.newId);
  let isBegun = false;
  let finish: FinishReason | null = null;
  let usage: ResponseUsageBody | null = null;
  for await (const piece of pieces) {
    if (!isBegun) {
      isBegun = true;
      const begun = { status: 'in_progress', completed_at: null, incomplete_details: null, usage: null } as const;
      const response: ResponseBody = responseBody(echo, facts, { ...begun, output: [] });
      yield { type: 'response.created', response };
      yield { type: 'response.in_progress', response };
    }
    if (piece.kind === 'usage') usage = usageBody(piece.usage);
    else if (piece.kind === 'finish') {
      finish = piece.reason;
      yield* writer.close(incompleteReasons[finish] === null ? 'completed' : 'incomplete');
    } else if (piece.kind !== 'screened') yield* writer.take(piece);
  }
  if (finish === null || usage === null) throw new Fault('internal', 'The answer ended before it was complete.');
  const reason: IncompleteDetails['reason'] | null = incompleteReasons[finish];
  const status = reason === null ? 'completed' : 'incomplete';
  const response = responseBody(echo, facts, {
    status,
    completed_at: reason === null ? answer.nowSeconds() : null,
    incomplete_details: reason === null ? null : { reason },
    output: writer.items(),
    usage,
  });
  yield { type: `response.${status}`, response };
}

export async function* responseEvents(
  answer: ResponseAnswer,
  pieces: AsyncIterable<Piece>,
): AsyncGenerator<ResponseEvent, void, undefined> {
  let number = 0;
  for await (const event of unnumberedEvents(answer, pieces)) {
    yield { ...event, sequence_number: number };
    number += 1;
  }
}
