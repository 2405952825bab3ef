// In: nothing. Out: the four harms as this API names them, in the order of its answers.
import type { HarmCategory } from '../../contract/safety.ts';

export const categoryNames = ['Hate', 'SelfHarm', 'Sexual', 'Violence'] as const;
export type CategoryName = (typeof categoryNames)[number];

export const harmOfName: Readonly<Record<CategoryName, HarmCategory>> = {
  Hate: 'hate',
  SelfHarm: 'selfHarm',
  Sexual: 'sexual',
  Violence: 'violence',
};

export const nameOfHarm: Readonly<Record<HarmCategory, CategoryName>> = {
  hate: 'Hate',
  selfHarm: 'SelfHarm',
  sexual: 'Sexual',
  violence: 'Violence',
};
