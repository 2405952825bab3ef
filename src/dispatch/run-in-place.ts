// In: a place in an engine's queue and what to generate there. Out: the engine's deltas, tried once more when the engine dies
// before any text was shown, and begun again when the schedule interrupts it. Knows no schedule.
import type { Constraint, Sampling } from '../contract/ask.ts';
import type { ChoiceDelta } from '../contract/dispatch.ts';
import type { Engine, EngineDelta, Prompt, TokenId } from '../contract/engine.ts';
import { isEngineGone } from '../contract/fault.ts';
import type { Place, Turn } from './place.ts';

export interface PlacedRun {
  readonly engine: Engine;
  readonly place: Place;
  /** Its number among the choices of a request. */
  readonly choice: number;
  readonly prompt: Prompt;
  readonly adapter: string | null;
  readonly sampling: Sampling;
  readonly constraint: Constraint | null;
  readonly isWhole: boolean;
  /** False where another engine takes over. */
  readonly isTriedAgain: boolean;
  onEngineDeath(): void;
}

export async function* runInPlace(run: PlacedRun, signal: AbortSignal): AsyncGenerator<ChoiceDelta> {
  const { place, choice, engine, prompt, adapter, sampling, constraint, isWhole } = run;
  const promptTokens = prompt.kind === 'conversation' ? [] : prompt.tokens;
  let held: TokenId[] | null = null;
  let deaths = 0;
  try {
    for (;;) {
      const turn = await place.turn();
      let isAnyShown = false;
      const answerTokens: TokenId[] = [];
      try {
        const isCacheReused = turn.isCacheReused && deaths === 0;
        const onPromptProgress = (tokenCount: number) => place.progressed(tokenCount);
        for await (const delta of engine.generate(
          { prompt, adapter, sampling, constraint, isWhole, slot: turn.slot, isCacheReused, onPromptProgress },
          AbortSignal.any([signal, turn.interruption]),
        )) {
          if (!isAnyShown) {
            // What comes now comes too late: the schedule counts on the slot.
            turn.interruption.throwIfAborted();
            isAnyShown = true;
            place.told();
          }
          if (delta.kind === 'text-delta') {
            if (prompt.kind !== 'scored') answerTokens.push(...delta.tokens);
            place.wrote(Math.max(1, delta.tokens.length));
          } else if (delta.kind === 'call-delta') place.wrote(1);
          if (delta.kind === 'finish') held = [...promptTokens, ...answerTokens];
          yield { choice, delta: delta.kind === 'finish' ? withTrueCache(delta, turn) : delta };
        }
        return;
      } catch (error) {
        if (signal.aborted) throw error;
        if (!isAnyShown && turn.interruption.aborted && error === turn.interruption.reason) {
          place.interrupted();
          continue;
        }
        if (!isEngineGone(error)) throw error;
        run.onEngineDeath();
        deaths += 1;
        if (isAnyShown || deaths > 1 || !run.isTriedAgain) throw error;
        await engine.facts(signal);
      }
    }
  } finally {
    place.giveBack(held);
  }
}

/** What the run itself computed before its start was not there before. */
function withTrueCache(finish: Extract<EngineDelta, { kind: 'finish' }>, { mostCachedTokens }: Turn): EngineDelta {
  const { usage } = finish;
  const cachedTokens = Math.min(usage.cachedTokens, mostCachedTokens ?? usage.cachedTokens);
  return { ...finish, usage: { ...usage, cachedTokens } };
}
