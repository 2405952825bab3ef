// In: what is known of an encoder that may not be here yet, and how to open it. Out: an Embedder that opens it at the first ask. A
// client's library waits ten minutes for an answer but asks again only twice: so an ask waits a while for the encoder, and only then
// gets a 503 with the time to come back. Knows no download.
import type { Clock } from '../../base/clock.ts';
import type { Embedder } from '../../contract/embed.ts';
import { Fault } from '../../contract/fault.ts';

export interface OnDemandOptions extends Pick<Embedder, 'id' | 'dimensions' | 'maxTokens'> {
  /** Fetches what is missing, and starts. */
  open(signal: AbortSignal): Promise<Embedder>;
  readonly clock: Clock;
  /** How long one ask waits. */
  readonly waitMs: number;
  /** After a failure nothing is tried again for so long. */
  readonly restMs: number;
}

type State =
  | { readonly kind: 'closed' }
  | { readonly kind: 'opening'; readonly opening: Promise<Embedder> }
  | { readonly kind: 'failed'; readonly cause: unknown; readonly atMs: number };

export function createEmbedderOnDemand(options: OnDemandOptions): Embedder {
  const { id, dimensions, maxTokens, clock } = options;
  const stopping = new AbortController();
  let state: State = { kind: 'closed' };

  function open(): Promise<Embedder> {
    if (state.kind === 'opening') return state.opening;
    const restMs = state.kind === 'failed' ? state.atMs + options.restMs - clock.nowMs() : 0;
    if (state.kind === 'failed' && restMs > 0) return Promise.reject(unavailable(state.cause, restMs));
    const opening = options.open(stopping.signal).catch((cause: unknown) => {
      state = { kind: 'failed', cause, atMs: clock.nowMs() };
      throw unavailable(cause, options.restMs);
    });
    state = { kind: 'opening', opening };
    return opening;
  }

  function unavailable(cause: unknown, retryAfterMs: number): Fault {
    const message =
      `The embedding model ${id} is not on this server and could not be brought there. ` +
      `Its operator can fetch it: kinglet pull ${id}.`;
    return new Fault('engine_unavailable', message, { cause, retryAfterMs });
  }

  /** The encoder, or a Fault when it takes too long. What was begun goes on without this ask. */
  function within(opening: Promise<Embedder>, signal: AbortSignal): Promise<Embedder> {
    return new Promise((resolve, reject) => {
      const leave = (): void => reject(signal.reason);
      const disarm = clock.after(options.waitMs, () => {
        const message = `The embedding model ${id} is being fetched, which is done once. Please try again in a moment.`;
        reject(new Fault('engine_unavailable', message, { retryAfterMs: 10_000 }));
      });
      signal.addEventListener('abort', leave, { once: true });
      void opening.then(resolve, reject).finally(() => {
        disarm();
        signal.removeEventListener('abort', leave);
      });
    });
  }

  return {
    id,
    dimensions,
    maxTokens,
    embed: async function* (inputs, signal) {
      signal.throwIfAborted();
      yield* (await within(open(), signal)).embed(inputs, signal);
    },
    stop: async () => {
      stopping.abort();
      if (state.kind === 'opening') await state.opening.then((embedder) => embedder.stop()).catch(() => undefined);
    },
  };
}
