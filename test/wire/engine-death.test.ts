// In: an engine that dies before, in the middle of and after its text. Out: a retry nobody sees, or one error in the form that the
// moment allows; one ledger row in every case.
import { APIError } from 'openai';
import { describe, expect, test } from 'vitest';
import type { ScriptedAnswer } from '../../src/engine/scripted/scripted-engine.ts';
import { type ScriptedService, script, startScriptedService } from './start-scripted-service.ts';

const asked = { model: 'gpt-4o-mini', messages: [{ role: 'user' as const, content: 'hi' }] };
const words = ['one ', 'two ', 'three'];
const error = { message: expect.any(String), type: 'server_error', param: null, code: null };

async function withDeaths(
  answer: (attempt: number) => ScriptedAnswer,
  work: (scripted: ScriptedService) => Promise<void>,
): Promise<void> {
  const scripted = await startScriptedService({ answer: (_turns, _run, attempt) => answer(attempt) });
  await work(scripted);
  expect(scripted.engine.running()).toBe(0);
  expect(scripted.queue()).toEqual({ running: 0, waiting: 0 });
  expect(scripted.faultCodes).not.toContain('internal');
  await scripted.stop();
}

describe.each([
  ['streamed', true],
  ['whole', false],
])('%s', (_name, stream) => {
  test('dead before the first text, once: tried again, and nobody sees it', () =>
    withDeaths(
      (attempt) => script(words, { diesAtDelta: attempt === 0 ? 0 : null }),
      async (scripted) => {
        const response = await scripted.post({ ...asked, stream });
        expect(response.status).toBe(200);
        const text = await response.text();
        expect(text).toContain('three');
        expect(text).not.toContain('"error"');
        expect(scripted.engine.runs).toHaveLength(2);
        expect(scripted.engine.runs[1]?.isCacheReused).toBe(false);
        expect(scripted.service.store.countByOutcome()).toMatchObject({ done: 1, faulted: 0, aborted: 0, open: 0 });
      },
    ));

  test('dead before the first text, twice: a plain 500', () =>
    withDeaths(
      () => script(words, { diesAtDelta: 0 }),
      async (scripted) => {
        const response = await scripted.post({ ...asked, stream });
        expect(response.status).toBe(500);
        expect(await response.json()).toEqual({ error });
        expect(scripted.engine.runs).toHaveLength(2);
        expect(scripted.service.store.recentRows(10)).toMatchObject([{ outcome: 'faulted', faultCode: 'engine_died' }]);
      },
    ));

  test('the next request is answered', () =>
    withDeaths(
      () => script(words, { diesAtDelta: null }),
      async (scripted) => {
        expect((await scripted.post({ ...asked, stream })).status).toBe(200);
      },
    ));
});

test('dead after text, streamed: an error object, no [DONE], and the client throws it', () =>
  withDeaths(
    () => script(words, { diesAtDelta: 2 }),
    async (scripted) => {
      const text = await (await scripted.post({ ...asked, stream: true })).text();
      const events = text.split('\n\n').filter((event) => event !== '');
      expect(JSON.parse(events.at(-1)?.slice('data: '.length) ?? '')).toEqual({ error });
      expect(text).not.toContain('[DONE]');
      const seen: string[] = [];
      const reading = (async () => {
        for await (const chunk of await scripted.client().chat.completions.create({ ...asked, stream: true }))
          seen.push(chunk.choices[0]?.delta.content ?? '');
      })();
      await expect(reading).rejects.toBeInstanceOf(APIError);
      expect(seen.join('')).toBe('one two ');
      expect(scripted.engine.runs).toHaveLength(2);
      expect(scripted.service.store.recentRows(10)).toMatchObject([
        { outcome: 'faulted', faultCode: 'engine_died', completionTokens: 2, isStream: true },
        { outcome: 'faulted', faultCode: 'engine_died', completionTokens: 2, isStream: true },
      ]);
    },
  ));

test('dead after text, whole: a 500, and no half answer', () =>
  withDeaths(
    () => script(words, { diesAtDelta: 2 }),
    async (scripted) => {
      const response = await scripted.post(asked);
      expect(response.status).toBe(500);
      expect(await response.json()).toEqual({ error });
      expect(scripted.engine.runs).toHaveLength(1);
      expect(scripted.service.store.recentRows(10)).toMatchObject([{ outcome: 'faulted', isStream: false }]);
    },
  ));

test('dead after the last text, before its finish: still an error', () =>
  withDeaths(
    () => script(words, { diesAtDelta: 3 }),
    async (scripted) => {
      expect((await scripted.post(asked)).status).toBe(500);
      expect(await (await scripted.post({ ...asked, stream: true })).text()).not.toContain('[DONE]');
    },
  ));

test('one of two choices dies while the other waits for a slot: the error comes at once', async () => {
  const scripted = await startScriptedService({
    facts: { slotCount: 2 },
    answer: (turns) =>
      turns.at(-1)?.parts[0]?.text === 'long'
        ? script(
            Array.from({ length: 500 }, () => 'x '),
            { delayMs: 20 },
          )
        : script(words, { diesAtDelta: 2 }),
  });
  const leaving = new AbortController();
  const long = fetch(`${scripted.baseUrl}/v1/chat/completions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ ...asked, messages: [{ role: 'user', content: 'long' }] }),
    signal: leaving.signal,
  }).catch(() => undefined);
  await expect.poll(() => scripted.engine.running()).toBe(1);
  const begunMs = performance.now();
  const response = await scripted.post({ ...asked, n: 4 });
  expect(response.status).toBe(500);
  await response.text();
  expect(performance.now() - begunMs).toBeLessThan(2000);
  leaving.abort();
  await long;
  await expect.poll(() => scripted.queue()).toEqual({ running: 0, waiting: 0 });
  await scripted.stop();
});
