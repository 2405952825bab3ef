// In: an encoder that takes its time to come, or does not come. Out: it is opened once, at the first ask; who waits too long is told when
// to come back, and what failed is not tried for every ask.
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { systemClock } from '../../base/clock.ts';
import type { Embedder } from '../../contract/embed.ts';
import { textInput, vectorsOf } from '../embedder.suite.ts';
import { createScriptedEmbedder } from '../scripted/scripted-embedder.ts';
import { createEmbedderOnDemand } from './embedder-on-demand.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

const sizes = { id: 'e', dimensions: 8, maxTokens: 16 };
const real = createScriptedEmbedder({ ...sizes, vocabularySize: 10, batchSize: 4, delayMs: 0 });
const inputs = [textInput('a'), textInput('b')];

function onDemand(open: (attempt: number, signal: AbortSignal) => Promise<Embedder>) {
  let attempts = 0;
  const embedder = createEmbedderOnDemand({
    ...sizes,
    clock: systemClock,
    waitMs: 1000,
    restMs: 5000,
    open: (signal) => {
      attempts += 1;
      return open(attempts, signal);
    },
  });
  return { embedder, attempts: () => attempts };
}

const later = <Value>(value: Value, delayMs: number): Promise<Value> =>
  new Promise((resolve) => setTimeout(() => resolve(value), delayMs));

test('known before it is here, opened at the first ask, once for all', async () => {
  const { embedder, attempts } = onDemand(() => later(real, 500));
  expect(embedder).toMatchObject(sizes);
  expect(attempts()).toBe(0);
  const both = Promise.all([vectorsOf(embedder, inputs), vectorsOf(embedder, inputs)]);
  await vi.advanceTimersByTimeAsync(500);
  expect(await both).toEqual([await vectorsOf(real, inputs), await vectorsOf(real, inputs)]);
  expect(await vectorsOf(embedder, inputs)).toHaveLength(2);
  expect(attempts()).toBe(1);
});

test('an ask waits so long and no longer; the opening goes on', async () => {
  const { embedder, attempts } = onDemand(() => later(real, 1500));
  const early = vectorsOf(embedder, inputs).catch((error: unknown) => error);
  await vi.advanceTimersByTimeAsync(1000);
  expect(await early).toMatchObject({ code: 'engine_unavailable', retryAfterMs: 10_000 });
  const second = vectorsOf(embedder, inputs);
  await vi.advanceTimersByTimeAsync(500);
  expect(await second).toHaveLength(2);
  expect(attempts()).toBe(1);
});

test('an ask whose client leaves does not wait', async () => {
  const { embedder } = onDemand(() => later(real, 500));
  const leaving = new AbortController();
  const asked = embedder.embed(inputs, leaving.signal)[Symbol.asyncIterator]().next();
  leaving.abort(new Error('left'));
  await expect(asked).rejects.toThrow('left');
});

test('after a failure it rests, then tries again', async () => {
  const { embedder, attempts } = onDemand((attempt) =>
    attempt === 1 ? Promise.reject(new Error('no line')) : later(real, 0),
  );
  const refused = { code: 'engine_unavailable', message: expect.stringContaining('kinglet pull e') };
  await expect(vectorsOf(embedder, inputs)).rejects.toMatchObject({ ...refused, retryAfterMs: 5000 });
  await vi.advanceTimersByTimeAsync(2000);
  await expect(vectorsOf(embedder, inputs)).rejects.toMatchObject({ ...refused, retryAfterMs: 3000 });
  expect(attempts()).toBe(1);
  await vi.advanceTimersByTimeAsync(3000);
  const again = vectorsOf(embedder, inputs);
  await vi.advanceTimersByTimeAsync(0);
  expect(await again).toHaveLength(2);
});

test('stopping gives up what is being opened, and stops what is open', async () => {
  let seen: AbortSignal | null = null;
  const opening = onDemand((_, signal) => {
    seen = signal;
    return new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
  });
  const asked = vectorsOf(opening.embedder, inputs).catch((error: unknown) => error);
  await vi.advanceTimersByTimeAsync(0);
  await opening.embedder.stop();
  expect(seen).toMatchObject({ aborted: true });
  expect(await asked).toMatchObject({ code: 'engine_unavailable' });

  const stop = vi.fn(async () => undefined);
  const open = onDemand(async () => ({ ...real, stop }));
  await vectorsOf(open.embedder, inputs);
  await open.embedder.stop();
  expect(stop).toHaveBeenCalledOnce();
});
