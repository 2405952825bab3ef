// In: nothing. Out: the words in which a check says why it refuses. A check returns null where all is well.

export const refusalCodes = [
  'call-made',
  'no-call',
  'wrong-count',
  'wrong-name',
  'missing-required',
  'unknown-parameter',
  'wrong-type',
  'wrong-value',
  'missing-optional',
] as const;

export interface Refusal {
  readonly code: (typeof refusalCodes)[number];
  /** For people: which parameter, what it was, what was expected. */
  readonly detail: string;
}
