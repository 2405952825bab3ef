// In: what the engine tells of probabilities. Out: TokenLogprob. Knows no HTTP and no run.
import type { TokenChance, TokenLogprob } from '../../contract/logprobs.ts';
import { numberAt, valueAt } from './llama-client.ts';

/** The engine's JSON cannot hold minus infinity; its lowest number stands for it, as it does at OpenAI. */
const leastLogprob = -9999;

/** Of the tokens of an answer, or of a part of it. */
export function probabilitiesOf(answer: unknown): readonly unknown[] {
  const entries = valueAt(answer, 'completion_probabilities');
  return Array.isArray(entries) ? entries : [];
}

export function logprobOf(entry: unknown, topCount: number): TokenLogprob {
  const top = valueAt(entry, 'top_logprobs');
  return { ...chanceOf(entry), top: Array.isArray(top) ? top.slice(0, topCount).map(chanceOf) : [] };
}

export function spellingOf(entry: unknown): Omit<TokenChance, 'logprob'> {
  const token = valueAt(entry, 'token');
  const bytes = valueAt(entry, 'bytes');
  return { token: typeof token === 'string' ? token : '', bytes: Array.isArray(bytes) ? bytes.map(Number) : [] };
}

function chanceOf(entry: unknown): TokenChance {
  return { ...spellingOf(entry), logprob: Math.max(leastLogprob, numberAt(entry, 'logprob') ?? leastLogprob) };
}
