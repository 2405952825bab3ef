// In: the adapters that an engine has loaded, and its client. Out: the same client for runs with one of them, or with none: each of its completions
// says so. The engine empties a slot whose adapter changes, so a slot is told of its next adapter before a state is put into it. Knows no run.
import { Fault } from '../../contract/fault.ts';
import type { Json, JsonObject } from '../../contract/json.ts';
import type { LlamaClient } from './llama-client.ts';

export interface LlamaAdapter {
  readonly name: string;
  readonly path: string;
  /** 1 is as it was trained. */
  readonly scale: number;
  /** Of the file; enters the fingerprint and the key of kept states. */
  readonly digest: string;
}

/** Any token will do: nothing of it is left. */
const someToken = 0;

export class SlotAdapters {
  readonly #adapters: readonly LlamaAdapter[];
  /** The last one of each slot, null for none; nothing is known of a slot that is not in here. */
  readonly #last = new Map<number, string | null>();

  constructor(adapters: readonly LlamaAdapter[]) {
    this.#adapters = adapters;
  }

  /** The engine started anew. */
  forget(): void {
    this.#last.clear();
  }

  clientFor(adapter: string | null, client: LlamaClient): LlamaClient {
    if (this.#adapters.length === 0 && adapter === null) return client;
    const lora = this.#scales(adapter);
    const adapted = (body: JsonObject): JsonObject => {
      this.#noteSlot(body['id_slot'], adapter);
      return { ...body, lora };
    };
    return {
      ...client,
      completeOnce: (body, signal) => client.completeOnce(adapted(body), signal),
      complete: (body, signal) => client.complete(adapted(body), signal),
    };
  }

  /** From here on what is put into the slot stays there for runs with this adapter. */
  async ready(slot: number, adapter: string | null, client: LlamaClient, signal: AbortSignal): Promise<void> {
    if (this.#adapters.length === 0 || this.#last.get(slot) === adapter) return;
    const body = { prompt: [someToken], n_predict: 0, cache_prompt: false, id_slot: slot, response_fields: ['stop'] };
    await this.clientFor(adapter, client).completeOnce(body, signal);
  }

  /** The engine takes those that are not named as they were set last. */
  #scales(adapter: string | null): Json {
    if (adapter !== null && !this.#adapters.some(({ name }) => name === adapter))
      throw new Fault('internal', `The engine has no adapter ${adapter}.`);
    return this.#adapters.map(({ name, scale }, id) => ({ id, scale: name === adapter ? scale : 0 }));
  }

  #noteSlot(slot: Json | undefined, adapter: string | null): void {
    if (typeof slot === 'number' && slot >= 0) this.#last.set(slot, adapter);
  }
}
