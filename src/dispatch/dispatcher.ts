// In: engines, and asks for generations. Out: the Dispatch port: every run gets a slot of its engine's schedule and gives it back,
// however it ends. Knows no HTTP, no deployment and no dialect.
import type { Clock } from '../base/clock.ts';
import { mergeStreams } from '../base/merge-streams.ts';
import type { ChoiceDelta, Dispatch, GenerationOrder, PreparedPrompt, Service } from '../contract/dispatch.ts';
import type { Engine, EngineFacts, Prompt } from '../contract/engine.ts';
import { Fault, isEngineGone } from '../contract/fault.ts';
import type { Observer } from '../contract/observer.ts';
import { EnginePlaces } from './engine-places.ts';
import { JoinedRuns, mayBeJoined } from './joined-runs.ts';
import { persistentTokenizer } from './persistent-tokenizer.ts';
import type { Place } from './place.ts';
import { runInPlace } from './run-in-place.ts';

export interface DispatcherOptions {
  readonly engines: readonly Engine[];
  /** Runs that may wait for a slot of one engine. */
  readonly queueLength: number;
  /** Engines whose runs another engine takes over when they die; the others are tried again. */
  readonly pooledIds?: ReadonlySet<string>;
  readonly observer: Observer;
  readonly clock: Pick<Clock, 'nowMs' | 'after'>;
  /** How long a request may wait until it begins, by its urgency; for ever where absent. */
  readonly longestWaitMs?: Readonly<Record<Service['urgency'], number>>;
  /** Whether runs that would compute the same at the same time are one. */
  readonly isJoining?: boolean;
}

export interface Dispatcher extends Dispatch {
  /** When no more requests come: what slots hold is kept for the next start, where the engine keeps anything so long. */
  close(): Promise<void>;
}

/** Turns at the engine, of each key. */
const weights = { interactive: 16, default: 4, batch: 1 } as const;

interface OpenedPlaces {
  readonly places: EnginePlaces;
  /** Resolves when what an earlier life kept is known. */
  readonly whenOpen: Promise<void>;
}

