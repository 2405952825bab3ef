// In: the tokens of a prompt. Out: how likely the model finds each of them after those before it. llama.cpp's server tells the
// probabilities of generated tokens only, so each token is made the one that it generates next: a token costs one step of the model.
import type { EngineDelta, EngineRun } from '../../contract/engine.ts';
import type { JsonObject } from '../../contract/json.ts';
import type { TokenLogprob } from '../../contract/logprobs.ts';
import type { TokenId } from '../../contract/vocabulary.ts';
import { type LlamaClient, numberAt, valueAt } from './llama-client.ts';
import { logprobOf, probabilitiesOf, spellingOf } from './read-probabilities.ts';

/** Added to a token's logit it wins whatever its rival. Probabilities are told of the logits before it. */
const certainBias = 1000;
/** By so much the stand-in is likelier than the token beside it: far enough to win, near enough for both to show. */
const standInLeads = [25, 60] as const;
/** Where two tokens are compared after sampling, biases stay small enough for the precision of a 32-bit logit. */
const comparedBias = 100;

/** One place of the prompt. */
interface ScoringStep {
  /** What each of its requests has in common. */
  readonly body: JsonObject;
  readonly topCount: number;
  readonly client: LlamaClient;
  readonly signal: AbortSignal;
}

export async function* scorePrompt(
  tokens: readonly TokenId[],
  run: Pick<EngineRun, 'slot' | 'isCacheReused' | 'sampling'>,
  client: LlamaClient,
  signal: AbortSignal,
): AsyncGenerator<EngineDelta> {
  const topCount = run.sampling.topLogprobs ?? 0;
  let standIn: TokenId | null = null;
  for (let index = 1; index < tokens.length; index += 1) {
    const token = tokens[index] ?? 0;
    const body: JsonObject = {
      prompt: tokens.slice(0, index),
      n_predict: 1,
      n_probs: Math.max(1, topCount),
      temperature: 0,
      cache_prompt: index > 1 || run.isCacheReused,
      id_slot: run.slot ?? -1,
      response_fields: ['completion_probabilities'],
    };
    const step: ScoringStep = { body, topCount, client, signal };
    let scored = await scoreDirectly(token, step);
    if (scored === null) {
      standIn ??= (await client.tokenize(['a'], { isTemplate: false, isFirst: false }, signal))[0] ?? 0;
      scored = await scoreByComparison(token, standIn, step);
    }
    yield { kind: 'text-delta', text: '', tokens: [token], logprobs: scored === null ? [] : [scored] };
  }
  const usage = { promptTokens: tokens.length, completionTokens: 0, cachedTokens: 0 };
  yield { kind: 'finish', reason: 'length', stopText: null, usage };
}

async function scoreDirectly(
  token: TokenId,
  { body, topCount, client, signal }: ScoringStep,
): Promise<TokenLogprob | null> {
  const answer = await client.completeOnce({ ...body, logit_bias: [[token, certainBias]] }, signal);
  const [entry] = probabilitiesOf(answer);
  return numberAt(entry, 'id') === token ? logprobOf(entry, topCount) : null;
}

/**
 * The engine tells nothing of a token that ends within a character. Its probability is that of another token at the same place
 * times the ratio of the two, which shows once both are made far likelier than the rest.
 */
async function scoreByComparison(token: TokenId, standIn: TokenId, step: ScoringStep): Promise<TokenLogprob | null> {
  const known = await scoreDirectly(standIn, step);
  if (known === null) return null;
  for (const lead of standInLeads) {
    const compared: JsonObject = {
      ...step.body,
      n_probs: 2,
      temperature: 1,
      samplers: ['temperature'],
      post_sampling_probs: true,
      logit_bias: [
        [token, comparedBias],
        [standIn, comparedBias + lead],
      ],
    };
    const listed = valueAt(probabilitiesOf(await step.client.completeOnce(compared, step.signal))[0], 'top_probs');
    const entries: readonly unknown[] = Array.isArray(listed) ? listed : [];
    const entryOf = (id: TokenId) => entries.find((entry) => numberAt(entry, 'id') === id);
    const [own, other] = [numberAt(entryOf(token), 'prob'), numberAt(entryOf(standIn), 'prob')];
    if (own === null || other === null || own <= 0 || other <= 0) continue;
    const logprob = Math.min(0, known.logprob + Math.log(own / other) + lead);
    return { ...spellingOf(entryOf(token)), logprob, top: known.top };
  }
  return null;
}
