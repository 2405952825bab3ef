// In: lives of the service on one home, each with many requests of every kind, clients that leave and an engine that dies. Out: every request
// ends once, no slot is lost, the ledger has each, memory stays flat. KINGLET_SOAK_REQUESTS says how many (10000 before a release).
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { heapMegabytes } from './heap-megabytes.ts';
import { drawFrom, type SoakTally, soak, soakRequest } from './soak-client.ts';
import { type ScriptedService, script, startScriptedService, until } from './start-scripted-service.ts';

const requestCount = Number(process.env['KINGLET_SOAK_REQUESTS'] ?? 1200);
const lifeCount = 3;
/** A request that stayed would be some kilobytes. */
const mostGrowthMegabytes = 4 + requestCount * 200e-6;

test('many lives with many requests', { timeout: 600_000 }, async () => {
  const home = mkdtempSync(join(tmpdir(), 'kinglet-soak-'));
  const draw = drawFrom(7);
  const heaps: number[] = [];
  const tallies: SoakTally[] = [];
  let number = 0;
  for (let life = 0; life < lifeCount; life += 1) {
    const scripted = await startScriptedService({
      home,
      isForgetful: true,
      environment: { KINGLET_QUEUE_LENGTH: '20' },
      answer: () => {
        const deltas = Array.from({ length: 1 + Math.floor(draw() * 12) }, (_, at) => `word${at} `);
        const diesAtDelta = draw() < 0.08 ? Math.floor(draw() * deltas.length) : null;
        return script(deltas, { delayMs: draw() < 0.5 ? 0 : draw() * 6, diesAtDelta });
      },
    });
    const rowsBefore = rowCount(scripted);
    for (let half = 0; half < 2; half += 1) {
      const count = Math.ceil(requestCount / lifeCount / 2);
      const requests = Array.from({ length: count }, () => soakRequest(draw, number++, 40));
      const tally = await soak(scripted.baseUrl, requests, 32);
      tallies.push(tally);
      await until(() => scripted.engine.running() === 0, 5000);
      await until(() => scripted.queue().running + scripted.queue().waiting === 0, 5000);
      await until(() => scripted.service.store.countByOutcome().open === 0, 5000);
      expect(tally.answered + tally.told + tally.left).toBe(count);
      heaps.push(await heapMegabytes());
    }
    expect(scripted.faultCodes).not.toContain('internal');
    const rows = rowCount(scripted) - rowsBefore;
    const [first, second] = tallies.slice(-2);
    // Whoever left may have left before it was heard of.
    expect(rows).toBeLessThanOrEqual((first?.sent ?? 0) + (second?.sent ?? 0));
    expect(rows).toBeGreaterThanOrEqual((first?.answered ?? 0) + (second?.answered ?? 0));
    await scripted.stop();
  }
  rmSync(home, { recursive: true, force: true });
  const total = (name: 'answered' | 'told' | 'left') => tallies.reduce((sum, tally) => sum + tally[name], 0);
  const megabytes = heaps.map((size) => size.toFixed(1)).join(', ');
  console.info(
    `soak: ${total('answered')} answered, ${total('told')} told, ${total('left')} left; heap, half lives: ${megabytes} MB`,
  );
  expect(total('answered')).toBeGreaterThan(requestCount * 0.4);
  expect(total('told')).toBeGreaterThan(requestCount * 0.05);
  expect(total('left')).toBeGreaterThan(requestCount * 0.02);
  // The first life compiles code and fills caches.
  const [early = 0, late = 0] = [heaps[2], heaps.at(-1)];
  expect(late - early).toBeLessThan(mostGrowthMegabytes);
});

/** None of them is open: an earlier life has settled all of its own. */
function rowCount({ service }: ScriptedService): number {
  const { open, lost, ...ended } = service.store.countByOutcome();
  expect({ open, lost }).toEqual({ open: 0, lost: 0 });
  return Object.values(ended).reduce((sum, count) => sum + count, 0);
}
