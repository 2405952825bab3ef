// In: faults of every code. Out: an error that Azure's clients can read, whose `code` is a string and which hides what is the operator's.
import { expect, test } from 'vitest';
import { Fault, type FaultDetails } from '../../contract/fault.ts';
import { azureErrorBody, azureStatusOf } from './azure-error-body.ts';

const call = { operation: 'completions', versionName: '2024-10-21', deployment: 'small' };
const bodyOf = (code: ConstructorParameters<typeof Fault>[0], details: FaultDetails = {}, status = 400) =>
  azureErrorBody(new Fault(code, 'Said.', details), call, status).error;

test('what a client sent wrong keeps its words and its place', () => {
  expect(bodyOf('invalid_value', { param: 'n' })).toEqual({
    message: 'Said.',
    type: 'invalid_request_error',
    param: 'n',
    code: 'invalid_value',
  });
  expect(bodyOf('invalid_json').code).toBe('400');
  expect(bodyOf('body_too_large', {}, 413).code).toBe('413');
});

test.each([
  ['internal', 'InternalServerError'],
  ['engine_died', 'InternalServerError'],
  ['draining', 'ServiceUnavailable'],
  ['engine_unavailable', 'ServiceUnavailable'],
  ['timeout', 'Timeout'],
  ['request_timeout', 'Timeout'],
  ['permission_denied', 'PermissionDenied'],
  ['host_not_allowed', 'host_not_allowed'],
  ['method_not_allowed', '404'],
] as const)('%s is told as %s', (code, told) => {
  expect(bodyOf(code).code).toBe(told);
});

test('what is for the operator is not sent', () => {
  expect(bodyOf('store_failed').message).not.toContain('Said.');
});

test('a model that is not made for the operation', () => {
  const fault = new Fault('model_not_found', 'Said.', { param: 'model', wireCode: null });
  expect(azureStatusOf(fault)).toBe(400);
  expect(azureErrorBody(fault, call, 400).error).toMatchObject({
    code: 'OperationNotSupported',
    message: expect.stringContaining('The completion operation does not work with the specified model, small.'),
  });
  const unnamed = azureErrorBody(fault, { ...call, operation: 'other', deployment: null }, 400).error;
  expect(unnamed.message).toContain('The other operation does not work with the specified model.');
});

test('statuses that differ from the table', () => {
  expect(azureStatusOf(new Fault('model_not_found', 'x'))).toBeNull();
  expect(azureStatusOf(new Fault('method_not_allowed', 'x'))).toBe(404);
});

test('how long to wait, in whole seconds', () => {
  expect(bodyOf('rate_limit_exceeded', { retryAfterMs: 2100 }).message).toContain(
    'Requests to the Completions_Create Operation under Azure OpenAI API version 2024-10-21 have exceeded token rate limit',
  );
  expect(bodyOf('rate_limit_exceeded', { retryAfterMs: 2100 }).message).toContain('Please retry after 3 seconds.');
  expect(bodyOf('rate_limit_exceeded').message).toContain('Please retry after 1 seconds.');
});

test('a block whose reason is not known has no inner error', () => {
  expect(bodyOf('content_filter')).not.toHaveProperty('innererror');
});