export function createDispatcher(options: DispatcherOptions): Dispatcher {
  const engines = new Map(options.engines.map((engine) => [engine.id, engine]));
  const opened = new Map<string, OpenedPlaces>();
  const joined = new JoinedRuns((engineId) => options.observer.emit({ kind: 'run-joined', engineId }));

  function engineOf(engineId: string): Engine {
    const engine = engines.get(engineId);
    if (engine === undefined) throw new Fault('internal', `There is no engine ${engineId}.`);
    return engine;
  }

  function placesOf(engine: Engine, { slotCount, stepTokens }: EngineFacts): OpenedPlaces {
    const known = opened.get(engine.id);
    if (known !== undefined) return known;
    const { queueLength, observer, clock } = options;
    const places = new EnginePlaces({
      engine,
      slotCount,
      queueLength,
      stepTokens: stepTokens ?? null,
      observer,
      clock,
    });
    const created = { places, whenOpen: places.open() };
    opened.set(engine.id, created);
    return created;
  }

  function turnOf(urgency: Service['urgency'], wantedUntilMs: number | null) {
    const longestWaitMs = options.longestWaitMs?.[urgency];
    return {
      weight: weights[urgency],
      isBackground: urgency === 'batch',
      startByMs: longestWaitMs === undefined ? null : options.clock.nowMs() + longestWaitMs,
      wantedUntilMs,
    };
  }

  function begin(prepared: PreparedPrompt, order: GenerationOrder, signal: AbortSignal): AsyncIterable<ChoiceDelta> {
    const { sampling, constraint, choiceCount, service, wantedUntilMs, isWhole = false } = order;
    const engine = engineOf(prepared.engineId);
    const { places } = placesOf(engine, prepared.facts);
    const ask = {
      partition: prepared.partition,
      adapter: prepared.adapter,
      tokens: prepared.prompt.kind === 'conversation' ? [] : prepared.prompt.tokens,
      isDivisible: prepared.prompt.kind === 'tokens',
      mostTokens: sampling.maxTokens,
      // What is drawn follows the smallest difference; the likeliest token seldom does.
      isRepeatable: sampling.seed !== null && sampling.temperature !== 0,
      flow: JSON.stringify(service ?? prepared.partition),
      ...turnOf(service?.urgency ?? 'default', wantedUntilMs ?? null),
    };
    const run = (place: Place, choice: number, ending: AbortSignal) =>
      runInPlace(
        {
          engine,
          place,
          choice,
          prompt: prepared.prompt,
          adapter: prepared.adapter,
          // Each choice has its own draw; the first is the one that `n: 1` would have given.
          sampling: sampling.seed === null ? sampling : { ...sampling, seed: sampling.seed + choice },
          constraint,
          isWhole,
          isTriedAgain: options.pooledIds?.has(engine.id) !== true,
          onEngineDeath: () => places.forgetContents(),
        },
        ending,
      );
    if (choiceCount === 1) {
      const taken = places.take(1, ask, signal);
      return releasing(
        taken.map((place, choice) => run(place, choice, signal)),
        taken,
        signal,
      );
    }
    // The first choice to fail takes the others along, so that its fault is told at once.
    const failing = new AbortController();
    const ending = AbortSignal.any([signal, failing.signal]);
    const taken = places.take(choiceCount, ask, ending);
    return releasing(
      taken.map((place, choice) => failingTogether(run(place, choice, ending), failing)),
      taken,
      ending,
    );
  }

  return {
    checkRoom: (ask) => {
      const { choiceCount, service, wantedUntilMs } = ask;
      const turn = turnOf(service.urgency, wantedUntilMs ?? null);
      const flow = JSON.stringify(service);
      try {
        opened.get(ask.engineId)?.places.checkRoom(choiceCount, { flow, tokens: [], ...turn });
      } catch (error) {
        if (options.isJoining !== true || !mayBeJoined(ask) || !joined.isAsked(ask)) throw error;
      }
    },

    prepare: async (ask, signal) => {
      const engine = engineOf(ask.engineId);
      let facts = await engine.facts(signal);
      const prompt = await engine.prepare(ask.conversation, signal).catch(async (error: unknown) => {
        if (!isEngineGone(error)) throw error;
        facts = await engine.facts(signal);
        return engine.prepare(ask.conversation, signal);
      });
      await placesOf(engine, facts).whenOpen;
      const promptTokens = prompt.kind === 'tokens' ? prompt.tokens.length : null;
      const { engineId, partition, adapter } = ask;
      return { engineId, partition, adapter, prompt, promptTokens, facts };
    },

    prepareTokens: async ({ engineId, partition, adapter, tokens }, kind, signal) => {
      const prompt: Prompt = kind === 'scored' ? { kind, tokens } : { kind, tokens, opening: '' };
      const engine = engineOf(engineId);
      const facts = await engine.facts(signal);
      await placesOf(engine, facts).whenOpen;
      return { engineId, partition, adapter, prompt, promptTokens: tokens.length, facts };
    },

    facts: (engineId, signal) => engineOf(engineId).facts(signal),

    tokenizer: (engineId) => {
      const engine = engineOf(engineId);
      return engine.tokenizer === null ? null : persistentTokenizer(engine, engine.tokenizer);
    },

    generate: (prepared, order, signal) =>
      options.isJoining === true
        ? joined.read(prepared, order, signal, (ending) => begin(prepared, order, ending))
        : begin(prepared, order, signal),

    close: async () => {
      await Promise.all([...opened.values()].map(({ places }) => places.close()));
    },
  };
}

async function* failingTogether(
  deltas: AsyncIterable<ChoiceDelta>,
  failing: AbortController,
): AsyncGenerator<ChoiceDelta> {
  try {
    yield* deltas;
  } catch (error) {
    failing.abort(error);
    throw error;
  }
}

/** A generator that was never started does not run its `finally`, so an abort or return before the start gives the places back here. */
function releasing(
  choices: readonly AsyncIterable<ChoiceDelta>[],
  taken: readonly Place[],
  signal: AbortSignal,
): AsyncIterable<ChoiceDelta> {
  const [only] = choices;
  const merged = (choices.length === 1 && only !== undefined ? only : mergeStreams(choices))[Symbol.asyncIterator]();
  let isStarted = false;
  const giveBackUnstarted = () => {
    if (isStarted) return;
    for (const place of taken) place.giveBack(null);
  };
  signal.addEventListener('abort', giveBackUnstarted, { once: true });
  return {
    [Symbol.asyncIterator]: () => ({
      next: () => {
        isStarted = true;
        return merged.next();
      },
      return: async () => {
        giveBackUnstarted();
        await merged.return?.();
        return { done: true, value: undefined };
      },
    }),
  };
}
