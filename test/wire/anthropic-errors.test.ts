// In: what goes wrong on Anthropic's routes, seen by its official client. Out: its error classes, its envelope, its request id; OpenAI's
// routes beside them keep theirs.
import Anthropic, {
  APIError,
  AuthenticationError,
  BadRequestError,
  ContentTooLargeError,
  InternalServerError,
  NotFoundError,
  OverloadedError,
  PermissionDeniedError,
  RateLimitError,
} from '@anthropic-ai/sdk';
import type { MessageCreateParamsNonStreaming } from '@anthropic-ai/sdk/resources/messages';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openRaw } from './raw-http.ts';
import { type ScriptedService, script, slowScript, startScriptedService, until } from './start-scripted-service.ts';

const asked: MessageCreateParamsNonStreaming = {
  model: 'gpt-4o-mini',
  max_tokens: 100,
  messages: [{ role: 'user', content: 'hi' }],
};
const key = 'app-key-0123456789abcdef';
const narrowKey = 'narrow-key-0123456789abcdef';

let scripted: ScriptedService;
beforeAll(async () => {
  scripted = await startScriptedService({
    environment: { KINGLET_API_KEY: key, KINGLET_BODY_LIMIT: '4KiB' },
    facts: { contextTokens: 512 },
    file: {
      deployments: [{ name: 'gpt-4o-mini' }, { name: 'small' }],
      keys: [{ id: 'narrow', key: narrowKey, deployments: ['small'] }],
    },
  });
});
afterAll(async () => {
  expect(scripted.faultCodes).not.toContain('internal');
  await scripted.stop();
});

function clientOf({ baseUrl }: ScriptedService, apiKey = key): Anthropic {
  return new Anthropic({ baseURL: baseUrl, apiKey, maxRetries: 0 });
}

