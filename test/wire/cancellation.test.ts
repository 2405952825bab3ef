// In: clients that close their socket, streamed or not, running or waiting. Out: the slot is free within a second, the ledger says
// `aborted`, and thousands of such clients leave no memory behind.
import { afterEach, describe, expect, test } from 'vitest';
import { heapMegabytes } from './heap-megabytes.ts';
import { openRaw, rawPost } from './raw-http.ts';
import {
  type ScriptedService,
  type ScriptedServiceOptions,
  slowScript,
  startScriptedService,
  until,
} from './start-scripted-service.ts';

const asked = { model: 'gpt-4o-mini', messages: [{ role: 'user', content: 'count' }] };
const limitMs = 1000;
const started: ScriptedService[] = [];

async function start(options: ScriptedServiceOptions): Promise<ScriptedService> {
  const scripted = await startScriptedService(options);
  started.push(scripted);
  return scripted;
}
afterEach(async () => {
  for (const scripted of started.splice(0)) {
    expect(scripted.faultCodes).not.toContain('internal');
    await scripted.stop();
  }
});

const isIdle = (scripted: ScriptedService): boolean =>
  scripted.engine.running() === 0 && scripted.queue().running === 0 && scripted.queue().waiting === 0;

describe.each([
  ['streamed', true],
  ['whole', false],
])('an answer, %s', (_name, isStream) => {
  const body = JSON.stringify({ ...asked, stream: isStream });

  test.each([
    ['', false],
    [', behind the filter', true],
  ])('that runs%s', async (_place, isFiltering) => {
    const scripted = await start({ isFiltering, answer: () => slowScript(10_000, 20) });
    const connection = openRaw(scripted.port, rawPost(body));
    if (isStream) await connection.waitFor('"content":"2 "');
    else await until(() => scripted.engine.running() === 1, limitMs);
    connection.socket.destroy();
    const tookMs = await until(() => isIdle(scripted), limitMs);
    await until(() => scripted.service.store.countByOutcome().aborted === 1, limitMs);
    expect(scripted.service.store.countByOutcome()).toMatchObject({ open: 0, done: 0, faulted: 0 });
    const row = scripted.service.store.recentRows(1)[0];
    if (isStream) expect(row?.completionTokens).toBeGreaterThanOrEqual(3);
    console.info(`cancel ${_name} running: idle after ${tookMs.toFixed(0)} ms`);
  });

  test('that waits behind another, which goes on', async () => {
    const scripted = await start({ facts: { slotCount: 1 }, answer: () => slowScript(40, 20) });
    const first = openRaw(scripted.port, rawPost(JSON.stringify({ ...asked, stream: true }), { connection: 'close' }));
    await first.waitFor('"content":"0 "');
    const waiting = openRaw(scripted.port, rawPost(body));
    await until(() => scripted.queue().waiting === 1, limitMs);
    waiting.socket.destroy();
    await until(() => scripted.queue().waiting === 0, limitMs);
    await until(() => scripted.service.store.countByOutcome().aborted === 1, limitMs);
    expect(await first.ended).toContain('[DONE]');
    expect(scripted.engine.runs).toHaveLength(1);
    expect(scripted.service.store.countByOutcome()).toMatchObject({ open: 0, done: 1, aborted: 1, faulted: 0 });
  });

  test('of three choices, one of them waiting', async () => {
    const scripted = await start({ facts: { slotCount: 2 }, answer: () => slowScript(10_000, 20) });
    const connection = openRaw(scripted.port, rawPost(JSON.stringify({ ...asked, n: 3, stream: isStream })));
    await until(() => scripted.engine.running() === 2 && scripted.queue().waiting === 1, limitMs);
    connection.socket.destroy();
    await until(() => isIdle(scripted), limitMs);
    await until(() => scripted.service.store.countByOutcome().aborted === 1, limitMs);
    expect(scripted.engine.runs).toHaveLength(2);
  });

  test('whose client closed its half of the connection counts as left', async () => {
    const scripted = await start({ answer: () => slowScript(10_000, 20) });
    const connection = openRaw(scripted.port, rawPost(body));
    await until(() => scripted.engine.running() === 1, limitMs);
    connection.socket.end();
    await until(() => isIdle(scripted), limitMs);
    await until(() => scripted.service.store.countByOutcome().aborted === 1, limitMs);
  });
});

