// In: a service that is told to end while it answers. Out: what runs is finished, what is new is turned away, and what takes too long
// is cut off and still has its ledger row.
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { systemClock } from '../../src/base/clock.ts';
import { openStore } from '../../src/store/open-store.ts';
import { openRaw, rawPost } from './raw-http.ts';
import { slowScript, startScriptedService, until } from './start-scripted-service.ts';

const asked = { model: 'gpt-4o-mini', messages: [{ role: 'user', content: 'count' }] };

test('what runs is finished, what is new gets a 503', async () => {
  const scripted = await startScriptedService({ answer: () => slowScript(30, 20) });
  const streamed = openRaw(scripted.port, rawPost(JSON.stringify({ ...asked, stream: true })));
  await streamed.waitFor('"content":"0 "');
  const whole = openRaw(scripted.port, rawPost(JSON.stringify(asked)));
  await until(() => scripted.engine.running() === 2, 1000);
  // A connection that is open already can still ask while the service drains.
  const late = openRaw(scripted.port, 'P');
  await new Promise((resolve) => setTimeout(resolve, 50));
  const draining = scripted.service.drain();
  late.socket.write(rawPost(JSON.stringify(asked)).slice(1));
  const refused = await late.waitFor('server_error');
  expect(refused).toMatch(/^HTTP\/1.1 503 /);
  expect(refused.toLowerCase()).toContain('retry-after: 1');
  const begunMs = performance.now();
  expect(await draining).toBe(true);
  expect(performance.now() - begunMs).toBeLessThan(3000);
  expect(await streamed.ended).toContain('[DONE]');
  expect(await whole.ended).toContain('29 ');
  expect(scripted.engine.running()).toBe(0);
  await expect(fetch(scripted.baseUrl)).rejects.toThrow();
});

test('readiness turns 503 while it drains, liveness does not', async () => {
  const scripted = await startScriptedService({ answer: () => slowScript(30, 20) });
  const running = scripted.post(asked);
  await until(() => scripted.engine.running() === 1, 1000);
  const ready = openRaw(scripted.port, 'G');
  const live = openRaw(scripted.port, 'G');
  await new Promise((resolve) => setTimeout(resolve, 50));
  const draining = scripted.service.drain();
  ready.socket.write('ET /health/ready HTTP/1.1\r\nhost: 127.0.0.1\r\n\r\n');
  live.socket.write('ET /health/live HTTP/1.1\r\nhost: 127.0.0.1\r\n\r\n');
  expect(await ready.waitFor('"draining"')).toMatch(/^HTTP\/1.1 503 /);
  expect(await live.waitFor('"live"')).toMatch(/^HTTP\/1.1 200 /);
  expect(await draining).toBe(true);
  expect((await running).status).toBe(200);
});

test('connections that wait for their next request, or never asked, do not hold it up', async () => {
  const scripted = await startScriptedService();
  const kept = openRaw(scripted.port, 'GET /health/live HTTP/1.1\r\nhost: 127.0.0.1\r\n\r\n');
  await kept.waitFor('"live"');
  const silent = openRaw(scripted.port, '');
  await new Promise((resolve) => setTimeout(resolve, 50));
  await (await scripted.post(asked)).text();
  const begunMs = performance.now();
  expect(await scripted.service.drain()).toBe(true);
  expect(performance.now() - begunMs).toBeLessThan(1000);
  await silent.ended;
});

test('what outlasts the limit is cut off, and its row is closed', async () => {
  const home = mkdtempSync(join(tmpdir(), 'kinglet-drain-'));
  const scripted = await startScriptedService({
    environment: { KINGLET_DRAIN_SECONDS: '0.2', KINGLET_HOME: home },
    answer: () => slowScript(10_000, 20),
  });
  const streamed = openRaw(scripted.port, rawPost(JSON.stringify({ ...asked, stream: true })));
  await streamed.waitFor('"content":"0 "');
  const whole = openRaw(scripted.port, rawPost(JSON.stringify(asked)));
  await until(() => scripted.engine.running() === 2, 1000);
  const begunMs = performance.now();
  expect(await scripted.service.drain()).toBe(false);
  expect(performance.now() - begunMs).toBeLessThan(2000);
  expect(await streamed.ended).not.toContain('[DONE]');
  await whole.ended;
  await until(() => scripted.engine.running() === 0, 1000);
  expect(scripted.faultCodes).toEqual(expect.not.arrayContaining(['internal', 'store_failed']));
  const store = openStore({ path: join(home, 'kinglet.sqlite'), clock: systemClock });
  expect(store.countByOutcome()).toMatchObject({ aborted: 2, lost: 0, open: 0 });
  store.close();
});
