// In: an engine that nobody else uses. Out: how fast it reads and writes, from about three seconds of work. Knows no settings.
import type { Engine, TokenId } from '../contract/engine.ts';
import { Fault } from '../contract/fault.ts';
import type { Speed } from './tuning.ts';

/** A model goes on counting for as long as it may. */
const text = Array.from({ length: 1000 }, (_, at) => String(at + 1)).join(', ');
const probeTokens = 16;
const mostPromptTokens = 1024;
const answerTokens = 16;

const sampling = {
  ...{ temperature: 0, topP: 1, topK: null, presencePenalty: 0, frequencyPenalty: 0, seed: 1 },
  ...{ stops: [], logitBias: new Map<number, number>(), topLogprobs: null },
};

interface Timing {
  readonly readMs: number;
  readonly writtenMs: number;
  readonly writtenTokens: number;
}

export async function measureSpeed(engine: Engine, nowMs: () => number, signal: AbortSignal): Promise<Speed> {
  if (engine.tokenizer === null) throw new Fault('internal', 'Only engines that take tokens are measured.');
  const tokens = await engine.tokenizer.tokenize(text, signal);
  // The first step fetches the weights; the second tells how much is read in about a second.
  await timed(engine, tokens.slice(0, probeTokens), 2, nowMs, signal);
  const probe = await timed(engine, tokens.slice(0, probeTokens * 2), 2, nowMs, signal);
  const inOneSecond = Math.round((probeTokens * 2 * 1000) / Math.max(1, probe.readMs));
  const promptTokens = Math.min(mostPromptTokens, tokens.length, Math.max(probeTokens * 2, inOneSecond));
  const { readMs, writtenMs, writtenTokens } = await timed(
    engine,
    tokens.slice(0, promptTokens),
    answerTokens,
    nowMs,
    signal,
  );
  if (writtenTokens === 0) throw new Fault('engine_error', 'The engine wrote too little to be measured.');
  return {
    promptTokensPerSecond: (promptTokens * 1000) / Math.max(1, readMs),
    answerTokensPerSecond: (writtenTokens * 1000) / Math.max(1, writtenMs),
  };
}

/** The first token is written as the prompt's last is read. */
async function timed(
  engine: Engine,
  tokens: readonly TokenId[],
  maxTokens: number,
  nowMs: () => number,
  signal: AbortSignal,
): Promise<Timing> {
  const begunMs = nowMs();
  let [firstMs, lastMs, count] = [begunMs, begunMs, 0];
  const run = {
    prompt: { kind: 'tokens', tokens, opening: '' } as const,
    ...{ sampling: { ...sampling, maxTokens }, constraint: null, slot: 0, isCacheReused: false, adapter: null },
  };
  for await (const delta of engine.generate(run, signal)) {
    if (delta.kind !== 'text-delta') continue;
    lastMs = nowMs();
    if (count === 0) firstMs = lastMs;
    count += Math.max(1, delta.tokens.length);
  }
  return { readMs: firstMs - begunMs, writtenMs: lastMs - firstMs, writtenTokens: Math.max(0, count - 1) };
}