function post(body: string, headers: Readonly<Record<string, string>> = {}, path = '/v1/messages'): Promise<Response> {
  return fetch(`${scripted.baseUrl}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-api-key': key, ...headers },
    body,
  });
}

async function failureOf(work: PromiseLike<unknown>): Promise<APIError> {
  try {
    await work;
  } catch (error) {
    if (error instanceof APIError) return error;
    throw error;
  }
  throw new Error('was answered');
}

describe('the official client raises', () => {
  test('a bad request, with the place of the fault, and no row is left open', async () => {
    const error = await failureOf(clientOf(scripted).messages.create({ ...asked, max_tokens: 0 }));
    expect(error).toBeInstanceOf(BadRequestError);
    expect(error.type).toBe('invalid_request_error');
    expect(error.apiMessage).toBe('max_tokens: Input should be greater than or equal to 1');
    expect(error.requestID).toMatch(/^req_/);
    expect(error.error).toMatchObject({ type: 'error', request_id: error.requestID });
    expect(scripted.service.store.recentRows(1)[0]).toMatchObject({
      requestId: error.requestID,
      outcome: 'faulted',
      faultCode: 'value_too_small',
    });
  });

  test('an unknown model', async () => {
    const error = await failureOf(clientOf(scripted).messages.create({ ...asked, model: 'claude-none' }));
    expect(error).toBeInstanceOf(NotFoundError);
    expect(error.type).toBe('not_found_error');
    const counted = clientOf(scripted).messages.countTokens({ model: 'claude-none', messages: asked.messages });
    expect(await failureOf(counted)).toBeInstanceOf(NotFoundError);
  });

  test('a model that the key may not use', async () => {
    const narrow = clientOf(scripted, narrowKey);
    expect(await failureOf(narrow.messages.create(asked))).toBeInstanceOf(NotFoundError);
    expect((await narrow.messages.create({ ...asked, model: 'small' })).type).toBe('message');
  });

  test('a wrong key, in every header', async () => {
    const error = await failureOf(clientOf(scripted, 'wrong-key-0123456789').messages.create(asked));
    expect(error).toBeInstanceOf(AuthenticationError);
    expect(error.type).toBe('authentication_error');
    expect(error.requestID).toMatch(/^req_/);
    for (const headers of [{ 'x-api-key': 'wrong-key-0123456789' }, { 'x-api-key': '' }]) {
      const response = await post(JSON.stringify(asked), headers);
      expect(response.status).toBe(401);
      expect(await response.json()).toMatchObject({ type: 'error', error: { type: 'authentication_error' } });
    }
    expect((await post(JSON.stringify(asked))).status).toBe(200);
    expect((await post(JSON.stringify(asked), { 'x-api-key': '', authorization: `Bearer ${key}` })).status).toBe(200);
  });

  test('a prompt that is too long, in the words that agents look for', async () => {
    const messages: Anthropic.MessageParam[] = [{ role: 'user', content: 'word '.repeat(600) }];
    const error = await failureOf(clientOf(scripted).messages.create({ ...asked, messages }));
    expect(error).toBeInstanceOf(BadRequestError);
    expect(error.apiMessage).toMatch(/^prompt is too long: /);
  });

  test('more than the deployment gives', async () => {
    const error = await failureOf(clientOf(scripted).messages.create({ ...asked, max_tokens: 20_000 }));
    expect(error).toBeInstanceOf(BadRequestError);
    expect(error.apiMessage).toContain('max_tokens is too large');
  });

  test('a body that is too large', async () => {
    const messages: Anthropic.MessageParam[] = [{ role: 'user', content: 'x'.repeat(5000) }];
    const error = await failureOf(clientOf(scripted).messages.create({ ...asked, messages }));
    expect(error).toBeInstanceOf(ContentTooLargeError);
    expect(error.error).toMatchObject({ error: { type: 'request_too_large' } });
  });
});

describe('the envelope', () => {
  test.each([
    ['no JSON', () => post('{'), 400, 'invalid_request_error'],
    ['no JSON type', () => post('{}', { 'content-type': 'text/plain' }), 415, 'invalid_request_error'],
    ['an unknown route', () => post('{}', {}, '/v1/messages/batches'), 404, 'not_found_error'],
    ['an unknown route without /v1', () => post('{}', {}, '/messages/x/y'), 404, 'not_found_error'],
    ['a foreign page', () => post('{}', { origin: 'https://evil.example' }), 403, 'permission_error'],
  ])('%s', async (_name, send, status, type) => {
    const response = await send();
    expect(response.status).toBe(status);
    const requestId = response.headers.get('request-id');
    expect(requestId).toMatch(/^req_/);
    expect(await response.json()).toEqual({
      type: 'error',
      error: { type, message: expect.stringMatching(/./) },
      request_id: requestId,
    });
  });

  test('another method', async () => {
    for (const path of ['/v1/messages', '/v1/messages/count_tokens', '/messages']) {
      const response = await fetch(`${scripted.baseUrl}${path}`, { headers: { 'x-api-key': key } });
      expect(response.status).toBe(405);
      expect(await response.json()).toMatchObject({ error: { type: 'invalid_request_error' } });
    }
  });

  test('is not that of the routes beside it', async () => {
    for (const path of ['/v1/chat/completions', '/v1/messagesx', '/v1/x/messages']) {
      const response = await post('{}', {}, path);
      expect(await response.json()).not.toHaveProperty('type');
      expect(response.headers.get('request-id')).toBeNull();
      expect(response.headers.get('openai-version')).not.toBeNull();
    }
  });

  test('and the client’s class for a foreign page', async () => {
    const client = new Anthropic({
      baseURL: scripted.baseUrl,
      apiKey: key,
      maxRetries: 0,
      defaultHeaders: { origin: 'https://evil.example' },
    });
    expect(await failureOf(client.messages.create(asked))).toBeInstanceOf(PermissionDeniedError);
  });
});

test('a page that may call may send the client’s headers and read the request id', async () => {
  const origin = 'https://app.example';
  const open = await startScriptedService({ environment: { KINGLET_ALLOWED_ORIGINS: origin } });
  const preflight = await fetch(`${open.baseUrl}/v1/messages`, {
    method: 'OPTIONS',
    headers: { origin, 'access-control-request-method': 'POST' },
  });
  expect(preflight.status).toBe(204);
  const allowed = preflight.headers.get('access-control-allow-headers');
  for (const header of ['x-api-key', 'anthropic-version', 'anthropic-dangerous-direct-browser-access'])
    expect(allowed).toContain(header);
  expect(preflight.headers.get('access-control-expose-headers')).toContain('request-id');
  await open.stop();
});

test('a full queue is a rate limit, and the client’s own retry gets through', async () => {
  const busy = await startScriptedService({
    facts: { slotCount: 1 },
    environment: { KINGLET_QUEUE_LENGTH: '0' },
    answer: () => slowScript(30, 20),
  });
  const client = new Anthropic({ baseURL: busy.baseUrl, apiKey: 'any', maxRetries: 0 });
  const running = client.messages.create(asked);
  await until(() => busy.engine.running() === 1, 1000);
  const error = await failureOf(client.messages.create(asked));
  expect(error).toBeInstanceOf(RateLimitError);
  expect(error.type).toBe('rate_limit_error');
  expect(error.headers?.get('retry-after')).toBe('1');
  const patient = new Anthropic({ baseURL: busy.baseUrl, apiKey: 'any', maxRetries: 3 });
  expect((await patient.messages.create(asked)).type).toBe('message');
  expect((await running).type).toBe('message');
  await busy.stop();
});

test('an engine that dies: a status of its own before the first text, an event after it', async () => {
  const dying = await startScriptedService({
    answer: (turns) => script(['x', 'y'], { diesAtDelta: turns.at(-1)?.parts[0]?.text === 'late' ? 1 : 0 }),
  });
  const client = new Anthropic({ baseURL: dying.baseUrl, apiKey: 'any', maxRetries: 0 });
  for (const early of [client.messages.create(asked), client.messages.stream(asked).finalMessage()]) {
    const error = await failureOf(early);
    expect(error).toBeInstanceOf(InternalServerError);
    expect(error.type).toBe('api_error');
  }
  const late: MessageCreateParamsNonStreaming = { ...asked, messages: [{ role: 'user', content: 'late' }] };
  const told: string[] = [];
  const stream = client.messages.stream(late).on('text', (delta) => told.push(delta));
  const error = await failureOf(stream.finalMessage());
  expect(told).toEqual(['x']);
  expect(error.status).toBeUndefined();
  expect(error.type).toBe('api_error');
  expect(error.error).toMatchObject({ type: 'error', request_id: expect.stringMatching(/^req_/) });
  expect(dying.service.store.countByOutcome()).toMatchObject({ faulted: 3, open: 0 });
  await dying.stop();
});

test('a service that shuts down is overloaded: 529', async () => {
  const ending = await startScriptedService({ answer: () => slowScript(30, 20) });
  const client = new Anthropic({ baseURL: ending.baseUrl, apiKey: 'any', maxRetries: 0 });
  const running = client.messages.create(asked);
  await until(() => ending.engine.running() === 1, 1000);
  // A connection that is open already can still ask while the service drains.
  const late = openRaw(ending.port, 'P');
  await new Promise((resolve) => setTimeout(resolve, 50));
  const draining = ending.service.drain();
  late.socket.write('OST /v1/messages HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-length: 2\r\n\r\n{}');
  const refused = await late.waitFor('overloaded_error');
  expect(refused).toMatch(/^HTTP\/1.1 529 /);
  expect(refused.toLowerCase()).toContain('retry-after: 1');
  expect(await draining).toBe(true);
  expect((await running).type).toBe('message');
  expect(APIError.generate(529, {}, undefined, new Headers())).toBeInstanceOf(OverloadedError);
});
