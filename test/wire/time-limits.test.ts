// In: queues and engines that take too long, and clients that say how long they wait. Out: 408 in time, the place and the slot free again,
// one row for each; streams, and whoever has begun, are left alone.
import OpenAI from 'openai';
import { expect, test } from 'vitest';
import { script, slowScript, startScriptedService, until } from './start-scripted-service.ts';

const asked = { model: 'gpt-4o-mini', messages: [{ role: 'user', content: 'hi' }] };
const idle = { running: 0, waiting: 0 };

test('who waits in the queue for too long is told so, and its place is free; who runs goes on', async () => {
  const scripted = await startScriptedService({
    facts: { slotCount: 1 },
    environment: { KINGLET_QUEUE_SECONDS: '0.2', KINGLET_FLEX_QUEUE_SECONDS: '30' },
    answer: () => slowScript(60, 10),
  });
  const running = scripted.post({ ...asked, n: 2 });
  await until(() => scripted.queue().running === 1, 1000);
  const begunMs = performance.now();
  const flex = scripted.post({ ...asked, service_tier: 'flex' });
  await until(() => scripted.queue().waiting === 2, 1000);
  const [whole, stream, message] = await Promise.all([
    scripted.post(asked),
    scripted.post({ ...asked, stream: true }),
    scripted.post({ ...asked, max_tokens: 9 }, {}, '/v1/messages'),
  ]);
  expect(performance.now() - begunMs).toBeLessThan(550);
  for (const response of [whole, stream]) {
    expect(response.status).toBe(408);
    expect(await response.json()).toMatchObject({
      error: { type: 'server_error', code: 'request_timeout', param: null },
    });
  }
  expect(message.status).toBe(504);
  expect(await message.json()).toMatchObject({ error: { type: 'timeout_error' } });
  expect(scripted.queue()).toMatchObject({ running: 1, waiting: 2 });
  for (const answer of [await running, await flex]) expect(answer.status).toBe(200);
  expect(scripted.queue()).toMatchObject(idle);
  expect(scripted.service.store.countByOutcome()).toMatchObject({ done: 2, faulted: 3, aborted: 0, open: 0 });
  await scripted.stop();
});

test('the official client tries again what waited for too long', async () => {
  const scripted = await startScriptedService({
    facts: { slotCount: 1 },
    environment: { KINGLET_QUEUE_SECONDS: '0.1' },
    answer: () => slowScript(20, 20),
  });
  const running = scripted.post(asked);
  await until(() => scripted.queue().running === 1, 1000);
  const once = scripted.client();
  const error = await once.chat.completions
    .create({ model: 'gpt-4o-mini', messages: [{ role: 'user', content: 'hi' }] })
    .catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(OpenAI.APIError);
  expect(error).toMatchObject({ status: 408, code: 'request_timeout' });
  const again = scripted.client({ maxRetries: 3 });
  const answer = await again.chat.completions.create({
    model: 'gpt-4o-mini',
    messages: [{ role: 'user', content: 'hi' }],
  });
  expect(answer.choices[0]?.finish_reason).toBe('stop');
  await running;
  await scripted.stop();
});

test('an answer that takes longer than its deployment allows ends there, streamed or whole', async () => {
  const scripted = await startScriptedService({
    file: { deployments: [{ name: 'quick', answerSeconds: 0.3 }, { name: 'gpt-4o-mini' }] },
    answer: () => slowScript(30, 50),
  });
  const whole = await scripted.post({ ...asked, model: 'quick' });
  expect(whole.status).toBe(408);
  const stream = await scripted.post({ ...asked, model: 'quick', stream: true });
  expect(stream.status).toBe(200);
  const text = await stream.text();
  expect(text).toContain('"0 "');
  expect(text).toContain('"code":"request_timeout"');
  expect(text).not.toContain('[DONE]');
  await until(() => scripted.engine.running() === 0 && scripted.queue().running === 0, 500);
  expect(scripted.service.store.countByOutcome()).toMatchObject({ faulted: 2, aborted: 0, open: 0 });
  const texts = await scripted.post({ model: 'quick', prompt: 'go on' }, {}, '/v1/completions');
  expect(texts.status).toBe(408);
  expect((await scripted.post(asked)).status).toBe(200);
  await scripted.stop();
});

test('nothing is computed for a client that has said when it gives up, but for a stream', async () => {
  const scripted = await startScriptedService({
    environment: { KINGLET_HEARTBEAT_SECONDS: '0.05' },
    answer: () => script(['a', 'b'], { delayMs: 800 }),
  });
  const impatient = { 'x-stainless-timeout': '0.2' };
  const begunMs = performance.now();
  const whole = await scripted.post(asked, impatient);
  expect(performance.now() - begunMs).toBeLessThan(1500);
  expect([whole.status, scripted.engine.running()]).toEqual([408, 0]);
  const stream = await scripted.post({ ...asked, stream: true }, impatient);
  expect(await stream.text()).toContain('[DONE]');
  // What the clients themselves send. They find out by their own clocks.
  const tired = scripted.client({ timeout: 200 }).chat.completions;
  await expect(tired.create({ model: 'gpt-4o-mini', messages: [{ role: 'user', content: 'hi' }] })).rejects.toThrow(
    OpenAI.APIConnectionTimeoutError,
  );
  await until(() => scripted.engine.running() === 0, 1000);
  const patient = await scripted
    .client({ timeout: 5000 })
    .chat.completions.create({ model: 'gpt-4o-mini', messages: [{ role: 'user', content: 'hi' }] });
  expect(patient.choices[0]?.message.content).toBe('ab');
  await scripted.stop();
});

test('who could not be served before its client gives up is refused at once', async () => {
  const scripted = await startScriptedService({
    facts: { slotCount: 1 },
    answer: () => slowScript(30, 10),
  });
  const waiting = Array.from({ length: 9 }, () => scripted.post(asked));
  await until(() => scripted.service.store.countByOutcome().done >= 3, 3000);
  const begunMs = performance.now();
  const refused = await scripted.post(asked, { 'x-stainless-timeout': '0.3' });
  expect(performance.now() - begunMs).toBeLessThan(300);
  expect(refused.status).toBe(429);
  expect(Number(refused.headers.get('retry-after-ms'))).toBeGreaterThan(500);
  expect(scripted.faultCodes).toEqual(['rate_limit_exceeded']);
  await Promise.all(waiting);
  await scripted.stop();
});
