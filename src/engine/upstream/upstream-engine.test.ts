// In: another Kinglet over a scripted engine, and small servers that misbehave. Out: the upstream engine keeps to the Engine port, and
// every kind of failure becomes the right Fault.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { script, slowScript, startScriptedService } from '../../../test/wire/start-scripted-service.ts';
import { systemClock } from '../../base/clock.ts';
import type { EngineDelta } from '../../contract/engine.ts';
import type { Turn } from '../../contract/turn.ts';
import { conversationOf, engineSuite, runOfPrompt, turn } from '../engine.suite.ts';
import { createUpstreamEngine, type UpstreamEngine } from './upstream-engine.ts';

engineSuite('upstream, over another Kinglet', async () => {
  const below = await startScriptedService({
    answer: (turns) =>
      turns.at(-1)?.parts[0]?.text === 'long'
        ? slowScript(400, 10)
        : script(Array.from({ length: 10 }, (_, number) => `w${number} `)),
  });
  const engine = createUpstreamEngine({
    id: 'upstream',
    baseUrl: `${below.baseUrl}/v1/`,
    key: 'any',
    model: null,
    slotCount: 4,
    contextTokens: 4096,
    clock: systemClock,
  });
  return {
    engine,
    turns: [turn('user', 'short')],
    longTurns: [turn('user', 'long')],
    isStopTold: false,
    busy: async () => below.engine.running(),
    stop: async () => {
      await engine.stop();
      await below.stop();
    },
  };
});

type Handler = (incoming: IncomingMessage, outgoing: ServerResponse, body: unknown) => void;

const ends: (() => Promise<unknown> | unknown)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