test('the official client: abort, and break out of a stream', async () => {
  const scripted = await start({ answer: () => slowScript(10_000, 10) });
  const client = scripted.client();
  const stream = await client.chat.completions.create({
    model: 'gpt-4o-mini',
    messages: [{ role: 'user', content: 'count' }],
    stream: true,
  });
  for await (const chunk of stream) if ((chunk.choices[0]?.delta.content ?? '').startsWith('3')) break;
  await until(() => isIdle(scripted), limitMs);
  const controller = new AbortController();
  const whole = client.chat.completions.create(
    { model: 'gpt-4o-mini', messages: [{ role: 'user', content: 'count' }] },
    { signal: controller.signal },
  );
  await until(() => scripted.engine.running() === 1, limitMs);
  controller.abort();
  await expect(whole).rejects.toThrow(/abort/i);
  await until(() => isIdle(scripted), limitMs);
  await until(() => scripted.service.store.countByOutcome().aborted === 2, limitMs);
});

test('a reader that does not read holds the engine back, and its going frees the slot', async () => {
  const scripted = await start({
    answer: () => ({
      deltas: Array.from({ length: 20_000 }, () => 'x'.repeat(2000)),
      reason: 'stop',
      delayMs: 0,
      diesAtDelta: null,
    }),
  });
  const connection = openRaw(scripted.port, '');
  connection.socket.pause();
  connection.socket.write(rawPost(JSON.stringify({ ...asked, stream: true })));
  await until(() => scripted.engine.running() === 1, limitMs);
  await new Promise((resolve) => setTimeout(resolve, 300));
  // 40 MB were scripted; what the sockets hold is far less, so the run must still be waiting for its reader.
  expect(scripted.engine.running()).toBe(1);
  connection.socket.destroy();
  await until(() => isIdle(scripted), limitMs);
  expect(scripted.service.store.recentRows(1)[0]?.completionTokens).toBeLessThan(15_000);
});

describe('memory', () => {
  async function abortedStream(scripted: ScriptedService): Promise<void> {
    const connection = openRaw(scripted.port, rawPost(JSON.stringify({ ...asked, stream: true })));
    await connection.waitFor('"content":"1 "');
    connection.socket.destroy();
    await connection.ended;
  }

  async function inTurns(count: number, atOnce: number, work: () => Promise<void>): Promise<void> {
    let left = count;
    await Promise.all(
      Array.from({ length: atOnce }, async () => {
        while (left > 0) {
          left -= 1;
          await work();
        }
      }),
    );
  }

  test('500 aborted streams and 2,000 requests', async () => {
    const scripted = await start({ facts: { slotCount: 8 }, isForgetful: true, answer: () => slowScript(6, 1) });
    const request = async (): Promise<void> => {
      await (await scripted.post({ ...asked, max_tokens: 1 })).text();
    };
    await inTurns(50, 8, () => abortedStream(scripted));
    await inTurns(200, 8, request);
    await until(() => isIdle(scripted), limitMs);
    const before = await heapMegabytes();
    await inTurns(500, 8, () => abortedStream(scripted));
    await until(() => isIdle(scripted), limitMs);
    const afterStreams = await heapMegabytes();
    await inTurns(2000, 8, request);
    await until(() => isIdle(scripted), limitMs);
    const afterRequests = await heapMegabytes();
    console.info(
      `heap: ${before.toFixed(1)} MB, after 500 aborted streams ${afterStreams.toFixed(1)} MB, after 2,000 requests ${afterRequests.toFixed(1)} MB`,
    );
    expect(afterStreams - before).toBeLessThan(5);
    expect(afterRequests - afterStreams).toBeLessThan(5);
    expect(scripted.service.store.countByOutcome().open).toBe(0);
  });
});
