// In: nothing. Out: what one API (OpenAI's chat completions, Anthropic's messages, …) adds to the one way of an answer: how its
// request is read, how pieces are told in a stream and as a whole. Knows no engine and no policy.
import type { NewIdentifier } from '../base/identifiers.ts';
import type { AnswerFacts } from '../contract/answer.ts';
import type { ChatAsk } from '../contract/ask.ts';
import type { Fault } from '../contract/fault.ts';
import type { Piece } from '../contract/piece.ts';

/** `Request` is what the surface read of the body: the ask, and whatever else its answer must repeat. */
export interface AnswerSurface<Request extends { readonly ask: ChatAsk }> {
  /** For the ledger, such as `chat.completions`. */
  readonly operation: string;
  /** Of the answer's id, such as `chatcmpl-`. */
  readonly idPrefix: string;
  /** A Fault for whatever is wrong with the body. */
  read(body: unknown): Request;
  /** Server-sent events as text, the last one included. */
  stream(
    request: Request,
    facts: AnswerFacts,
    pieces: AsyncIterable<Piece>,
    newId: NewIdentifier,
  ): AsyncIterable<string>;
  /** The event that tells of a fault in mid-stream, after so many others; nothing follows it. */
  faultEvent(fault: Fault, requestId: string, eventsBefore: number): string;
  /** Faults of the service name the members of chat completions; this puts the surface's own in their place. */
  translateFault?(fault: Fault): Fault;
  /** What keeps a silent stream open; a comment where absent. */
  readonly heartbeat?: string;
  whole(request: Request, facts: AnswerFacts, pieces: AsyncIterable<Piece>, newId: NewIdentifier): Promise<object>;
}
