// In: nothing. Out: what the model tells of a text, in the order in which its weights lie. Knows no weights.

export const heads = ['hate', 'sexual', 'violence', 'selfHarm', 'jailbreak', 'indirectAttack'] as const;
export type Head = (typeof heads)[number];

/** Weights of one bucket lie side by side in one step of memory; the last two are unused. */
export const headStride = 8;
