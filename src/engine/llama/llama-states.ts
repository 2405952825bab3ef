// In: a way to reach the engine, and the folder that it writes slots to. Out: the StateStore port: beginnings of prompts computed by
// themselves, slots saved to files and put into other slots. The files hold prompts: nobody else may read them. Knows no schedule.
import { access, chmod, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Sampling } from '../../contract/ask.ts';
import type { KeptState, StateStore } from '../../contract/engine.ts';
import { completionRequest } from './completion-request.ts';
import type { KeptFiles } from './kept-files.ts';
import type { LlamaClient } from './llama-client.ts';
import { readCompletion } from './read-completion.ts';
import type { SlotAdapters } from './slot-adapters.ts';

export interface LlamaStatesOptions {
  /** The engine's `slotSaveFolder`. */
  readonly folder: string;
  readonly leastTokens: number;
  readonly budgetBytes: number;
  /** Where copies outlive the process; null where they shall not. */
  readonly kept: KeptFiles | null;
  readonly adapters: SlotAdapters;
  /** Calls with a client of the engine as soon as it is ready. */
  use<Value>(work: (client: LlamaClient) => Promise<Value>, signal: AbortSignal): Promise<Value>;
}

/** The engine evaluates the prompt and writes nothing. */
const nothingWritten: Sampling = {
  temperature: 0,
  topP: 1,
  topK: null,
  presencePenalty: 0,
  frequencyPenalty: 0,
  seed: null,
  stops: [],
  logitBias: new Map(),
  maxTokens: 0,
  topLogprobs: null,
};
const never = new AbortController().signal;

export function createLlamaStates(options: LlamaStatesOptions): StateStore {
  const { folder, leastTokens, budgetBytes, kept, adapters, use } = options;
  const nameOf = (stateId: number) => `${stateId}.state`;
  const pathOf = (stateId: number) => join(folder, nameOf(stateId));
  /** Copies on their way. */
  const copying = new Map<number, Promise<void>>();

  async function copyBehind(state: KeptState, files: KeptFiles): Promise<void> {
    const copied = files.keep(state, pathOf(state.stateId)).catch(() => files.forget(state.stateId));
    copying.set(state.stateId, copied);
    await copied;
    copying.delete(state.stateId);
  }

  return {
    leastTokens,
    budgetBytes,
    isPersistent: kept !== null,
    prefill: ({ tokens, slot, isCacheReused, adapter, onPromptProgress }, signal) =>
      use(async (client) => {
        const prompt = { kind: 'tokens' as const, tokens, opening: '' };
        const run = { prompt, sampling: nothingWritten, constraint: null, slot, isCacheReused, adapter };
        const told = adapters.clientFor(adapter, client).complete(completionRequest(run, tokens), signal);
        const deltas = readCompletion(told, null, onPromptProgress);
        for await (const delta of deltas) if (delta.kind === 'finish') return;
      }, signal),
    save: (slot, state) =>
      use(async (client) => {
        await client.moveSlot(slot, 'save', nameOf(state.stateId), never);
        // The engine writes for everybody to read; the folder is private before that.
        await chmod(pathOf(state.stateId), 0o600);
        if (kept !== null) void copyBehind(state, kept);
        return (await stat(pathOf(state.stateId))).size;
      }, never),
    restore: async (slot, stateId, adapter) => {
      if (kept !== null && !(await exists(pathOf(stateId)))) await kept.fetch(stateId, pathOf(stateId));
      await use(async (client) => {
        await adapters.ready(slot, adapter, client, never);
        await client.moveSlot(slot, 'restore', nameOf(stateId), never);
      }, never);
    },
    drop: async (stateId) => {
      await copying.get(stateId);
      await rm(pathOf(stateId), { force: true });
      await kept?.forget(stateId);
    },
    found: async () => (await kept?.list()) ?? [],
    settled: async () => {
      await Promise.all(copying.values());
    },
  };
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
