// In: the engine's completion events. Out: EngineDelta. Knows no HTTP.
import type { EngineDelta, TokenId } from '../../contract/engine.ts';
import { Fault } from '../../contract/fault.ts';
import type { TokenChance, TokenLogprob } from '../../contract/logprobs.ts';
import { numberAt, valueAt } from './llama-client.ts';

/** An `error` event becomes a Fault; a stream that ends without its last event means that the engine died. */
export async function* readCompletion(
  events: AsyncIterable<unknown>,
  topCount: number | null,
): AsyncGenerator<EngineDelta> {
  for await (const event of events) {
    const errorMessage = valueAt(event, 'error', 'message');
    if (errorMessage !== undefined)
      throw new Fault('engine_error', 'The engine failed while it was answering.', {
        cause: new Error(String(errorMessage)),
      });
    const text = valueAt(event, 'content');
    if (typeof text === 'string' && text !== '')
      yield { kind: 'text-delta', text, tokens: tokensOf(event), logprobs: logprobsOf(event, topCount) };
    if (valueAt(event, 'stop') === true) {
      const stoppingWord = valueAt(event, 'stopping_word');
      yield {
        kind: 'finish',
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

function logprobsOf(event: unknown, topCount: number | null): readonly TokenLogprob[] {
  const entries = valueAt(event, 'completion_probabilities');
  if (topCount === null || !Array.isArray(entries)) return [];
  return entries.map((entry: unknown) => {
    const top = valueAt(entry, 'top_logprobs');
    return { ...chanceOf(entry), top: Array.isArray(top) ? top.slice(0, topCount).map(chanceOf) : [] };
  });
}

/** The engine's JSON cannot hold minus infinity; its lowest number stands for it, as it does at OpenAI. */
const leastLogprob = -9999;

function chanceOf(entry: unknown): TokenChance {
  const token = valueAt(entry, 'token');
  const bytes = valueAt(entry, 'bytes');
  return {
    token: typeof token === 'string' ? token : '',
    bytes: Array.isArray(bytes) ? bytes.map(Number) : [],
    logprob: Math.max(leastLogprob, numberAt(entry, 'logprob') ?? leastLogprob),
  };
}
