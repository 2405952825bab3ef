// In: faults. Out: proof of the error objects and of the framing of events.
import type { ErrorResponse } from '@anthropic-ai/sdk/resources/shared';
import { expect, expectTypeOf, test } from 'vitest';
import { Fault, type FaultCode } from '../../contract/fault.ts';
import { type AnthropicErrorBody, type AnthropicErrorType, anthropicErrorBody } from './anthropic-error-body.ts';
import { namedEvent } from './named-event.ts';

test('an error is what the official client expects', () => {
  expectTypeOf<Omit<AnthropicErrorBody, 'error'>>().toExtend<Omit<ErrorResponse, 'error'>>();
  expect(anthropicErrorBody(new Fault('invalid_value', 'No.', { param: 'x' }), 'req_1')).toEqual({
    type: 'error',
    error: { type: 'invalid_request_error', message: 'No.' },
    request_id: 'req_1',
  });
});

test.each<readonly [FaultCode, AnthropicErrorType]>([
  ['missing_api_key', 'authentication_error'],
  ['permission_denied', 'permission_error'],
  ['model_not_found', 'not_found_error'],
  ['body_too_large', 'request_too_large'],
  ['rate_limit_exceeded', 'rate_limit_error'],
  ['draining', 'overloaded_error'],
  ['timeout', 'timeout_error'],
  ['request_timeout', 'timeout_error'],
  ['engine_died', 'api_error'],
])('%s is a %s', (code, type) => {
  expect(anthropicErrorBody(new Fault(code, 'Words.'), 'r').error).toEqual({ type, message: 'Words.' });
});

test('an error of ours shows nothing of what happened', () => {
  for (const code of ['internal', 'store_failed', 'config_invalid'] as const) {
    const fault = new Fault(code, 'secret path /etc', { cause: new Error('password=hunter2') });
    expect(anthropicErrorBody(fault, 'r').error).toEqual({ type: 'api_error', message: 'Internal server error' });
  }
});

test('agents know a prompt that is too long by its words', () => {
  const { message } = anthropicErrorBody(new Fault('context_length_exceeded', 'At most 9 tokens.'), 'r').error;
  expect(message).toBe('prompt is too long: At most 9 tokens.');
});

test('an event is named, and one line of data', () => {
  const event = { type: 'ping', text: 'a\nb\r\u2028' };
  expect(namedEvent(event)).toBe('event: ping\ndata: {"type":"ping","text":"a\\nb\\r\u2028"}\n\n');
});
