// In: nothing. Out: what the schedule is told, and what it says shall be done. Types only.
import type { KeptState } from '../contract/engine.ts';
import type { TokenId } from '../contract/vocabulary.ts';

export interface RunRequest {
  readonly runId: number;
  /** What is computed for one partition is of no use to another. */
  readonly partition: string;
  /** The prompt; empty where the engine takes no ids. */
  readonly tokens: readonly TokenId[];
  /** Whether a beginning of the prompt may be computed by itself, kept, and put into other slots. */
  readonly isDivisible: boolean;
  /**
   * Asked again it shall be computed alike: the last token of its prompt by itself, as where all before it is held already. An engine's numbers
   * for one token differ a little from those for the same one among others.
   */
  readonly isRepeatable: boolean;
  /** Whose: those with more weight get more turns; none waits for ever. */
  readonly flow: string;
  readonly weight: number;
  /** It can wait: others find a slot free beside it. */
  readonly isBackground: boolean;
  /** Of all runs of one request: unless one of them has a slot by then, none gets one any more. Null: they wait as long as it takes. */
  readonly startByMs: number | null;
  /** Its answer has no more tokens; null where that is not known. */
  readonly mostTokens: number | null;
}

export interface StateFound extends KeptState {
  readonly sizeBytes: number;
}

export type ScheduleEvent =
  /** Runs of one request. There must be room for them. */
  | { readonly kind: 'submitted'; readonly requests: readonly RunRequest[] }
  /** As the schedule asked to be told, by `nextStartByMs`. */
  | { readonly kind: 'time-passed' }
  /** So many tokens of the prompt are in the run's slot by now. */
  | { readonly kind: 'progressed'; readonly runId: number; readonly tokenCount: number }
  /** The first text was shown: from here on the run cannot be begun again. */
  | { readonly kind: 'told'; readonly runId: number }
  /** So many more tokens of its answer came. */
  | { readonly kind: 'wrote'; readonly runId: number; readonly tokenCount: number }
  | { readonly kind: 'interrupted'; readonly runId: number }
  | { readonly kind: 'prefilled'; readonly runId: number; readonly isDone: boolean }
  /** Null: it could not be saved. */
  | { readonly kind: 'saved'; readonly runId: number; readonly sizeBytes: number | null }
  /** `refused`: what was kept is of no use. `lost`: the engine was not there. */
  | { readonly kind: 'restored'; readonly runId: number; readonly outcome: 'done' | 'refused' | 'lost' }
  /** Over, or given up, at whatever point. `heldTokens` is what its slot holds now; null when that is not known. */
  | { readonly kind: 'ended'; readonly runId: number; readonly heldTokens: readonly TokenId[] | null }
  /** The engine started anew: its slots are empty. What was saved outside of it is still there. */
  | { readonly kind: 'engine-lost' }
  /** No more runs come: what idle slots hold shall be kept. */
  | { readonly kind: 'closing' }
  /** Saved by an earlier life. */
  | { readonly kind: 'found'; readonly states: readonly StateFound[] };

export interface RunStart {
  readonly kind: 'start';
  readonly runId: number;
  readonly slot: number;
  /** What the slot holds was computed for the same partition, so it may be reused. */
  readonly isCacheReused: boolean;
  /** Of what the engine reuses, so much was there before the request computed anything itself; null where all of it was. */
  readonly mostCachedTokens: number | null;
}

export type Command =
  | RunStart
  /** Compute the first tokens of the run's prompt, and nothing more. Answered by `prefilled`. */
  | {
      readonly kind: 'prefill';
      readonly runId: number;
      readonly slot: number;
      readonly tokenCount: number;
      readonly isCacheReused: boolean;
    }
  /** Keep what the slot holds. Answered by `saved`. */
  | {
      readonly kind: 'save';
      readonly runId: number;
      readonly slot: number;
      readonly state: KeptState;
    }
  /** Answered by `restored`. */
  | { readonly kind: 'restore'; readonly runId: number; readonly slot: number; readonly stateId: number }
  /** Keep what an idle slot holds. Nobody waits for it. */
  | { readonly kind: 'keep'; readonly slot: number; readonly state: KeptState }
  /** End the run's call at the engine, unless text was shown. Answered by `interrupted`, `told` or `ended`. */
  | { readonly kind: 'interrupt'; readonly runId: number }
  /** It waited too long, and is over. */
  | { readonly kind: 'expire'; readonly runId: number }
  | { readonly kind: 'drop'; readonly stateId: number };
