// In: the artifact's folder. Out: one scoring thread and its end. Knows no other thread.
import { startAskedThread, type ThreadProgram } from '../../base/asked-thread.ts';
import { Fault } from '../../contract/fault.ts';
import type { ScoreAsk, TextScores } from '../../contract/safety.ts';
import type { ScorerAnswer, ScorerAsk, ScorerReady, ScorerSetup } from './worker-messages.ts';

export interface ScoreThread {
  readonly version: string;
  score(asks: readonly ScoreAsk[], signal: AbortSignal): Promise<readonly TextScores[]>;
  /** UTF-16 units that wait or are being scored. */
  waitingUnits(): number;
  isAlive(): boolean;
  stop(): Promise<void>;
}

const firstStageProgram: Pick<ThreadProgram, 'path' | 'startedFrom'> = {
  path: './score-worker',
  startedFrom: import.meta.url,
};

/** A program other than the first stage's has to speak as that one does. */
export async function startScoreThread(setup: ScorerSetup, program = firstStageProgram): Promise<ScoreThread> {
  const { ready, ask, isAlive, stop } = await startAskedThread<ScorerReady, ScorerAsk, ScorerAnswer>({
    name: 'kinglet-scorer',
    ...program,
    setup,
    broken: (cause) => new Fault('internal', 'The content filter stopped while it judged this text.', { cause }),
  });
  let waitingUnits = 0;
  return {
    version: ready.version,
    score: async (asks, signal) => {
      const units = asks.reduce((sum, { text }) => sum + text.length, 0);
      waitingUnits += units;
      try {
        return (await ask({ kind: 'score', asks }, signal)).scores;
      } finally {
        waitingUnits -= units;
      }
    },
    waitingUnits: () => waitingUnits,
    isAlive,
    stop,
  };
}
