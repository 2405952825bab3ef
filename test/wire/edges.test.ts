// In: requests that are not what they should be, down to broken HTTP. Out: each gets its status, a complete error and a request id.
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { exchange, openRaw, rawPost } from './raw-http.ts';
import { type ScriptedService, startScriptedService } from './start-scripted-service.ts';

const asked = { model: 'gpt-4o-mini', messages: [{ role: 'user', content: 'hi' }] };
const bodyLimit = 20_000;

let scripted: ScriptedService;
beforeAll(async () => {
  scripted = await startScriptedService({ environment: { KINGLET_BODY_LIMIT: String(bodyLimit) } });
});
afterAll(() => scripted.stop());

async function expectError(response: Response, status: number, members: object = {}): Promise<void> {
  expect(response.status).toBe(status);
  expect(response.headers.get('x-request-id')).toMatch(/^req_/);
  expect(response.headers.get('content-type')).toContain('application/json');
  const body: unknown = await response.json();
  expect(body).toEqual({
    error: {
      message: expect.any(String),
      type: expect.any(String),
      param: null,
      code: expect.toSatisfy((code) => code === null || typeof code === 'string'),
      ...members,
    },
  });
}

function send(
  body: string | Uint8Array<ArrayBuffer> | ReadableStream,
  headers: Record<string, string> = {},
): Promise<Response> {
  return fetch(`${scripted.baseUrl}/v1/chat/completions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body,
    // undici wants it for a stream.
    ...(body instanceof ReadableStream ? { duplex: 'half' } : {}),
  } as RequestInit);
}

describe('a request id', () => {
  test.each([
    ['GET', '/', 200],
    ['GET', '/health/live', 200],
    ['GET', '/health/ready', 200],
    ['GET', '/v1/models', 200],
    ['HEAD', '/v1/models', 200],
    ['GET', '/metrics', 200],
    ['GET', '/nothing', 404],
    ['POST', '/v1/images/generations', 404],
    ['GET', '/v1/embeddings', 405],
    ['POST', '/v1/embeddings', 415],
    ['GET', '/v1/chat/completions', 405],
    ['DELETE', '/v1/models', 405],
    ['OPTIONS', '/v1/chat/completions', 405],
    ['GET', '/v1/models/none', 404],
  ])('%s %s', async (method, path, status) => {
    const response = await fetch(`${scripted.baseUrl}${path}`, { method });
    expect(response.status).toBe(status);
    expect(response.headers.get('x-request-id')).toMatch(/^req_[0-9A-Za-z]{29}$/);
    if (status >= 400)
      expect(await response.json()).toEqual({ error: expect.objectContaining({ message: expect.any(String) }) });
  });

  test.each([
    ['garbage', 'hello there\r\n\r\n', 400],
    ['a broken header', 'GET /v1/models HTTP/1.1\r\nhost: 127.0.0.1\r\nbad header\r\n\r\n', 400],
    [
      'two lengths',
      'POST /v1/chat/completions HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\n{}',
      400,
    ],
    ['headers without end', `GET / HTTP/1.1\r\nhost: 127.0.0.1\r\nx: ${'a'.repeat(70_000)}\r\n\r\n`, 400],
    ['no host', 'GET /v1/models HTTP/1.1\r\n\r\n', 400],
    ['an unparsable target', 'GET http://[::1 HTTP/1.1\r\nhost: 127.0.0.1\r\nconnection: close\r\n\r\n', 400],
    ['a host that is no host', 'GET /v1/models HTTP/1.1\r\nhost: a b/c\r\nconnection: close\r\n\r\n', 400],
    ['TRACE', 'TRACE /v1/models HTTP/1.1\r\nhost: 127.0.0.1\r\nconnection: close\r\n\r\n', 405],
    ['a method of its own', 'PURGE /v1/models HTTP/1.1\r\nhost: 127.0.0.1\r\nconnection: close\r\n\r\n', 405],
    [
      'an upgrade',
      'GET /v1/models HTTP/1.1\r\nhost: 127.0.0.1\r\nconnection: upgrade, close\r\nupgrade: h2c\r\n\r\n',
      200,
    ],
  ])('%s', async (_name, bytes, status) => {
    const answer = await exchange(scripted.port, bytes);
    expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    expect(answer.toLowerCase()).toContain('x-request-id: req_');
    if (status >= 400) {
      const error = JSON.parse(answer.slice(answer.indexOf('{'), answer.lastIndexOf('}') + 1)).error;
      expect(Object.keys(error).sort()).toEqual(['code', 'message', 'param', 'type']);
    }
  });
});

describe('a body', () => {
  const large = JSON.stringify({ ...asked, messages: [{ role: 'user', content: 'x'.repeat(bodyLimit) }] });

  test('over the limit, declared', async () => {
    await expectError(await send(large), 413, { type: 'invalid_request_error' });
  });

  test('over the limit, in chunks without a length', async () => {
    const bytes = new TextEncoder().encode(large);
    const chunks = ReadableStream.from(
      Array.from({ length: Math.ceil(bytes.length / 1000) }, (_, index) =>
        bytes.slice(index * 1000, index * 1000 + 1000),
      ),
    );
    await expectError(await send(chunks), 413, { type: 'invalid_request_error' });
  });

  test('over the limit, declared and never sent', async () => {
    const answer = await exchange(scripted.port, rawPost('{', { 'content-length': '999999999' }));
    expect(answer).toMatch(/^HTTP\/1.1 413 /);
  });

  test('at the limit is read', async () => {
    const frame = JSON.stringify({ ...asked, messages: [{ role: 'user', content: '' }] });
    const body = { ...asked, messages: [{ role: 'user', content: 'x'.repeat(bodyLimit - frame.length) }] };
    expect(JSON.stringify(body)).toHaveLength(bodyLimit);
    expect((await send(JSON.stringify(body))).status).toBe(200);
  });

  test.each([
    ['text/plain', 415],
    ['application/x-www-form-urlencoded', 415],
    ['multipart/form-data; boundary=x', 415],
    ['', 415],
    ['application/json; charset=utf-8', 200],
    ['Application/JSON', 200],
  ])('of the type %j', async (contentType, status) => {
    const response = await send(JSON.stringify(asked), { 'content-type': contentType });
    if (status === 200) expect(response.status).toBe(200);
    else await expectError(response, status, { code: 'unsupported_content_type' });
  });

  test.each([
    ['empty', ''],
    ['cut off', '{"model":"gpt-4o-mini",'],
    ['with a trailing comma', '{"model":"gpt-4o-mini",}'],
    ['not JSON', 'hello'],
    ['two values', '{}{}'],
    ['not UTF-8', Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d])],
    ['UTF-16', Buffer.from(JSON.stringify(asked), 'utf16le')],
  ])('that is %s', async (_name, body) => {
    await expectError(await send(body), 400, { type: 'invalid_request_error' });
  });

  test.each([['null'], ['[]'], ['"text"'], ['1']])('that is the JSON value %s', async (body) => {
    await expectError(await send(body), 400, { code: 'invalid_type' });
  });

  test('that is compressed', async () => {
    const body = gzipSync(JSON.stringify(asked));
    await expectError(await send(body, { 'content-encoding': 'gzip' }), 415);
  });

  test('announced with Expect: 100-continue', async () => {
    const body = JSON.stringify(asked);
    const connection = openRaw(
      scripted.port,
      `POST /v1/chat/completions HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\nexpect: 100-continue\r\nconnection: close\r\n\r\n`,
    );
    await connection.waitFor('100 Continue');
    connection.socket.write(body);
    expect(await connection.ended).toContain('HTTP/1.1 200 OK');
  });

  test('that comes a byte at a time', async () => {
    const connection = openRaw(scripted.port, '');
    for (const byte of Buffer.from(rawPost(JSON.stringify(asked), { connection: 'close' }))) {
      connection.socket.write(Buffer.from([byte]));
      if (byte % 8 === 0) await new Promise((resolve) => setImmediate(resolve));
    }
    expect(await connection.ended).toContain('HTTP/1.1 200 OK');
  });

  test('that the client never finishes: aborted in the ledger, the engine untouched', async () => {
    const runs = scripted.engine.runs.length;
    const { aborted } = scripted.service.store.countByOutcome();
    const connection = openRaw(scripted.port, rawPost('{"model":', { 'content-length': '500' }));
    await new Promise((resolve) => setTimeout(resolve, 100));
    connection.socket.destroy();
    await expect.poll(() => scripted.service.store.countByOutcome().aborted).toBe(aborted + 1);
    expect(scripted.engine.runs.length).toBe(runs);
  });
});

test('two requests on one connection, the second sent before the first was answered', async () => {
  const body = JSON.stringify(asked);
  const answer = await exchange(scripted.port, `${rawPost(body)}${rawPost(body, { connection: 'close' })}`);
  expect(answer.match(/HTTP\/1.1 200 OK/g)).toHaveLength(2);
});

test('nothing is left behind', () => {
  expect(scripted.faultCodes).not.toContain('internal');
  expect(scripted.queue()).toEqual({ running: 0, waiting: 0 });
  expect(scripted.service.store.countByOutcome().open).toBe(0);
});
