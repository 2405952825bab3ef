// In: nothing. Out: what is known of an encoder before it runs, and how to start it. Types only.
import type { Embedder } from '../contract/embed.ts';

export interface EmbedderSource extends Pick<Embedder, 'id' | 'dimensions' | 'maxTokens'> {
  /** Fetches what is missing, and starts. */
  open(signal: AbortSignal): Promise<Embedder>;
}
