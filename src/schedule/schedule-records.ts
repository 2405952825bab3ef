// In: nothing. Out: what the schedule remembers of runs, slots, kept states and earlier prompts. Types and how much of one another they hold.
import type { TokenId } from '../contract/vocabulary.ts';
import { type PrefixMatch, PrefixTree } from './prefix-tree.ts';
import type { RunRequest } from './schedule-messages.ts';

/**
 * `waiting` has no slot; `placed` has one, and nothing is under way in it. In the others the engine works on it: makes room, puts a
 * kept state in, computes a beginning, keeps it; `interrupting` is `running` that was told to end its call.
 */
export type Stage =
  | 'waiting'
  | 'placed'
  | 'spilling'
  | 'restoring'
  | 'prefilling'
  | 'saving'
  | 'running'
  | 'interrupting';

export interface Run {
  readonly kind: 'run';
  readonly request: RunRequest;
  /** Of one request. */
  readonly group: Group;
  stage: Stage;
  slot: Slot | null;
  /** The run whose beginning this one waits for. */
  awaited: Run | null;
  holdCount: number;
  interruptCount: number;
  /** Its prompt is computed: nothing can be had from it any more. */
  isTold: boolean;
  isLeaving: boolean;
  /** Something went wrong with states: the rest goes without. */
  isWhole: boolean;
  hasSpilled: boolean;
  state: State | null;
  /** Tokens of the prompt that the slot held when the engine's present work began, and that it was allowed to use. */
  reuse: number;
  isCacheReused: boolean;
  /** Tokens of the prompt in the slot by the engine's own word, or that the present work ends with. */
  progress: number;
  prefillTokens: number;
  /** Tokens of the prompt that can be had without computing them, as it seemed when the run got its slot. */
  expected: number;
  /** When it got its slot. */
  sinceMs: number;
  /** When its prompt was computed. */
  toldAtMs: number;
  /** Of its answer. */
  writtenTokens: number;
}

export interface Group {
  /** What the first of them found; null while none has begun. */
  cachedTokens: number | null;
  /** One of them had a slot: the others may wait for theirs. */
  hasBegun: boolean;
}

export interface Slot {
  readonly kind: 'slot';
  readonly number: number;
  run: Run | null;
  /** Whose tokens it holds; null when that is not known: they are nobody's then. */
  partition: string | null;
  /** Null while the engine works on them. */
  tokens: readonly TokenId[] | null;
  lastUsed: number;
}

/** What a slot held, kept outside of the engine. */
export interface State {
  readonly kind: 'state';
  readonly stateId: number;
  readonly partition: string;
  readonly tokens: readonly TokenId[];
  /** Null while it is saved. */
  sizeBytes: number | null;
  lastUsed: number;
  /** Runs that it is being put into a slot for. */
  pinCount: number;
  isUseless: boolean;
}

/** A prompt of the last while. */
export interface PastPrompt {
  readonly kind: 'past';
  readonly partition: string;
  readonly tokens: readonly TokenId[];
}

export type Holder = Run | Slot | State | PastPrompt;
export type Matches = readonly PrefixMatch<Holder>[];

/** Who holds what: a tree for each partition, so that one's tokens are never found by another. */
export class Holdings {
  readonly #trees = new Map<string, PrefixTree<Holder>>();
  readonly #partitions = new Map<Holder, string>();

  set(holder: Holder, partition: string, tokens: readonly TokenId[]): void {
    this.remove(holder);
    if (tokens.length === 0) return;
    const tree = this.#trees.get(partition) ?? new PrefixTree();
    this.#trees.set(partition, tree);
    this.#partitions.set(holder, partition);
    tree.set(holder, tokens);
  }

  remove(holder: Holder): void {
    const partition = this.#partitions.get(holder);
    if (partition === undefined) return;
    this.#partitions.delete(holder);
    const tree = this.#trees.get(partition);
    tree?.remove(holder);
    if (tree?.size === 0) this.#trees.delete(partition);
  }

  matches(partition: string, tokens: readonly TokenId[]): Matches {
    return this.#trees.get(partition)?.matches(tokens) ?? [];
  }
}

/** Tokens of the prompt that are still to be computed before the run's first text. */
export function unread(run: Run): number {
  if (run.isTold || run.isLeaving) return 0;
  return Math.max(0, run.request.tokens.length - Math.max(run.progress, run.reuse, run.expected));
}

/** The holder of the longest match among those that pass. */
export function longest<Kind extends Holder>(
  matches: Matches,
  passes: (holder: Holder) => holder is Kind,
): { readonly holder: Kind; readonly tokenCount: number } | null {
  for (const { tokenCount, holders } of matches.toReversed())
    for (const holder of holders) if (passes(holder)) return { holder, tokenCount };
  return null;
}

export function newRun(request: RunRequest, group: Group): Run {
  return {
    kind: 'run',
    ...{ request, group, stage: 'waiting', slot: null, awaited: null, state: null },
    ...{ holdCount: 0, interruptCount: 0, reuse: 0, progress: 0, prefillTokens: 0, expected: 0, sinceMs: 0 },
    ...{ toldAtMs: 0, writtenTokens: 0 },
    ...{ isTold: false, isLeaving: false, isWhole: false, hasSpilled: false, isCacheReused: false },
  };
}
