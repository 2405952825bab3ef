// In: a Fault in mid-stream and how many events went before it. Out: the event that tells of it, the last of the stream. Knows no
// HTTP, and never shows a cause.
import { Fault } from '../../contract/fault.ts';
import { errorBody } from '../openai/error-body.ts';
import type { ErrorEvent } from './response-event.ts';

export function faultEvent(fault: Fault, eventsBefore: number): ErrorEvent {
  const { code, type, message, param } = errorBody(fault).error;
  return { type: 'error', sequence_number: eventsBefore, code: code ?? type, message, param };
}

/** The service speaks of a conversation's `messages`; here the client sent it as `input`. */
export function inResponseWords(fault: Fault): Fault {
  if (fault.param === null || !/^messages\b/.test(fault.param)) return fault;
  const { code, message, cause, retryAfterMs, wireCode } = fault;
  return new Fault(code, message, {
    param: 'input',
    cause,
    ...(retryAfterMs === null ? {} : { retryAfterMs }),
    ...(wireCode === undefined ? {} : { wireCode }),
  });
}
