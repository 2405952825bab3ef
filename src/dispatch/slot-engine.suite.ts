// In: how fast it reads, and when it fails. Out: an Engine that has slots as a real one does: what they hold is reused as far as it fits,
// saved, and put into others; two things at once in one slot are an error. Counts what it computes. For tests.
import { expect } from 'vitest';
import type { Engine, EngineDelta, EngineRun, KeptState, PrefillRun, StateStore, TokenId } from '../contract/engine.ts';
import { Fault } from '../contract/fault.ts';

interface Content {
  readonly owner: string;
  readonly tokens: readonly TokenId[];
}

export interface SlotEngineOptions {
  readonly slotCount: number;
  readonly leastTokens: number;
  readonly budgetBytes: number;
  /** Of a batch of eight tokens, and of each token of an answer. */
  readonly stepMs: number;
  /** Of an answer, in tokens. */
  readonly answerTokens: number;
  /** Called before each step; may throw. */
  mayFail?(): void;
  /** Whose prompt it is: its first token. */
  ownerOf(tokens: readonly TokenId[]): string;
}

export interface SlotEngine extends Engine {
  readonly states: StateStore;
  readonly computed: () => number;
  readonly busySlots: () => number;
  readonly files: ReadonlyMap<number, Content>;
  /** Of every run that was begun, in order. */
  readonly slots: readonly (number | null)[];
  /** All that slots hold is gone, and whatever is under way fails. */
  die(): void;
}

const batch = 8;

export function createSlotEngine(options: SlotEngineOptions): SlotEngine {
  const contents = new Map<number, Content>();
  const files = new Map<number, Content>();
  const busy = new Set<number>();
  const slots: (number | null)[] = [];
  let computed = 0;
  let life = 1;
  const { slotCount, leastTokens } = options;
  const facts = {
    ...{ contextTokens: 1000, slotCount, vocabularySize: 100, fingerprint: 'f' },
    stepTokens: leastTokens,
  };

  async function step(bornIn: number, signal: AbortSignal): Promise<void> {
    await new Promise((resolve) =>
      options.stepMs === 0 ? setImmediate(resolve) : setTimeout(resolve, options.stepMs),
    );
    signal.throwIfAborted();
    options.mayFail?.();
    if (life !== bornIn) throw new Fault('engine_died', 'It died.');
  }

  async function using<Result>(slot: number, work: () => Promise<Result>): Promise<Result> {
    expect(busy.has(slot)).toBe(false);
    busy.add(slot);
    try {
      return await work();
    } finally {
      busy.delete(slot);
    }
  }

  /** Reads the tokens into the slot. Returns how many were there. */
  async function read(run: Omit<PrefillRun, 'adapter'>, bornIn: number, signal: AbortSignal): Promise<number> {
    const { tokens, slot, isCacheReused } = run;
    const owner = options.ownerOf(tokens);
    const held = contents.get(slot);
    if (isCacheReused && held !== undefined) expect(held.owner).toBe(owner);
    let at = 0;
    while (isCacheReused && at < tokens.length - 1 && held?.tokens[at] === tokens[at]) at += 1;
    const cached = at;
    while (at < tokens.length) {
      await step(bornIn, signal);
      const end = Math.min(tokens.length, at + batch);
      computed += end - at;
      at = end;
      contents.set(slot, { owner, tokens: tokens.slice(0, at) });
      run.onPromptProgress(at);
    }
    return cached;
  }

  async function* generate(run: EngineRun, signal: AbortSignal): AsyncGenerator<EngineDelta> {
    signal.throwIfAborted();
    if (run.prompt.kind !== 'tokens' || run.slot === null) throw new Fault('internal', 'Tokens and a slot, please.');
    const { slot, isCacheReused, onPromptProgress = () => undefined } = run;
    const { tokens } = run.prompt;
    expect(busy.has(slot)).toBe(false);
    busy.add(slot);
    slots.push(slot);
    const bornIn = life;
    try {
      const cachedTokens = await read({ tokens, slot, isCacheReused, onPromptProgress }, bornIn, signal);
      const written: TokenId[] = [];
      for (let at = 0; at < options.answerTokens; at += 1) {
        await step(bornIn, signal);
        // What is written follows from the prompt alone, as at temperature 0.
        const token = (tokens.reduce((sum, one) => sum + one, 0) + at) % 50;
        written.push(token);
        yield { kind: 'text-delta', text: `${token} `, tokens: [token], logprobs: [] };
      }
      contents.set(slot, { owner: options.ownerOf(tokens), tokens: [...tokens, ...written] });
      const usage = { promptTokens: tokens.length, completionTokens: written.length, cachedTokens };
      yield { kind: 'finish', reason: 'stop', stopText: null, usage };
    } finally {
      busy.delete(slot);
    }
  }

  const never = new AbortController().signal;
  const states: StateStore = {
    leastTokens: options.leastTokens,
    budgetBytes: options.budgetBytes,
    isPersistent: true,
    prefill: (run, signal) =>
      using(run.slot, async () => {
        signal.throwIfAborted();
        await read(run, life, signal);
      }),
    save: (slot, state: KeptState) =>
      using(slot, async () => {
        await step(life, never);
        const content = contents.get(slot);
        if (content === undefined) throw new Fault('engine_error', 'There is nothing to save.');
        expect(content.owner).toBe(state.partition);
        files.set(state.stateId, content);
        return content.tokens.length;
      }),
    restore: (slot, stateId) =>
      using(slot, async () => {
        await step(life, never);
        const content = files.get(stateId);
        if (content === undefined) throw new Fault('engine_error', 'There is no such state.');
        contents.set(slot, content);
      }),
    drop: async (stateId) => void files.delete(stateId),
    found: async () =>
      [...files].map(([stateId, { owner, tokens }]) => ({
        ...{ stateId, partition: owner, tokens },
        sizeBytes: tokens.length,
      })),
    settled: async () => undefined,
  };

  return {
    id: 'e',
    states,
    files,
    slots,
    computed: () => computed,
    busySlots: () => busy.size,
    die: () => {
      life += 1;
      contents.clear();
    },
    facts: async () => ({ ...facts, dialect: 'plain' as const }),
    prepare: async () => ({ kind: 'tokens', tokens: [], opening: '' }),
    tokenizer: null,
    generate,
  };
}
