// In: a scoring thread's program. Out: the thread and its end. Knows no other thread and no model.
import { startAskedThread, type ThreadProgram } from '../../base/asked-thread.ts';
import { Fault } from '../../contract/fault.ts';
import type { ScoreAsk, TextScores } from '../../contract/safety.ts';
import type { ScorerAnswer, ScorerAsk, ScorerReady } from './worker-messages.ts';

export interface ScoreThread {
  readonly version: string;
  score(asks: readonly ScoreAsk[], signal: AbortSignal): Promise<readonly TextScores[]>;
  /** UTF-16 units that wait or are being scored. */
  waitingUnits(): number;
  isAlive(): boolean;
  stop(): Promise<void>;
}

export async function startScoringThread(program: Omit<ThreadProgram, 'broken'>): Promise<ScoreThread> {
  const { ready, ask, isAlive, stop } = await startAskedThread<ScorerReady, ScorerAsk, ScorerAnswer>({
    ...program,
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
