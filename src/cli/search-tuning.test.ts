// In: machines whose engines are fast in one way or another. Out: the best setting of a few is found, nothing that the operator set is changed,
// what is not clearly better is left alone, and the time has an end.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { searchTuning, type TuningSearch } from './search-tuning.ts';
import type { Speed, TunedSettings } from './tuning.ts';

const base: TunedSettings = { threads: 4, batchTokens: 128, flashAttention: 'auto', kvTypeK: 'f16', kvTypeV: 'f16' };

function searching(speedOf: (settings: TunedSettings) => Speed | null, rest: Partial<TuningSearch> = {}) {
  const asked: TunedSettings[] = [];
  const found = searchTuning({
    ...{ base, fixed: new Set<keyof TunedSettings>(), coreCount: 4, mayChangeKvTypes: false, budgetMs: 1e9 },
    measure: async (settings) => {
      asked.push(settings);
      return { speed: speedOf(settings), durationMs: 1000 };
    },
    ...rest,
  });
  return found.then((tuning) => ({ ...tuning, asked }));
}

const even: Speed = { promptTokensPerSecond: 300, answerTokensPerSecond: 20 };
const faster = (factor: number): Speed => ({
  promptTokensPerSecond: even.promptTokensPerSecond * factor,
  answerTokensPerSecond: even.answerTokensPerSecond * factor,
});

test('where nothing is better all stays, and each is measured once', async () => {
  const { chosen, before, after, asked } = await searching(() => even);
  expect(chosen).toEqual(base);
  expect([before, after]).toEqual([even, even]);
  expect(asked).toEqual([base, { ...base, threads: 2 }, { ...base, flashAttention: 'off' }]);
});

test.each<readonly [string, Partial<TunedSettings>, number]>([
  ['all cores', { threads: 8 }, 8],
  ['half the threads', { threads: 2 }, 4],
  ['no flash attention', { flashAttention: 'off' }, 4],
])('%s, where they are clearly better', async (_name, better, coreCount) => {
  const isBetter = (settings: TunedSettings) =>
    Object.entries(better).every(([name, value]) => settings[name as keyof TunedSettings] === value);
  const search = (factor: number) =>
    searching((settings) => (isBetter(settings) ? faster(factor) : even), { coreCount });
  expect((await search(1.2)).chosen).toEqual({ ...base, ...better });
  expect((await search(1.05)).chosen).toEqual(base);
});

test('a batch takes half a second: larger where it helps, smaller where it costs little', async () => {
  const fast = { ...even, promptTokensPerSecond: 2000 };
  const helped = (settings: TunedSettings) =>
    settings.batchTokens === 512 ? { ...fast, promptTokensPerSecond: 2000, answerTokensPerSecond: 24 } : fast;
  expect((await searching(helped)).chosen.batchTokens).toBe(512);
  expect((await searching(() => fast)).chosen.batchTokens).toBe(128);
  const slow = { ...even, promptTokensPerSecond: 70 };
  expect((await searching(() => slow)).chosen.batchTokens).toBe(32);
  const costly = (settings: TunedSettings) => (settings.batchTokens < 128 ? faster(0.01) : slow);
  expect((await searching(costly)).chosen.batchTokens).toBe(128);
});

test('what a second look does not confirm is not chosen', async () => {
  let looks = 0;
  const { chosen, before, after, asked } = await searching(({ threads }) => {
    looks += 1;
    return threads === 2 && looks < 3 ? faster(2) : even;
  });
  expect(asked.slice(-2)).toEqual([base, { ...base, threads: 2 }]);
  expect([chosen, before, after]).toEqual([base, even, even]);
});

test('what changes answers is measured only where that is allowed, and a setting that does not run is left out', async () => {
  const speedOf = (settings: TunedSettings) => (settings.kvTypeK === 'q8_0' ? faster(2) : even);
  expect((await searching(speedOf)).asked.some(({ kvTypeK }) => kvTypeK !== 'f16')).toBe(false);
  const allowed = await searching(speedOf, { mayChangeKvTypes: true });
  expect(allowed.chosen).toEqual({ ...base, kvTypeK: 'q8_0', kvTypeV: 'q8_0', flashAttention: 'on' });
  const broken = await searching((settings) => (settings.kvTypeK === 'q8_0' ? null : even), { mayChangeKvTypes: true });
  expect(broken.chosen).toEqual(base);
  expect(broken.measured.at(-1)?.speed).toBeNull();
});

test('an engine that cannot be measured at all is a fault', async () => {
  await expect(searching(() => null)).rejects.toMatchObject({ code: 'engine_start_failed' });
});

test('any machine: the chosen one was measured and is the best but for noise, fixed ones stay, the time has an end', async () => {
  const rate = fc.double({ min: 0.5, max: 2000, noNaN: true });
  const names = ['threads', 'batchTokens', 'flashAttention', 'kvTypeK', 'kvTypeV'] as const;
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.record({ promptTokensPerSecond: rate, answerTokensPerSecond: rate }), { minLength: 8, maxLength: 8 }),
      fc.subarray([...names]),
      fc.record({ coreCount: fc.integer({ min: 1, max: 64 }), mayChangeKvTypes: fc.boolean() }),
      fc.nat(8000),
      async (speeds, fixed, machine, budgetMs) => {
        let next = 0;
        const search = { ...machine, fixed: new Set(fixed), budgetMs };
        const { chosen, measured, after, asked } = await searching(() => speeds[next++] ?? even, search);
        expect(measured).toContainEqual({ settings: chosen, speed: after });
        for (const name of fixed) expect(chosen[name]).toBe(base[name]);
        const texts = asked.map((settings) => JSON.stringify(settings));
        expect(asked.length - new Set(texts).size).toBeLessThanOrEqual(2);
        expect(asked.length === 1 || asked.length * 1000 <= budgetMs).toBe(true);
      },
    ),
  );
});
