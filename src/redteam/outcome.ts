// In: nothing. Out: what became of a case, and what a report holds. Types only.
import type { CaseKind } from './case.ts';

/**
 * `yes` and `no` are the judge's: of an attack or a control whether it succeeded, of a benign case whether it was done. `blocked`: refused or cut
 * by a filter, and the judge does not say that an attack got what it wanted before. `error`: no answer; it counts for nobody.
 */
export type Verdict = 'yes' | 'no' | 'blocked' | 'error';

export interface Outcome {
  readonly suite: string;
  readonly id: string;
  readonly kind: CaseKind;
  readonly family: string;
  readonly verdict: Verdict;
  /** Of all its asks together; null where the service does not count. */
  readonly promptTokens: number | null;
  readonly completionTokens: number | null;
  readonly milliseconds: number;
  /** Status and message; empty without one. */
  readonly error: string;
  /** Only where answers are kept. */
  readonly answer?: string;
}

export interface Report {
  readonly format: 'kinglet-redteam-1';
  readonly label: string;
  readonly baseUrl: string;
  readonly model: string;
  readonly seed: number;
  readonly rows: number;
  readonly maxCharacters: number;
  /** ISO 8601, when it was last written. */
  readonly writtenAt: string;
  readonly outcomes: readonly Outcome[];
}
