// In: a Fault in mid-stream and how many events went before it. Out: the event that tells of it, the last of the stream. Knows no
// HTTP, and never shows a cause.
import { Fault } from '../../contract/fault.ts';
import { errorBody } from '../openai/error-body.ts';
import type { ErrorEvent } from './response-event.ts';

export function faultEvent(fault: Fault, eventsBefore: number): ErrorEvent {
  const { code, type, message, param } = errorBody(fault).error;
  return { type: 'error', sequence_number: eventsBefore, code: code ?? type, message, param };
}

/** The service names the members of chat completions; here the client sent them by other names. */
function responseParam(param: string): string {
  if (/^messages\b/.test(param)) return 'input';
  if (param === 'response_format') return 'text.format.schema';
  return param.replace(/^(tools\[\d+\])\.function\b/, '$1');
}

export function inResponseWords(fault: Fault): Fault {
  if (fault.param === null || responseParam(fault.param) === fault.param) return fault;
  const { code, message, cause, retryAfterMs, wireCode, verdict } = fault;
  return new Fault(code, message, {
    param: responseParam(fault.param),
    cause,
    ...(retryAfterMs === null ? {} : { retryAfterMs }),
    ...(wireCode === undefined ? {} : { wireCode }),
    ...(verdict === null ? {} : { verdict }),
  });
}
