// In: a conversation whose functions the model is about to call. Out: the same with a question to the model, whether one of them is meant for
// what was asked; and from its first step, how far it says yes. Knows no call.
import type { Conversation, EngineRun, TokenId } from '../../contract/engine.ts';
import type { LlamaClient } from './llama-client.ts';
import { probeStep } from './probe-step.ts';

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

/** The share of yes among yes and no, 0 to 1; 1 where the model says neither. */
export async function shareOfYes(
  prompt: readonly TokenId[],
  { slot }: Pick<EngineRun, 'slot'>,
  client: Pick<LlamaClient, 'completeOnce'>,
  signal: AbortSignal,
): Promise<number> {
  let [yes, no] = [0, 0];
  for (const { text, share } of await probeStep(prompt, slot, probedTokens, client, signal)) {
    const word = text.trim().toLowerCase();
    if (word === 'yes') yes += share;
    if (word === 'no') no += share;
  }
  return yes + no === 0 ? 1 : yes / (yes + no);
}
