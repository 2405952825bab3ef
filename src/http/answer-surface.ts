// In: nothing. Out: what one API (OpenAI's chat completions, Anthropic's messages, …) adds to the one way of an answer: how its
// request is read and begun, how its pieces are told in a stream and as a whole. Knows no engine and no policy.
import type { NewIdentifier } from '../base/identifiers.ts';
import type { AnswerFacts } from '../contract/answer.ts';
import type { Caller, Deployment } from '../contract/caller.ts';
import type { Service } from '../contract/dispatch.ts';
import type { Fault } from '../contract/fault.ts';
import type { Piece } from '../contract/piece.ts';
import type { RequestTerms } from '../contract/request-terms.ts';
import type { ContentPolicy, Verdict } from '../contract/safety.ts';
import type { ChatPorts } from '../serve/chat.ts';
import type { Settlement } from '../serve/settle.ts';

/** What the surface read of the body: the ask, and whatever else its answer must repeat. */
export interface SurfaceRequest {
  readonly ask: { readonly isStream: boolean };
}

/** For whom a request is served, and with what. */
export interface ServingContext {
  readonly caller: Caller;
  readonly settlement: Settlement;
  readonly ports: ChatPorts;
  readonly signal: AbortSignal;
  readonly terms: RequestTerms;
}

export interface StartedAnswer<Item> {
  readonly deployment: Deployment;
  readonly fingerprint: string;
  /** Null where only the engine can count. */
  readonly promptTokens: number | null;
  readonly urgency: Service['urgency'];
  /** What the filter says of the prompt; null where nothing was screened. */
  readonly promptVerdict: Verdict | null;
  readonly streamMode: ContentPolicy['streamMode'];
  /** Closes the settlement at its end, whichever. */
  readonly pieces: AsyncIterable<Item>;
}

export interface AnswerSurface<Request extends SurfaceRequest, Item = Piece> {
  /** For the ledger, such as `chat.completions`. */
  readonly operation: string;
  /** Of the answer's id, such as `chatcmpl-`. */
  readonly idPrefix: string;
  /** A Fault for whatever is wrong with the body. */
  read(body: unknown): Request;
  /** The use case. Resolves once the request is valid and admitted. */
  start(request: Request, serving: ServingContext): Promise<StartedAnswer<Item>>;
  /** Server-sent events as text, the last one included. */
  stream(
    request: Request,
    facts: AnswerFacts,
    pieces: AsyncIterable<Item>,
    newId: NewIdentifier,
  ): AsyncIterable<string>;
  /** The event that tells of a fault in mid-stream, after so many others; nothing follows it. */
  faultEvent(fault: Fault, requestId: string, eventsBefore: number): string;
  /** Faults of the service name the members of chat completions; this puts the surface's own in their place. */
  translateFault?(fault: Fault): Fault;
  /** Headers of an answer, beside those of its route. */
  answerHeaders?(deployment: Deployment): Readonly<Record<string, string>>;
  /** What keeps a silent stream open; a comment where absent. */
  readonly heartbeat?: string;
  whole(request: Request, facts: AnswerFacts, pieces: AsyncIterable<Item>, newId: NewIdentifier): Promise<object>;
}
