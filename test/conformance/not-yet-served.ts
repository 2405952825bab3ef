// In: nothing. Out: what the service may still lack. Every other missing route or feature fails the suite, and so does one that stands
// here although it is served.
export const features = [
  'completions',
  'embeddings',
  'responses',
  'messages',
  'tokenize',
  'tools',
  'response_format',
  'logprobs',
] as const;

export type Feature = (typeof features)[number];

export const notYetServed: readonly Feature[] = [];
