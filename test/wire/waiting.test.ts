// In: slow engines and full queues. Out: heartbeats while a stream is silent, only after the request was found good; 429 at once when
// nothing is left to wait for.
import { expect, test } from 'vitest';
import type { ScreenPort } from '../../src/serve/screen-port.ts';
import { exchange, openRaw, rawPost } from './raw-http.ts';
import { nothingScreened, script, slowScript, startScriptedService, until } from './start-scripted-service.ts';

const asked = { model: 'gpt-4o-mini', messages: [{ role: 'user', content: 'hi' }] };
const heartbeat = { KINGLET_HEARTBEAT_SECONDS: '0.05' };

test('heartbeats come before the first data and between the others, and the client reads over them', async () => {
  const scripted = await startScriptedService({
    environment: heartbeat,
    answer: () => script(['a', 'b'], { delayMs: 300 }),
  });
  const response = await scripted.post({ ...asked, stream: true });
  const text = await response.text();
  expect(response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
  expect(text.startsWith(': ')).toBe(true);
  expect(text.slice(0, text.indexOf('data:')).match(/^: /gm)?.length).toBeGreaterThanOrEqual(3);
  expect(text.slice(text.indexOf('"a"'), text.indexOf('"b"'))).toContain('\n: ');
  let content = '';
  for await (const chunk of await scripted.client().chat.completions.create({
    model: 'gpt-4o-mini',
    messages: [{ role: 'user', content: 'hi' }],
    stream: true,
  }))
    content += chunk.choices[0]?.delta.content ?? '';
  expect(content).toBe('ab');
  await scripted.stop();
});

test('one that waits in the queue gets heartbeats too', async () => {
  const scripted = await startScriptedService({
    environment: heartbeat,
    facts: { slotCount: 1 },
    answer: () => slowScript(25, 20),
  });
  const first = scripted.post(asked);
  await until(() => scripted.engine.running() === 1, 1000);
  const second = await (await scripted.post({ ...asked, stream: true })).text();
  expect(second).toMatch(/^: /);
  expect(second).toContain('[DONE]');
  await first;
  await scripted.stop();
});

test('no heartbeat, and a status of its own, for what is refused', async () => {
  const scripted = await startScriptedService({ environment: heartbeat });
  const answer = await exchange(
    scripted.port,
    rawPost(JSON.stringify({ ...asked, stream: true, temperature: 9 }), { connection: 'close' }),
  );
  expect(answer).toMatch(/^HTTP\/1.1 400 /);
  expect(answer).not.toContain('\n: ');
  await scripted.stop();
});

test('a fault within the first heartbeat has its own status; a later one comes in the stream', async () => {
  const scripted = await startScriptedService({
    environment: { KINGLET_HEARTBEAT_SECONDS: '0.2' },
    answer: (turns) => {
      const isLate = turns.at(-1)?.parts[0]?.text === 'late';
      return isLate ? script(['x', 'y'], { delayMs: 600, diesAtDelta: 1 }) : script(['x'], { diesAtDelta: 0 });
    },
  });
  expect((await scripted.post({ ...asked, stream: true })).status).toBe(500);
  const late = await scripted.post({ ...asked, messages: [{ role: 'user', content: 'late' }], stream: true });
  expect(late.status).toBe(200);
  const text = await late.text();
  expect(text).toMatch(/^: /);
  expect(text).toContain('"error"');
  expect(text).not.toContain('[DONE]');
  expect(scripted.service.store.recentRows(10).map(({ outcome }) => outcome)).toEqual(['faulted', 'faulted']);
  await scripted.stop();
});

test('a client that leaves during the heartbeats frees its slot', async () => {
  const scripted = await startScriptedService({
    environment: heartbeat,
    answer: () => script(['x'], { delayMs: 60_000 }),
  });
  const connection = openRaw(scripted.port, rawPost(JSON.stringify({ ...asked, stream: true })));
  await connection.waitFor(': ');
  connection.socket.destroy();
  await until(() => scripted.engine.running() === 0 && scripted.queue().running === 0, 1000);
  await until(() => scripted.service.store.countByOutcome().aborted === 1, 1000);
  await scripted.stop();
});

test('a full queue is a 429 at once, with when to try again', async () => {
  const scripted = await startScriptedService({
    facts: { slotCount: 1 },
    environment: { KINGLET_QUEUE_LENGTH: '2' },
    answer: () => slowScript(30, 20),
  });
  const taken = [scripted.post(asked), scripted.post({ ...asked, stream: true }), scripted.post(asked)];
  await until(() => scripted.queue().running === 1 && scripted.queue().waiting === 2, 1000);
  for (const stream of [false, true]) {
    const begunMs = performance.now();
    const response = await scripted.post({ ...asked, stream });
    expect(performance.now() - begunMs).toBeLessThan(300);
    expect(response.status).toBe(429);
    expect(response.headers.get('retry-after')).toBe('1');
    expect(response.headers.get('retry-after-ms')).toBe('1000');
    expect(await response.json()).toMatchObject({
      error: { type: 'requests', code: 'rate_limit_exceeded', param: null },
    });
  }
  const tooMany = await scripted.post({ ...asked, n: 128 });
  expect(tooMany.status).toBe(429);
  for (const answer of await Promise.all(taken)) {
    expect(answer.status).toBe(200);
    await answer.text();
  }
  // The client's own retry gets through once there is room again.
  expect(
    (
      await scripted
        .client({ maxRetries: 2 })
        .chat.completions.create({ model: 'gpt-4o-mini', messages: [] })
        .catch((error) => error)
    ).status,
  ).toBe(400);
  expect(scripted.service.store.countByOutcome()).toMatchObject({ done: 3, faulted: 4, aborted: 0, open: 0 });
  await scripted.stop();
});

test('what a full queue refuses costs nothing before: it is not even judged; what joins a run that is under way is', async () => {
  const judged: string[] = [];
  const screen: ScreenPort = {
    open: (request) => {
      judged.push(request.requestId);
      return nothingScreened.open(request);
    },
  };
  const scripted = await startScriptedService({
    screen,
    facts: { slotCount: 1 },
    environment: { KINGLET_QUEUE_LENGTH: '1' },
    answer: () => slowScript(40, 20),
  });
  const greedy = { ...asked, temperature: 0 };
  const taken = [scripted.post(greedy)];
  await until(() => scripted.queue().running === 1, 1000);
  taken.push(scripted.post(asked));
  await until(() => scripted.queue().waiting === 1, 1000);
  expect(judged).toHaveLength(2);
  const prompt = { model: 'gpt-4o-mini', prompt: 'hi' };
  const refused = await Promise.all([
    scripted.post(asked),
    scripted.post({ ...asked, temperature: 0.5, stream: true }),
    scripted.post({ model: 'gpt-4o-mini', input: 'hi' }, {}, '/v1/responses'),
    scripted.post({ ...asked, max_tokens: 5 }, {}, '/v1/messages'),
    scripted.post(prompt, {}, '/v1/completions'),
    scripted.post({ ...prompt, temperature: 0 }, {}, '/v1/completions'),
    scripted.post({ ...greedy, messages: [{ role: 'user', content: 'another' }] }),
    scripted.post({ ...asked, seed: 1, stream: true }),
  ]);
  expect(refused.map(({ status }) => status)).toEqual(Array(8).fill(429));
  expect(judged).toHaveLength(2);
  taken.push(scripted.post(greedy));
  expect((await Promise.all(taken)).map(({ status }) => status)).toEqual([200, 200, 200]);
  expect(judged).toHaveLength(3);
  expect(scripted.service.store.countByOutcome()).toMatchObject({ done: 3, faulted: 8, open: 0 });
  await scripted.stop();
});

test('requests of one tier find a full queue; one of a higher tier does not', async () => {
  const scripted = await startScriptedService({
    facts: { slotCount: 1 },
    environment: { KINGLET_QUEUE_LENGTH: '1' },
    answer: () => slowScript(20, 10),
  });
  const taken = [scripted.post(asked)];
  await until(() => scripted.queue().running === 1, 1000);
  const flex = { ...asked, service_tier: 'flex' };
  taken.push(scripted.post(flex));
  await until(() => scripted.queue().waiting === 1, 1000);
  expect((await scripted.post(flex)).status).toBe(429);
  taken.push(scripted.post(asked));
  await until(() => scripted.queue().waiting === 2, 1000);
  expect((await scripted.post(asked)).status).toBe(429);
  expect((await Promise.all(taken)).map(({ status }) => status)).toEqual([200, 200, 200]);
  await scripted.stop();
});
