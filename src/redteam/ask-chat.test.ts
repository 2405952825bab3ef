// In: answers of services as they come over the wire. Out: what they are: answered, refused, cut, an error; what is sent, to OpenAI's and Azure's
// addresses.
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, onTestFinished, test } from 'vitest';
import { systemClock } from '../base/clock.ts';
import { askChat, type Endpoint, readReply } from './ask-chat.ts';
import { system, user } from './case.ts';
import { firstModel } from './list-models.ts';

const completion = (message: unknown, finish = 'stop'): string =>
  JSON.stringify({ choices: [{ message, finish_reason: finish }], usage: { prompt_tokens: 7, completion_tokens: 2 } });

describe('a reply', () => {
  test('answered: text, refusal and calls', () => {
    expect(readReply(200, completion({ content: 'Hi', refusal: null }))).toEqual({
      end: 'answered',
      text: 'Hi',
      error: '',
      promptTokens: 7,
      completionTokens: 2,
    });
    const called = { content: null, refusal: 'no', tool_calls: [{ function: { name: 'f', arguments: '{"a":1}' } }] };
    expect(readReply(200, completion(called)).text).toBe('no\nf({"a":1})');
  });

  test('cut keeps what was said; refused by its code', () => {
    expect(readReply(200, completion({ content: 'Hi' }, 'content_filter'))).toMatchObject({ end: 'cut', text: 'Hi' });
    expect(readReply(400, '{"error": {"code": "content_filter", "message": "m"}}')).toMatchObject({
      end: 'refused',
      error: '',
    });
  });

  test.each([
    [400, '{"error": {"code": "invalid_value", "message": "bad name"}}', '400: bad name'],
    [502, '<html>', '502: <html>'],
    [200, '{"error": {"message": "broke"}}', '200: broke'],
    [200, 'null', 'not a chat completion'],
  ])('errors: %i %s', (status, text, error) => {
    expect(readReply(status, text)).toMatchObject({ end: 'error', error });
  });
});

interface Got {
  url: string;
  headers: IncomingHttpHeaders;
  body: unknown;
}

async function service(answer: string | null): Promise<{ readonly got: Got[]; readonly endpoint: Endpoint }> {
  const got: Got[] = [];
  const server = createServer(async (request, response) => {
    const pieces: Buffer[] = [];
    for await (const piece of request) pieces.push(piece);
    const text = Buffer.concat(pieces).toString();
    got.push({ url: request.url ?? '', headers: request.headers, body: text === '' ? null : JSON.parse(text) });
    if (answer !== null) response.end(answer);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address() as AddressInfo;
  const baseUrl = `http://127.0.0.1:${address.port}`;
  return { got, endpoint: { baseUrl, key: 'k', model: 'm/1', azureVersion: null, timeoutMs: 5000 } };
}

const signal = new AbortController().signal;
const ask = {
  messages: [
    system('S'),
    user('a', 'b'),
    { role: 'assistant' as const, texts: [''], calls: [{ id: 'c', name: 'f', argumentsText: '{}' }] },
    { role: 'tool' as const, texts: ['R'], callId: 'c' },
    { role: 'user' as const, texts: ['Q'], name: 'n' },
  ],
  offers: [{ name: 'f', description: 'd' }],
  maxTokens: 5,
};

test('what is sent', async () => {
  const { got, endpoint } = await service(completion({ content: 'Hi' }));
  const reply = await askChat(endpoint, ask, { clock: systemClock, signal });
  expect(reply).toMatchObject({ end: 'answered', text: 'Hi' });
  expect(reply.milliseconds).toBeGreaterThanOrEqual(0);
  expect(got[0]).toMatchObject({
    url: '/chat/completions',
    headers: { authorization: 'Bearer k' },
    body: {
      model: 'm/1',
      max_tokens: 5,
      temperature: 0,
      tools: [{ type: 'function', function: { name: 'f', description: 'd' } }],
      messages: [
        { role: 'system', content: 'S' },
        {
          role: 'user',
          content: [
            { type: 'text', text: 'a' },
            { type: 'text', text: 'b' },
          ],
        },
        {
          role: 'assistant',
          content: null,
          tool_calls: [{ id: 'c', type: 'function', function: { name: 'f', arguments: '{}' } }],
        },
        { role: 'tool', content: 'R', tool_call_id: 'c' },
        { role: 'user', content: 'Q', name: 'n' },
      ],
    },
  });
});

test("Azure's address and key", async () => {
  const { got, endpoint } = await service(completion({ content: 'Hi' }));
  await askChat({ ...endpoint, azureVersion: '2024-10-21' }, { ...ask, offers: [] }, { clock: systemClock, signal });
  expect(got[0]?.url).toBe('/openai/deployments/m%2F1/chat/completions?api-version=2024-10-21');
  expect(got[0]?.headers).toMatchObject({ 'api-key': 'k' });
  expect(got[0]?.body).not.toHaveProperty('tools');
});

test('no answer in time, no service, and a stop', async () => {
  const { endpoint } = await service(null);
  const context = { clock: systemClock, signal };
  expect(await askChat({ ...endpoint, timeoutMs: 30 }, ask, context)).toMatchObject({
    end: 'error',
    error: 'no answer within 30 ms',
  });
  expect(await askChat({ ...endpoint, baseUrl: 'http://127.0.0.1:9' }, ask, context)).toMatchObject({ end: 'error' });
  await expect(
    askChat(endpoint, ask, { clock: systemClock, signal: AbortSignal.abort(new Error('stop')) }),
  ).rejects.toThrow('stop');
});

test('a connection that was closed is tried once more, and no more', async () => {
  let left = 1;
  const server = createServer((_request, response) => {
    left -= 1;
    if (left >= 0) response.destroy();
    else response.end(completion({ content: 'Hi' }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const address = server.address() as AddressInfo;
  const endpoint = {
    baseUrl: `http://127.0.0.1:${address.port}`,
    key: null,
    model: 'm',
    azureVersion: null,
    timeoutMs: 5000,
  };
  expect(await askChat(endpoint, ask, { clock: systemClock, signal })).toMatchObject({ end: 'answered', text: 'Hi' });
  left = 2;
  expect(await askChat(endpoint, ask, { clock: systemClock, signal })).toMatchObject({ end: 'error' });
});

test('the first model of a service; a Fault without one', async () => {
  const { endpoint, got } = await service('{"data": [{"id": "a"}, {"id": "b"}]}');
  expect(await firstModel(endpoint.baseUrl, 'k', signal)).toBe('a');
  expect(got[0]).toMatchObject({ url: '/models', headers: { authorization: 'Bearer k' } });
  const empty = await service('{}');
  await expect(firstModel(empty.endpoint.baseUrl, null, signal)).rejects.toThrow('--model');
  await expect(firstModel('http://127.0.0.1:9', null, signal)).rejects.toThrow('cannot be reached');
});
