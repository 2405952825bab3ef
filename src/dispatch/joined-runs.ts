// In: asks for one answer each, and a way to begin a run. Out: answers; of runs that would compute the same at the same time only the first
// is begun, and the others read along from its beginning. Knows no queue, no slot and no engine.
import { createHash } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type { Constraint, Sampling } from '../contract/ask.ts';
import type { ChoiceDelta, GenerationOrder, PreparedPrompt, RoomAsk, Service } from '../contract/dispatch.ts';
import { RunReader } from './run-reader.ts';
import { SharedRun } from './shared-run.ts';

type Urgency = Service['urgency'];

interface OpenRun extends Words {
  readonly run: SharedRun;
  readonly urgency: Urgency;
  readonly constraint: Constraint | null;
}

/** What was asked for, by whom and of which engine. */
type Words = Pick<RoomAsk, 'engineId' | 'partition' | 'asked'>;

export type BeginRun = (signal: AbortSignal) => AsyncIterable<ChoiceDelta>;

const ranks = { batch: 0, default: 1, interactive: 2 } satisfies Record<Urgency, number>;

export class JoinedRuns {
  // Invariant: #open holds the runs that have not ended and are read by somebody, by what they compute.
  readonly #open = new Map<string, readonly OpenRun[]>();
  readonly #onJoin: (engineId: string) => void;

  constructor(onJoin: (engineId: string) => void) {
    this.#onJoin = onJoin;
  }

  get size(): number {
    return this.#open.size;
  }

  /** Throws what `begin` throws, and the signal's reason where it was aborted before. */
  read(
    prepared: PreparedPrompt,
    order: GenerationOrder,
    signal: AbortSignal,
    begin: BeginRun,
  ): AsyncIterable<ChoiceDelta> {
    const key = keyOf(prepared, order);
    if (key === null) return begin(signal);
    signal.throwIfAborted();
    const urgency = order.service?.urgency ?? 'default';
    const known = this.#open.get(key) ?? [];
    const joined = known.find((open) => mayJoin(open, urgency, order.constraint));
    if (joined !== undefined) {
      this.#onJoin(prepared.engineId);
      return readerOf(joined.run, signal, asJoined);
    }
    const run: SharedRun = new SharedRun(begin, () => this.#close(key, run));
    const { engineId, partition } = prepared;
    const words = { engineId, partition, asked: order.asked };
    this.#open.set(key, [...known, { run, urgency, constraint: order.constraint, ...words }]);
    return readerOf(run, signal, (delta) => delta);
  }

  /** Whether one of them was asked for in the same words; whether it computes the same is known when the prompt is. */
  isAsked({ engineId, partition, asked }: Words): boolean {
    return [...this.#open.values()]
      .flat()
      .some(
        (open) => open.engineId === engineId && open.partition === partition && isDeepStrictEqual(open.asked, asked),
      );
  }

  #close(key: string, run: SharedRun): void {
    const left = (this.#open.get(key) ?? []).filter((open) => open.run !== run);
    if (left.length === 0) this.#open.delete(key);
    else this.#open.set(key, left);
  }
}

function readerOf(
  run: SharedRun,
  signal: AbortSignal,
  asRead: (delta: ChoiceDelta) => ChoiceDelta,
): AsyncIterable<ChoiceDelta> {
  const reader = new RunReader(run, signal, asRead);
  return { [Symbol.asyncIterator]: () => reader };
}

/** Whoever is in a hurry does not wait for the turn of one that is not. */
function mayJoin(open: OpenRun, urgency: Urgency, constraint: Constraint | null): boolean {
  const isSoonEnough = open.run.hasBegun || ranks[open.urgency] >= ranks[urgency];
  return isSoonEnough && furtherOf(open.constraint) === furtherOf(constraint);
}

/** Long, so it is compared where all else is the same only. */
function furtherOf(constraint: Constraint | null): string | null {
  return constraint?.calls?.furtherGrammar?.() ?? null;
}

/** Whether a second run of it would give the same one answer. */
export function mayBeJoined({ sampling, choiceCount }: Pick<RoomAsk, 'sampling' | 'choiceCount'>): boolean {
  return choiceCount === 1 && (sampling.temperature === 0 || sampling.seed !== null);
}

/** What the run computes; null where two runs of it may differ, or are more than one answer. */
function keyOf({ engineId, partition, prompt }: PreparedPrompt, order: GenerationOrder): string | null {
  const { sampling, constraint } = order;
  if (prompt.kind !== 'tokens' || !mayBeJoined(order)) return null;
  const calls = constraint?.calls ?? null;
  const rest = [
    ...[engineId, partition, prompt.opening, ...samplingKey(sampling)],
    ...[constraint?.grammar ?? null, constraint?.triggers ?? null],
    ...[calls?.begun ?? null, calls?.textGrammar ?? null],
  ];
  return createHash('sha256').update(new Uint32Array(prompt.tokens)).update(JSON.stringify(rest)).digest('hex');
}

function samplingKey({ logitBias, seed, temperature, ...rest }: Sampling): readonly unknown[] {
  const biases = [...logitBias].sort(([one], [other]) => one - other);
  const members = Object.entries(rest).sort(([one], [other]) => (one < other ? -1 : 1));
  // What is drawn greedily has no use for a seed.
  return [temperature, temperature === 0 ? null : seed, biases, members];
}

/** Nothing of the prompt was computed for whoever joins. */
function asJoined(item: ChoiceDelta): ChoiceDelta {
  const { delta } = item;
  if (delta.kind !== 'finish') return item;
  return { ...item, delta: { ...delta, usage: { ...delta.usage, cachedTokens: delta.usage.promptTokens } } };
}
