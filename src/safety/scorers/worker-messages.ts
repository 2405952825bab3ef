// In: nothing. Out: what passes between us and a scoring thread. Types only.
import type { ScoreAsk, TextScores } from '../../contract/safety.ts';

export interface WorkerSetup {
  readonly artifactFolder: string;
}

export type WorkerAsk =
  | { readonly kind: 'score'; readonly number: number; readonly asks: readonly ScoreAsk[] }
  /** Nobody waits for it any more. */
  | { readonly kind: 'cancel'; readonly number: number }
  | { readonly kind: 'close' };

export type WorkerAnswer =
  | { readonly kind: 'ready'; readonly version: string }
  | { readonly kind: 'scored'; readonly number: number; readonly scores: readonly TextScores[] }
  | { readonly kind: 'failed'; readonly number: number; readonly reason: string };
