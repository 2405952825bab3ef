// In: nothing. Out: what the encoder tells of a text. The last two are of pages, which `scorers/pages` judges better and at a twentieth of the
// cost: they are measured only. Knows no weights.

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
