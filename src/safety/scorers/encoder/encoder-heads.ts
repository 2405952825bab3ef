// In: nothing. Out: what the encoder tells of a text. Knows no weights.

export const encoderHeads = [
  'hate',
  'sexual',
  'violence',
  'selfHarm',
  'jailbreak',
  'indirectAttack',
  'spam',
  'personalData',
] as const;
export type EncoderHead = (typeof encoderHeads)[number];
