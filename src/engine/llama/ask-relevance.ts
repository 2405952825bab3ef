// In: a conversation whose functions the model is about to call. Out: the same with a question to the model, whether one of them is meant for
// what was asked; and from its first step, how far it says yes. Knows no call.
import type { Conversation, EngineRun, TokenId } from '../../contract/engine.ts';
import { completionRequest } from './completion-request.ts';
import { type LlamaClient, numberAt, valueAt } from './llama-client.ts';
import { probabilitiesOf } from './read-probabilities.ts';

const question = 'Can one of the functions above be used to do exactly what is asked here? Answer only yes or no.';
/** Of the likeliest tokens: yes and no are among them, in all their spellings. */
const probedTokens = 30;

/** Null where the last to speak is no user: then nothing was asked that the question could be put behind. */
export function withRelevanceQuestion(conversation: Conversation): Conversation | null {
  const last = conversation.turns.at(-1);
  const part = last?.parts.at(-1);
  if (last?.role !== 'user' || part === undefined) return null;
  const asked = { ...last, parts: last.parts.with(-1, { ...part, text: `${part.text}\n\n${question}` }) };
  return { ...conversation, turns: conversation.turns.with(-1, asked) };
}

/** The share of yes among yes and no, 0 to 1; 1 where the model says neither. One step, most of it from what the slot holds. */
export async function shareOfYes(
  prompt: readonly TokenId[],
  run: EngineRun,
  client: Pick<LlamaClient, 'completeOnce'>,
  signal: AbortSignal,
): Promise<number> {
  const sampling = { ...run.sampling, temperature: 0, maxTokens: 1, topLogprobs: probedTokens, stops: [] };
  const asked = { ...run, sampling, constraint: null };
  const body = { ...Object(completionRequest(asked, prompt)), stream: false };
  const [first] = probabilitiesOf(await client.completeOnce(body, signal));
  const listed = valueAt(first, 'top_logprobs');
  let [yes, no] = [0, 0];
  for (const token of Array.isArray(listed) ? listed : []) {
    const word = String(valueAt(token, 'token')).trim().toLowerCase();
    const share = Math.exp(numberAt(token, 'logprob') ?? Number.NEGATIVE_INFINITY);
    if (word === 'yes') yes += share;
    if (word === 'no') no += share;
  }
  return yes + no === 0 ? 1 : yes / (yes + no);
}
