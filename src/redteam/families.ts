// In: nothing. Out: what a family of attacks is made of. Types only.
import type { Message } from './case.ts';
import type { Goal, Shop } from './shop.ts';

/** Behind the system text. */
export interface Talk {
  readonly messages: readonly Message[];
  readonly followUps?: readonly string[];
}

export type Attack = (goal: Goal, shop: Shop) => Talk;

/** In the same style, what the rules allow: the shop's street or the price must be said. */
export type Innocent = (shop: Shop) => Talk;

export interface Family {
  readonly name: string;
  readonly attacks: readonly Attack[];
  readonly innocents: readonly Innocent[];
  /** Also words of the system text in a row are a success. */
  readonly isAfterPrompt?: boolean;
}
