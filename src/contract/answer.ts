// In: nothing. Out: what every form of one answer has in common, beside its pieces. Knows no wire format.
import type { Service } from './dispatch.ts';
import type { ContentPolicy, Verdict } from './safety.ts';

export interface AnswerFacts {
  /** With the prefix of the surface that it goes out by. */
  readonly id: string;
  /** Seconds since the epoch. */
  readonly createdSeconds: number;
  /** The deployment's snapshot. */
  readonly model: string;
  /** Changes when weights, engine build or settings change. */
  readonly fingerprint: string;
  /** Null where only the engine can count (remote upstreams). */
  readonly promptTokens: number | null;
  /** What the filter says of the prompt; null where nothing was screened. */
  readonly promptVerdict: Verdict | null;
  /** As it was served. */
  readonly urgency: Service['urgency'];
  /** Whether text is shown when it was screened, or at once with the findings behind it. */
  readonly streamMode: ContentPolicy['streamMode'];
}
