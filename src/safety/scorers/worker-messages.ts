// In: nothing. Out: what passes between us and a scoring thread, beside what `base/asked-thread` adds. Types only.
import type { ScoreAsk, TextScores } from '../../contract/safety.ts';

export interface ScorerSetup {
  readonly artifactFolder: string;
}

export interface ScorerAsk {
  readonly kind: 'score';
  readonly asks: readonly ScoreAsk[];
}

export interface ScorerReady {
  readonly version: string;
}

export interface ScorerAnswer {
  readonly kind: 'scored';
  readonly scores: readonly TextScores[];
}
