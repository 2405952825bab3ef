// In: nothing. Out: what every chunk and the whole answer of one request have in common. Knows no choice and no text.

export interface AnswerHead {
  /** `chatcmpl-…` */
  readonly id: string;
  /** Seconds since the epoch. */
  readonly createdSeconds: number;
  /** The deployment's snapshot. */
  readonly model: string;
  readonly systemFingerprint: string;
  readonly serviceTier: 'default';
}
