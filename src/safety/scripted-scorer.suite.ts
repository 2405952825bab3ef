// In: what a scorer shall say of each text. Out: that scorer, and which texts it was asked about. For tests.
import type { ScoreAsk, TextScorer, TextScores } from '../contract/safety.ts';

export interface ScriptedScorer extends TextScorer {
  /** Texts of each call. */
  readonly calls: readonly (readonly string[])[];
}

export function scriptedScorer(id: string, answer: (ask: ScoreAsk) => TextScores, version = '1'): ScriptedScorer {
  const calls: string[][] = [];
  return {
    id,
    version,
    calls,
    score: async (asks, signal) => {
      calls.push(asks.map(({ text }) => text));
      signal.throwIfAborted();
      return asks.map(answer);
    },
  };
}

export function failingScorer(id: string, error: Error): TextScorer {
  return {
    id,
    version: '1',
    score: async () => {
      throw error;
    },
  };
}