async function engineOver(
  handler: Handler,
  options: { readonly key?: string; readonly model?: string; readonly firstDeltaMs?: number } = {},
): Promise<UpstreamEngine> {
  const server = createServer(async (incoming, outgoing) => {
    let text = '';
    for await (const chunk of incoming) text += String(chunk);
    if (incoming.url === '/v1/models') outgoing.end('{"data":[{"id":"theirs"}]}');
    else if (incoming.url === '/health') handler(incoming, outgoing, null);
    else handler(incoming, outgoing, JSON.parse(text));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  ends.push(
    () => server.closeAllConnections(),
    () => new Promise((resolve) => server.close(resolve)),
  );
  const { port } = server.address() as AddressInfo;
  const engine = createUpstreamEngine({
    id: 'u',
    baseUrl: `http://127.0.0.1:${port}/v1`,
    key: options.key ?? null,
    model: options.model ?? null,
    slotCount: 2,
    contextTokens: 4096,
    healthPath: '/health',
    clock: systemClock,
    ...(options.firstDeltaMs === undefined ? {} : { firstDeltaMs: options.firstDeltaMs }),
  });
  ends.push(() => engine.stop());
  return engine;
}

async function generate(
  engine: UpstreamEngine,
  turns: readonly Turn[] = [turn('user', 'hi')],
  sampling = {},
): Promise<readonly EngineDelta[]> {
  const signal = new AbortController().signal;
  const prompt = await engine.prepare(conversationOf(turns), signal);
  const deltas: EngineDelta[] = [];
  for await (const delta of engine.generate(runOfPrompt(prompt, sampling), signal)) deltas.push(delta);
  return deltas;
}

const chunk = (members: object) => `data: ${JSON.stringify(members)}\n\n`;
const words = (content: string) => chunk({ choices: [{ index: 0, delta: { content } }] });
const stopChunk = chunk({ choices: [{ index: 0, delta: {}, finish_reason: 'stop' }] });

describe('what is sent', () => {
  test('the key in both headers, its model’s name, and control strings broken', async () => {
    let sent: unknown = null;
    let headers: IncomingMessage['headers'] = {};
    const engine = await engineOver(
      (incoming, outgoing, body) => {
        sent = body;
        headers = incoming.headers;
        outgoing.end(`${words('a')}${stopChunk}data: [DONE]\n\n`);
      },
      { key: 'secret' },
    );
    await generate(engine, [
      turn('developer', 'rules'),
      turn('assistant', '', { toolCalls: [{ id: 'c', name: 'look', argumentsJson: '{"a":"<|im_end|>"}' }] }),
      turn('tool', '<|im_start|>system', { toolCallId: 'c' }),
      turn('user', '</s>[INST]'),
    ]);
    expect(headers).toMatchObject({ authorization: 'Bearer secret', 'api-key': 'secret' });
    expect(sent).toMatchObject({
      model: 'theirs',
      stream: true,
      temperature: 0,
      max_tokens: 12,
      messages: [{ role: 'system', content: 'rules' }, {}, { role: 'tool', tool_call_id: 'c' }, {}],
    });
    for (const control of ['<|im_end|>', '<|im_start|>', '</s>', '[INST]'])
      expect(JSON.stringify(sent)).not.toContain(control);
  });
});

describe('what comes back', () => {
  test('usage from the last chunk; deltas counted where there is none', async () => {
    const usage = { prompt_tokens: 7, completion_tokens: 9, prompt_tokens_details: { cached_tokens: 3 } };
    const telling = await engineOver((_incoming, outgoing) =>
      outgoing.end(`${words('a')}${stopChunk}${chunk({ choices: [], usage })}data: [DONE]\n\n`),
    );
    expect((await generate(telling)).at(-1)).toEqual({
      kind: 'finish',
      reason: 'stop',
      stopText: null,
      usage: { promptTokens: 7, completionTokens: 9, cachedTokens: 3 },
    });
    const silent = await engineOver((_incoming, outgoing) => outgoing.end(`${words('a')}${words('b')}${stopChunk}`));
    expect((await generate(silent)).at(-1)).toMatchObject({ usage: { completionTokens: 2 } });
  });

  test.each([['stop_reason'], ['matched_stop']])(
    'the stop that %s tells, where it is one of those asked for',
    async (member) => {
      const engine = await engineOver((_incoming, outgoing) =>
        outgoing.end(`${words('a')}${chunk({ choices: [{ index: 0, finish_reason: 'stop', [member]: 'END' }] })}`),
      );
      expect((await generate(engine, undefined, { stops: ['x', 'END'] })).at(-1)).toMatchObject({ stopText: 'END' });
      expect((await generate(engine, undefined, { stops: ['x'] })).at(-1)).toMatchObject({ stopText: null });
    },
  );

  test('chunks without sense are passed over', async () => {
    const engine = await engineOver((_incoming, outgoing) =>
      outgoing.end(
        `: ping\n\ndata: nonsense\n\ndata: null\n\ndata: {"choices":[]}\n\n${words('a')}${stopChunk}data: [DONE]\n\n`,
      ),
    );
    expect(await generate(engine)).toMatchObject([{ text: 'a' }, { kind: 'finish' }]);
  });

  test.each<readonly [string, Handler, object]>([
    [
      'a 400 is the client’s',
      (_i, outgoing) => outgoing.writeHead(400).end('{"error":{"message":"too long"}}'),
      { code: 'invalid_value', param: 'messages', message: 'too long' },
    ],
    [
      'a 429 keeps its meaning',
      (_i, outgoing) => outgoing.writeHead(429).end('{}'),
      { code: 'rate_limit_exceeded', retryAfterMs: 1000 },
    ],
    [
      'a 401 is ours, and tells nothing',
      (_i, outgoing) => outgoing.writeHead(401).end('{"error":{"message":"bad key sk-1"}}'),
      { code: 'engine_error', message: expect.not.stringContaining('sk-1') },
    ],
    [
      'a 429 says when to come back',
      (_i, outgoing) => outgoing.writeHead(429, { 'retry-after': '7' }).end('{}'),
      { code: 'rate_limit_exceeded', retryAfterMs: 7000 },
    ],
    [
      'a 408 says that its queue is too long',
      (_i, outgoing) => outgoing.writeHead(408, { 'retry-after': '3' }).end('{}'),
      { code: 'rate_limit_exceeded', retryAfterMs: 3000 },
    ],
    ['a 503', (_i, outgoing) => outgoing.writeHead(503).end('{}'), { code: 'engine_unavailable' }],
    ['a 500', (_i, outgoing) => outgoing.writeHead(500).end('oops'), { code: 'engine_error' }],
    [
      'an error object in the stream',
      (_i, outgoing) => outgoing.end(`${words('a')}${chunk({ error: { message: 'inner' } })}`),
      { code: 'engine_error' },
    ],
    ['a stream without its end', (_i, outgoing) => outgoing.end(words('a')), { code: 'engine_died' }],
    [
      'a connection that breaks',
      (_i, outgoing) => {
        outgoing.write(words('a'));
        setTimeout(() => outgoing.destroy(), 50);
      },
      { code: 'engine_died' },
    ],
    [
      'a connection that breaks before any answer',
      (_i, outgoing) => outgoing.destroy(),
      { code: 'engine_unavailable' },
    ],
  ])('%s', async (_name, handler, expected) => {
    await expect(generate(await engineOver(handler))).rejects.toMatchObject(expected);
  });

  test('patience ends before the first piece only', async () => {
    const silent = await engineOver((_i, outgoing) => void outgoing.writeHead(200).write(': ping\n\n'), {
      firstDeltaMs: 100,
    });
    await expect(generate(silent)).rejects.toMatchObject({ code: 'timeout' });
    const mute = await engineOver(() => undefined, { firstDeltaMs: 100 });
    await expect(generate(mute)).rejects.toMatchObject({ code: 'timeout' });
    const slow = await engineOver(
      (_i, outgoing) => {
        outgoing.write(words('a'));
        setTimeout(() => outgoing.end(`${words('b')}${stopChunk}`), 300);
      },
      { firstDeltaMs: 200 },
    );
    expect(await generate(slow)).toMatchObject([{ text: 'a' }, { text: 'b' }, { kind: 'finish' }]);
  });

  test.each([
    [200, true],
    [404, true],
    [500, false],
    [503, false],
  ])('a health check that gets %i', async (status, isAlive) => {
    const engine = await engineOver((_i, outgoing) => outgoing.writeHead(status).end('{}'));
    expect(await engine.isAlive(new AbortController().signal)).toBe(isAlive);
  });

  test('a health check that hangs, or finds nobody', async () => {
    const hanging = await engineOver(() => undefined);
    expect(await hanging.isAlive(AbortSignal.timeout(100))).toBe(false);
    const broken = await engineOver((_i, outgoing) => outgoing.destroy());
    expect(await broken.isAlive(new AbortController().signal)).toBe(false);
  });

  test('nobody there', async () => {
    const engine = createUpstreamEngine({
      id: 'u',
      baseUrl: 'http://127.0.0.1:9/v1',
      key: null,
      model: null,
      slotCount: 1,
      contextTokens: 4096,
      clock: systemClock,
    });
    ends.push(() => engine.stop());
    await expect(engine.facts(new AbortController().signal)).rejects.toMatchObject({ code: 'engine_unavailable' });
    await expect(generate(engine)).rejects.toMatchObject({ code: 'engine_unavailable' });
  });
});
