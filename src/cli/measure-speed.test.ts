// In: an engine whose speed is known. Out: that speed, within what clocks allow, from a few runs in one slot with nothing of them reused.
import { expect, test } from 'vitest';
import { byteTokenizer } from '../engine/scripted/byte-tokenizer.ts';
import { createScriptedEngine } from '../engine/scripted/scripted-engine.ts';
import { measureSpeed } from './measure-speed.ts';

const facts = { contextTokens: 4096, slotCount: 1, vocabularySize: 300, fingerprint: 'f', dialect: 'plain' } as const;
const never = new AbortController().signal;

function engineOf(deltas: readonly string[], tokenizer = true) {
  return createScriptedEngine({
    ...{ id: 'e', facts },
    ...(tokenizer ? { tokenizer: byteTokenizer() } : {}),
    answer: () => ({ deltas, reason: 'length', delayMs: 0, diesAtDelta: null }),
  });
}

/** Each look at the clock is 10 ms later. */
function steadyClock() {
  let nowMs = 0;
  return () => (nowMs += 10);
}

test('the time to the first token is the prompt, the time between the others the answer', async () => {
  const engine = engineOf(Array.from({ length: 40 }, () => 'x'));
  const speed = await measureSpeed(engine, steadyClock(), never);
  // 32 tokens in 10 ms would be 3200 in a second: more than is ever asked.
  expect(speed.promptTokensPerSecond).toBe(1024 * 100);
  expect(speed.answerTokensPerSecond).toBeCloseTo(100);
  expect(engine.runs.map(({ prompt }) => (prompt.kind === 'tokens' ? prompt.tokens.length : 0))).toEqual([
    16, 32, 1024,
  ]);
  for (const run of engine.runs) expect(run).toMatchObject({ slot: 0, isCacheReused: false });
});

test('an engine that writes nothing, or takes no tokens, is not measured', async () => {
  await expect(measureSpeed(engineOf(['x']), steadyClock(), never)).rejects.toMatchObject({ code: 'engine_error' });
  await expect(measureSpeed(engineOf(['x'], false), steadyClock(), never)).rejects.toMatchObject({ code: 'internal' });
});
