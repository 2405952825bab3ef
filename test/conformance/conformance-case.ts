// In: nothing. Out: what a server under test is, what a case is, and what may come of one. Knows no case.
import type { Feature } from './not-yet-served.ts';

export interface Target {
  /** Without /v1 at its end. */
  readonly origin: string;
  /** Null where the server asks for none. */
  readonly key: string | null;
  readonly model: string;
  readonly embeddingModel: string;
  /** Ends what a case still has under way when its time is over. */
  readonly signal: AbortSignal;
  /** Of one sequence; null where it is not known. */
  readonly contextTokens: number | null;
}

export interface ConformanceCase {
  readonly id: string;
  readonly asserts: string;
  readonly needs?: readonly Feature[];
  /** What must be known of the target before the case makes sense. */
  readonly asksFor?: 'key' | 'contextTokens';
  /** Throws at the first difference. */
  run(target: Target): Promise<void>;
}

export type Verdict = 'pass' | 'differs' | 'not served' | 'not asked';

export interface Outcome {
  readonly id: string;
  readonly asserts: string;
  readonly needs: readonly Feature[];
  readonly verdict: Verdict;
  /** The difference in one line; empty for a pass. */
  readonly difference: string;
  readonly durationMs: number;
}
