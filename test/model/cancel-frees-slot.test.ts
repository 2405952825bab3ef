// In: clients that leave while a long prompt is computed, or while an answer is written. Out: the engine lets go of the slot long before
// the prompt is through; the time is printed, since it depends on what else the machine does.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openRaw, rawPost } from '../wire/raw-http.ts';
import { busySlots, engineAddress, type ModelService, startModelService } from './start-model-service.ts';

/** The whole prompt takes half a minute on two cores. */
const muchLessThanThePromptMs = 5000;

let service: ModelService;
/** Here text comes as it is written: behind the filter an answer of one sentence is over when it shows. */
let unscreened: ModelService;
beforeAll(async () => {
  service = await startModelService({ slots: 2, contextTokens: 4096 });
  unscreened = await startModelService({ slots: 2, contextTokens: 4096, isUnscreened: true });
});
afterAll(async () => {
  await service.stop();
  await unscreened.stop();
});

async function idleAfterMs({ engine }: ModelService): Promise<number> {
  const begunMs = performance.now();
  while ((await busySlots(engineAddress(engine))) > 0) {
    if (performance.now() - begunMs > 10_000) throw new Error('the slot stays busy');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return performance.now() - begunMs;
}

async function busy({ engine }: ModelService): Promise<void> {
  await expect.poll(() => busySlots(engineAddress(engine)), { timeout: 20_000, interval: 50 }).toBe(1);
}

test.each([
  ['streamed', true],
  ['whole', false],
])('a prompt of 3,000 tokens, %s', async (_name, stream) => {
  const number = stream ? 1 : 2;
  const content = Array.from({ length: 700 }, (_, index) => `w${(index * 7 + number) % 10} x`).join(' ');
  const connection = openRaw(
    service.port,
    rawPost(JSON.stringify({ model: 'gpt-4o-mini', messages: [{ role: 'user', content }], stream })),
  );
  await busy(service);
  await new Promise((resolve) => setTimeout(resolve, 700));
  expect(await busySlots(engineAddress(service.engine))).toBe(1);
  connection.socket.destroy();
  const tookMs = await idleAfterMs(service);
  console.info(`prompt cancelled, ${_name}: slot idle after ${tookMs.toFixed(0)} ms`);
  expect(tookMs).toBeLessThan(muchLessThanThePromptMs);
  await expect.poll(() => service.service.store.countByOutcome().aborted).toBe(number);
});

test('an answer that is being written', async () => {
  const body = { model: 'gpt-4o-mini', messages: [{ role: 'user', content: 'Count from 1 to 500.' }], stream: true };
  const connection = openRaw(unscreened.port, rawPost(JSON.stringify({ ...body, max_tokens: 400 })));
  await connection.waitFor('"content":"', 20_000);
  await busy(unscreened);
  connection.socket.destroy();
  const tookMs = await idleAfterMs(unscreened);
  console.info(`answer cancelled: slot idle after ${tookMs.toFixed(0)} ms`);
  expect(tookMs).toBeLessThan(muchLessThanThePromptMs);
});

test('the next request is answered', async () => {
  const answer = await service.client().chat.completions.create({
    model: 'gpt-4o-mini',
    messages: [{ role: 'user', content: 'Say hello.' }],
    max_tokens: 4,
  });
  expect(answer.choices[0]?.message.content).not.toBe('');
  expect(service.faultCodes).not.toContain('internal');
});
