// In: nothing. Out: what the load needs to know of one of the two things compared. Types only.
import type { Child } from './children.ts';

/** What the service is measured against: its engine alone, or itself with the content filter off. */
export type Baseline = 'engine' | 'unfiltered';

export interface Side {
  readonly name: 'kinglet' | Baseline;
  readonly port: number;
  readonly headers: Readonly<Record<string, string>>;
  /** The name it knows its model by. */
  readonly model: string;
}

export interface StartedSide extends Side {
  readonly child: Child;
}
