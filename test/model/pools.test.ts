// In: two llama.cpp servers behind one deployment, one of them killed with SIGKILL while both answer. Out: every request ends once, none is
// lost that had shown nothing yet, and what comes after goes to the one that is left.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { systemClock } from '../../src/base/clock.ts';
import { composeService } from '../../src/cli/compose-service.ts';
import { createPoolEngine } from '../../src/cli/create-pool-engine.ts';
import { loadConfig } from '../../src/config/load-config.ts';
import type { ServiceEvent } from '../../src/contract/observer.ts';
import { nothingScreened } from '../wire/start-scripted-service.ts';
import { startBareEngine } from './start-model-service.ts';

const requestCount = 20;
const hasText = (text: string): boolean => /"content":"[^"]/.test(text);

async function startPoolService(engines: readonly { readonly origin: string; readonly key: string }[]) {
  const home = mkdtempSync(join(tmpdir(), 'kinglet-pool-'));
  const entries = engines.map(({ origin, key }, index) => ({
    id: `e${index}`,
    kind: 'llama-server',
    url: `${origin}/v1`,
    key,
    slots: 2,
    healthSeconds: 0.5,
  }));
  const deployments = [{ name: 'gpt-4o-mini', engines: entries.map(({ id }) => id) }];
  const config = loadConfig({
    argumentsGiven: {},
    environment: { HOME: home, KINGLET_HOME: home, PORT: '0' },
    workingFolder: home,
    readFile: () => JSON.stringify({ engines: entries, deployments }),
  });
  const events: ServiceEvent[] = [];
  const poolEngines = config.engines.map((entry) => createPoolEngine(entry, systemClock));
  const service = await composeService({
    config,
    engine: null,
    poolEngines,
    screen: nothingScreened,
    modelId: 'pooled',
    modelTitle: 'Pooled',
    engineLine: '',
    contextTokens: null,
    observers: [{ emit: (event) => void events.push(event) }],
    isReady: () => true,
  });
  return {
    service,
    events,
    stop: async () => {
      await service.drain();
      await Promise.all(poolEngines.map(({ engine }) => engine.stop()));
      rmSync(home, { recursive: true, force: true });
    },
  };
}

test('kill -9 of one of two engines during twenty requests', async () => {
  const settings = { slots: 2, contextTokens: 1024, environment: { KINGLET_THREADS: '1' } };
  const engines = [await startBareEngine(settings), await startBareEngine(settings)];
  const { service, events, stop } = await startPoolService(engines);
  const attempts = () => events.flatMap((event) => (event.kind === 'engine-attempt' ? [event] : []));
  const texts = Array.from({ length: requestCount }, () => '');
  const streams = texts.map(async (_text, index) => {
    const response = await fetch(`${service.baseUrl}/v1/chat/completions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        model: 'gpt-4o-mini',
        messages: [{ role: 'user', content: `Count from ${index} to 500.` }],
        temperature: 0,
        max_tokens: 40,
        stream: true,
      }),
    });
    const decoder = new TextDecoder();
    for await (const chunk of response.body ?? []) texts[index] += decoder.decode(chunk, { stream: true });
    return response.status;
  });
  // Both have answered, and both are in the middle of others.
  await expect
    .poll(() => new Set(attempts().map(({ engineId }) => engineId)).size, { timeout: 120_000, interval: 20 })
    .toBe(2);
  await expect.poll(() => texts.filter((text) => hasText(text) && !text.includes('[DONE]')).length).toBeGreaterThan(2);
  process.kill(engines[0]?.processId() ?? 0, 'SIGKILL');
  expect(await Promise.all(streams)).toEqual(Array.from({ length: requestCount }, () => 200));
  const cut = texts.filter((text) => text.includes('data: {"error":{') && !text.includes('[DONE]'));
  const whole = texts.filter((text) => text.includes('[DONE]') && !text.includes('"error"'));
  expect(cut.length + whole.length).toBe(requestCount);
  for (const text of cut) expect(hasText(text), text).toBe(true);
  expect(cut.length).toBeGreaterThan(0);
  // No more than its slots can have been in the middle of an answer.
  expect(cut.length).toBeLessThanOrEqual(2);
  const { done, faulted, aborted, open } = service.store.countByOutcome();
  expect({ done, faulted, aborted, open }).toEqual({ done: whole.length, faulted: cut.length, aborted: 0, open: 0 });
  for (const row of service.store.recentRows(requestCount))
    if (row.outcome === 'faulted') expect(row.completionTokens).toBeGreaterThan(0);
  const handedOver = attempts().filter(
    ({ engineId, end, firstDeltaMs }) => engineId === 'e0' && end === 'failed' && firstDeltaMs === null,
  );
  console.info(`${whole.length} whole, ${cut.length} cut in the middle, ${handedOver.length} handed over`);
  const later = await fetch(`${service.baseUrl}/v1/chat/completions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ model: 'gpt-4o-mini', messages: [{ role: 'user', content: 'Say hello.' }], max_tokens: 3 }),
  });
  expect(later.status).toBe(200);
  expect(events.flatMap((event) => (event.kind === 'fault-raised' ? [event.code] : []))).not.toContain('internal');
  await stop();
  await Promise.all(engines.map((engine) => engine.stop()));
});
