// In: an engine, then a whole Kinglet, killed with SIGKILL while they work. Out: every client is told, the service recovers by itself, and
// no engine process stays behind.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { expect, inject, test } from 'vitest';
import { startModelService } from './start-model-service.ts';

function isAlive(processId: number): boolean {
  try {
    process.kill(processId, 0);
    return true;
  } catch {
    return false;
  }
}

test('kill -9 of the engine during eight streams: everyone is told, and the next is answered', async () => {
  const service = await startModelService({ slots: 4, contextTokens: 1024, isUnscreened: true });
  const texts = Array.from({ length: 8 }, () => '');
  const streams = texts.map(async (_text, index) => {
    const response = await fetch(`${service.baseUrl}/v1/chat/completions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        model: 'gpt-4o-mini',
        messages: [{ role: 'user', content: `Count from ${index} to 500.` }],
        // Drawn at random, an answer may be over before the engine is.
        temperature: 0,
        max_tokens: index < 4 ? 300 : 5,
        stream: true,
      }),
    });
    const decoder = new TextDecoder();
    for await (const chunk of response.body ?? []) texts[index] += decoder.decode(chunk, { stream: true });
    return response.status;
  });
  const hasText = (text: string): boolean => /"content":"[^"]/.test(text);
  await expect.poll(() => texts.filter(hasText).length, { timeout: 60_000, interval: 20 }).toBe(4);
  const showing = texts.map(hasText);
  const first = service.engine.processId() ?? 0;
  const killedMs = performance.now();
  process.kill(first, 'SIGKILL');
  const answer = await service.client().chat.completions.create({
    model: 'gpt-4o-mini',
    messages: [{ role: 'user', content: 'Say hello.' }],
    max_tokens: 3,
  });
  console.info(`engine killed: next answer after ${(performance.now() - killedMs).toFixed(0)} ms`);
  expect(answer.choices[0]?.message.content).not.toBe('');
  expect(await Promise.all(streams)).toEqual(Array.from({ length: 8 }, () => 200));
  for (const [index, text] of texts.entries()) {
    const isTold = text.includes('data: {"error":{') && !text.includes('[DONE]');
    const isDone = text.includes('[DONE]') && !text.includes('"error"');
    if (showing[index]) expect(isTold, text.slice(-300)).toBe(true);
    else expect(isDone, text.slice(-300)).toBe(true);
  }
  expect(service.engine.processId()).not.toBe(first);
  expect(service.service.store.countByOutcome()).toMatchObject({ faulted: 4, done: 5, open: 0 });
  expect(service.faultCodes).not.toContain('internal');
  await service.stop();
});

test('kill -9 of a Kinglet: no engine process within three seconds', async () => {
  const parts = { launch: inject('engineLaunch'), model: inject('smallModels')['smollm2-135m-instruct'] };
  const child = spawn(process.execPath, [fileURLToPath(new URL('./service.fixture.ts', import.meta.url))], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, KINGLET_TEST_PARTS: JSON.stringify(parts) },
  });
  const [line] = await once(child.stdout, 'data');
  const { baseUrl, engineId } = JSON.parse(String(line));
  expect((await fetch(`${baseUrl}/health/ready`)).status).toBe(200);
  expect(isAlive(engineId)).toBe(true);
  const killedMs = performance.now();
  child.kill('SIGKILL');
  await expect.poll(() => isAlive(engineId), { timeout: 3000, interval: 20 }).toBe(false);
  console.info(`service killed: engine gone after ${(performance.now() - killedMs).toFixed(0)} ms`);
});
