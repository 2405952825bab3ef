// In: the artifact's folder and a number of threads. Out: the first stage as a TextScorer that computes in threads of its own. An ask goes to
// the thread with the least to do; a thread that died is replaced by the next ask. Knows no policy.
import { Fault } from '../../contract/fault.ts';
import type { TextScorer } from '../../contract/safety.ts';
import { defaultArtifactFolder } from './artifact.ts';
import { firstStageId } from './first-stage.ts';
import { type ScoreThread, startScoringThread } from './score-thread.ts';
import type { ScorerSetup } from './worker-messages.ts';

export interface WorkerScorerOptions {
  readonly artifactFolder?: string;
  readonly threads?: number;
}

export interface WorkerScorer extends TextScorer {
  stop(): Promise<void>;
}

/** Waits until the threads can score. Faults of an ask: `internal` when its thread dies; then the next ask starts another. */
export function openWorkerScorer(options: WorkerScorerOptions = {}): Promise<WorkerScorer> {
  const setup: ScorerSetup = { artifactFolder: options.artifactFolder ?? defaultArtifactFolder };
  return scoreOver({ id: firstStageId, tellsClear: true }, options.threads ?? 1, () =>
    startScoringThread({ name: 'kinglet-scorer', path: './score-worker', startedFrom: import.meta.url, setup }),
  );
}

/** The same over threads that `start` brings, whatever they score by. */
export async function scoreOver(
  named: Required<Pick<TextScorer, 'id' | 'tellsClear'>>,
  threads: number,
  start: () => Promise<ScoreThread>,
): Promise<WorkerScorer> {
  const places: Place[] = Array.from({ length: threads }, () => new Place(start));
  const [first] = await Promise.all(places.map((place) => place.living()));
  if (first === undefined) throw new Fault('internal', 'the content filter was given no thread');
  return {
    ...named,
    version: first.version,
    score: async (asks, signal) => {
      const place = places.reduce((least, other) => (other.load() < least.load() ? other : least));
      return (await place.living()).score(asks, signal);
    },
    stop: async () => {
      await Promise.all(places.map((place) => place.stop()));
    },
  };
}

/** Invariant: at most one thread lives in it; one that died is replaced once, for all that need it. */
class Place {
  readonly #start: () => Promise<ScoreThread>;
  #thread: Promise<ScoreThread>;
  #current: ScoreThread | null = null;

  constructor(start: () => Promise<ScoreThread>) {
    this.#start = start;
    this.#thread = this.#launch();
  }

  load(): number {
    return this.#current?.waitingUnits() ?? 0;
  }

  async living(): Promise<ScoreThread> {
    const thread = this.#thread;
    const found = await thread.catch(() => null);
    if (found?.isAlive() === true) return found;
    if (this.#thread === thread) this.#thread = this.#launch();
    return this.#thread;
  }

  async stop(): Promise<void> {
    await (await this.#thread.catch(() => null))?.stop();
  }

  async #launch(): Promise<ScoreThread> {
    this.#current = await this.#start();
    return this.#current;
  }
}
