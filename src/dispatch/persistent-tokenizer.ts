// In: an engine's tokenizer. Out: the same, each call tried once more when the engine was gone, as soon as it is back: nothing was
// computed. Knows no text.
import type { Engine } from '../contract/engine.ts';
import { isEngineGone } from '../contract/fault.ts';
import type { Tokenizer } from '../contract/vocabulary.ts';

export function persistentTokenizer(engine: Pick<Engine, 'facts'>, tokenizer: Tokenizer): Tokenizer {
  async function persist<Value>(call: () => Promise<Value>, signal: AbortSignal): Promise<Value> {
    return call().catch(async (error: unknown) => {
      if (!isEngineGone(error)) throw error;
      await engine.facts(signal);
      return call();
    });
  }
  return {
    tokenize: (text, signal) => persist(() => tokenizer.tokenize(text, signal), signal),
    tokenizePieces: (text, signal) => persist(() => tokenizer.tokenizePieces(text, signal), signal),
    detokenize: (tokens, signal) => persist(() => tokenizer.detokenize(tokens, signal), signal),
    marks: (signal) => persist(() => tokenizer.marks(signal), signal),
  };
}
