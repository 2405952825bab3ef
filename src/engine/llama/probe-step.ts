// In: a prompt that the slot of a run mostly holds. Out: the likeliest tokens of the one next step, with their shares. Knows nothing of why it
// is asked.
import type { TokenId } from '../../contract/vocabulary.ts';
import { type LlamaClient, numberAt, valueAt } from './llama-client.ts';
import { probabilitiesOf } from './read-probabilities.ts';

export interface ProbedToken {
  readonly id: TokenId | null;
  readonly text: string;
  /** 0 to 1, before any truncation. */
  readonly share: number;
}

export async function probeStep(
  prompt: readonly TokenId[],
  slot: number | null,
  tokenCount: number,
  client: Pick<LlamaClient, 'completeOnce'>,
  signal: AbortSignal,
): Promise<readonly ProbedToken[]> {
  const body = {
    prompt,
    stream: false,
    n_predict: 1,
    n_probs: tokenCount,
    temperature: 0,
    cache_prompt: true,
    id_slot: slot ?? -1,
    response_fields: ['completion_probabilities'],
  };
  const [step] = probabilitiesOf(await client.completeOnce(body, signal));
  const top = valueAt(step, 'top_logprobs');
  const listed: readonly unknown[] = Array.isArray(top) ? top : [];
  return listed.map((token) => ({
    id: numberAt(token, 'id') ?? null,
    text: String(valueAt(token, 'token') ?? ''),
    share: Math.exp(numberAt(token, 'logprob') ?? Number.NEGATIVE_INFINITY),
  }));
}
