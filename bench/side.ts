// In: nothing. Out: what the load needs to know of one of the two things compared. Types only.
import type { Child } from './children.ts';

export interface Side {
  readonly name: 'kinglet' | 'engine';
  readonly port: number;
  readonly headers: Readonly<Record<string, string>>;
  /** The name it knows its model by. */
  readonly model: string;
}

export interface StartedSide extends Side {
  readonly child: Child;
}
