// In: a place in an engine's queue and what to generate there. Out: the engine's deltas, tried once more when the engine dies
// before any text was shown. Knows no schedule.
import type { Constraint, Sampling } from '../contract/ask.ts';
import type { Engine, EngineDelta, Prompt, TokenId } from '../contract/engine.ts';
import { isEngineGone } from '../contract/fault.ts';
import type { Place } from './engine-places.ts';

export interface PlacedRun {
  readonly engine: Engine;
  readonly place: Place;
  readonly prompt: Prompt;
  readonly sampling: Sampling;
  readonly constraint: Constraint | null;
  /** False where another engine takes over. */
  readonly isTriedAgain: boolean;
  onEngineDeath(): void;
}

export async function* runInPlace(run: PlacedRun, signal: AbortSignal): AsyncGenerator<EngineDelta> {
  const promptTokens = run.prompt.kind === 'conversation' ? [] : run.prompt.tokens;
  let held: TokenId[] | null = null;
  try {
    const { slot, isCacheReused } = await run.place.start;
    for (let attempt = 1; ; attempt += 1) {
      let isTextShown = false;
      const answerTokens: TokenId[] = [];
      try {
        const reused = isCacheReused && attempt === 1;
        for await (const delta of run.engine.generate(
          { prompt: run.prompt, sampling: run.sampling, constraint: run.constraint, slot, isCacheReused: reused },
          signal,
        )) {
          if (delta.kind === 'text-delta') {
            isTextShown = true;
            if (run.prompt.kind !== 'scored') answerTokens.push(...delta.tokens);
          }
          if (delta.kind === 'finish') held = [...promptTokens, ...answerTokens];
          yield delta;
        }
        return;
      } catch (error) {
        if (!isEngineGone(error) || signal.aborted) throw error;
        run.onEngineDeath();
        if (isTextShown || attempt > 1 || !run.isTriedAgain) throw error;
        await run.engine.facts(signal);
      }
    }
  } finally {
    run.place.giveBack(held);
  }
}
