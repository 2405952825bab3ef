// In: a real engine that is killed again and again, clients that leave, prompts that share their beginnings. Out: every request ends once, the
// engine's slots are free at the end, the ledger has each. KINGLET_SOAK_REQUESTS says how many (300 before a release).
import { expect, test } from 'vitest';
import { drawFrom, soak, soakRequest } from '../wire/soak-client.ts';
import { busySlots, engineAddress, startModelService } from './start-model-service.ts';

const requestCount = Number(process.env['KINGLET_SOAK_REQUESTS'] ?? 60);
const requestsPerKill = 20;

test('killed again and again', { timeout: 1_800_000 }, async () => {
  const service = await startModelService({ model: 'smollm2-135m-instruct', slots: 4, contextTokens: 1024 });
  const draw = drawFrom(11);
  const requests = Array.from({ length: requestCount }, (_, number) => soakRequest(draw, number, 1500));
  let kills = 0;
  const tally = await soak(service.baseUrl, requests, 8, (index) => {
    const processId = index % requestsPerKill === requestsPerKill - 1 ? service.engine.processId() : null;
    if (processId === null) return;
    process.kill(processId, 'SIGKILL');
    kills += 1;
  });
  console.info(`soak: ${kills} kills, ${JSON.stringify(tally)}`);
  expect(tally.answered + tally.told + tally.left).toBe(requestCount);
  expect(kills).toBeGreaterThan(requestCount / requestsPerKill / 2);
  expect(tally.answered).toBeGreaterThan(requestCount / 3);
  const answer = await service.client().chat.completions.create({
    model: 'gpt-4o-mini',
    messages: [{ role: 'user', content: 'Say hello.' }],
    max_tokens: 3,
  });
  expect(answer.choices[0]?.message.content).not.toBe('');
  await expect.poll(() => busySlots(engineAddress(service.engine)), { timeout: 10_000 }).toBe(0);
  await expect.poll(() => service.service.store.countByOutcome().open, { timeout: 10_000 }).toBe(0);
  const { lost, ...ended } = service.service.store.countByOutcome();
  expect(lost).toBe(0);
  const rows = Object.values(ended).reduce((sum, count) => sum + count, 0);
  expect(rows).toBeLessThanOrEqual(requestCount + 1);
  expect(rows).toBeGreaterThan(tally.answered);
  expect(service.faultCodes).not.toContain('internal');
  await service.stop();
});
