// In: the engine's completion events. Out: EngineDelta. Knows no HTTP.
import type { EngineDelta, TokenId } from '../../contract/engine.ts';
import { Fault } from '../../contract/fault.ts';
import type { TokenLogprob } from '../../contract/logprobs.ts';
import { numberAt, valueAt } from './llama-client.ts';
import { logprobOf, probabilitiesOf } from './read-probabilities.ts';

/** An `error` event becomes a Fault; a stream that ends without its last event means that the engine died. */
export async function* readCompletion(
  events: AsyncIterable<unknown>,
  topCount: number | null,
  onPromptProgress: (tokenCount: number) => void = () => undefined,
): AsyncGenerator<EngineDelta> {
  // Tokens that may begin a stop string come without text; what they say is told with the text, once it is let go.
  let heldTokens: readonly TokenId[] = [];
  let heldLogprobs: readonly TokenLogprob[] = [];
  for await (const event of events) {
    const errorMessage = valueAt(event, 'error', 'message');
    if (errorMessage !== undefined)
      throw new Fault('engine_error', 'The engine failed while it was answering.', {
        cause: new Error(String(errorMessage)),
      });
    // Tells how far the prompt is; the token beside it is none of the answer's.
    const progress = valueAt(event, 'prompt_progress');
    if (progress !== undefined) {
      onPromptProgress(numberAt(progress, 'processed') ?? 0);
      continue;
    }
    heldTokens = [...heldTokens, ...tokensOf(event)];
    if (topCount !== null)
      heldLogprobs = [...heldLogprobs, ...probabilitiesOf(event).map((entry) => logprobOf(entry, topCount))];
    const text = valueAt(event, 'content');
    if (typeof text === 'string' && text !== '') {
      yield { kind: 'text-delta', text, tokens: heldTokens, logprobs: heldLogprobs };
      heldTokens = [];
      heldLogprobs = [];
    }
    if (valueAt(event, 'stop') === true) {
      const stoppingWord = valueAt(event, 'stopping_word');
      const end = valueAt(event, 'stop_type') === 'eos' ? heldLogprobs.at(-1) : undefined;
      yield {
        kind: 'finish',
        ...(end === undefined ? {} : { end }),
        reason: valueAt(event, 'stop_type') === 'limit' ? 'length' : 'stop',
        stopText: typeof stoppingWord === 'string' && stoppingWord !== '' ? stoppingWord : null,
        usage: {
          promptTokens: numberAt(event, 'tokens_evaluated') ?? 0,
          completionTokens: numberAt(event, 'tokens_predicted') ?? 0,
          cachedTokens: numberAt(event, 'timings', 'cache_n') ?? 0,
        },
      };
      return;
    }
  }
  throw new Fault('engine_died', 'The engine stopped while it was answering.');
}

function tokensOf(event: unknown): readonly TokenId[] {
  const tokens = valueAt(event, 'tokens');
  return Array.isArray(tokens) ? tokens.map(Number) : [];
}
