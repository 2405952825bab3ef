// In: a way to reach the engine, and the folder that it writes slots to. Out: the StateStore port: beginnings of prompts computed by
// themselves, slots saved to files and put into other slots. The files hold prompts: nobody else may read them. Knows no schedule.
import { chmod, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Sampling } from '../../contract/ask.ts';
import type { StateStore } from '../../contract/engine.ts';
import { completionRequest } from './completion-request.ts';
import type { LlamaClient } from './llama-client.ts';
import { readCompletion } from './read-completion.ts';

export interface LlamaStatesOptions {
  /** The engine's `slotSaveFolder`. */
  readonly folder: string;
  readonly leastTokens: number;
  readonly budgetBytes: number;
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

export function createLlamaStates({ folder, leastTokens, budgetBytes, use }: LlamaStatesOptions): StateStore {
  const nameOf = (stateId: number) => `${stateId}.state`;
  return {
    leastTokens,
    budgetBytes,
    isPersistent: false,
    prefill: ({ tokens, slot, isCacheReused, onPromptProgress }, signal) =>
      use(async (client) => {
        const prompt = { kind: 'tokens' as const, tokens, opening: '' };
        const run = { prompt, sampling: nothingWritten, constraint: null, slot, isCacheReused };
        // An engine that has written nothing notices by the closed connection that nobody waits any more.
        const deltas = readCompletion(client.complete(completionRequest(run, tokens), signal), null, onPromptProgress);
        for await (const delta of deltas) if (delta.kind === 'finish') return;
      }, signal),
    save: (slot, { stateId }) =>
      use(async (client) => {
        const path = join(folder, nameOf(stateId));
        await client.moveSlot(slot, 'save', nameOf(stateId), never);
        await chmod(path, 0o600);
        return (await stat(path)).size;
      }, never),
    restore: (slot, stateId) => use((client) => client.moveSlot(slot, 'restore', nameOf(stateId), never), never),
    drop: (stateId) => rm(join(folder, nameOf(stateId)), { force: true }),
    found: async () => [],
  };
}
