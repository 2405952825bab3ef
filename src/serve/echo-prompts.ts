// In: prompts, their texts and, where probabilities were asked for, the deltas that score their tokens. Out: the pieces with which each
// choice begins. Knows no engine.
import type { CompletionAsk, PromptEcho, RawToken } from '../contract/completion-ask.ts';
import type { ChoiceDelta } from '../contract/dispatch.ts';
import type { TokenLogprob } from '../contract/logprobs.ts';
import type { ReadyPrompt } from './raw-prompts.ts';

export interface EchoedPrompt extends ReadyPrompt {
  readonly text: string;
}

/** `scores` has one choice for each prompt; null tells no probabilities. */
export async function* echoPrompts(
  prompts: readonly EchoedPrompt[],
  scores: AsyncIterable<ChoiceDelta> | null,
  { choiceCount }: Pick<CompletionAsk, 'choiceCount'>,
): AsyncGenerator<PromptEcho> {
  const scored = new Map<number, (TokenLogprob | null)[]>();
  for await (const { choice, delta } of scores ?? []) {
    if (delta.kind !== 'text-delta') continue;
    const known = scored.get(choice) ?? [];
    scored.set(choice, known);
    known.push(delta.logprobs[0] ?? null);
  }
  for (const [index, prompt] of prompts.entries()) {
    const tokens = scores === null ? [] : promptTokens(prompt, scored.get(index) ?? []);
    for (let choice = 0; choice < choiceCount; choice += 1) {
      yield { kind: 'prompt-echo', choice: index * choiceCount + choice, text: prompt.text, tokens };
    }
  }
}

/** The model's own first token is not part of the text; a client's first token has nothing before it that could make it likely. */
function promptTokens(prompt: EchoedPrompt, scores: readonly (TokenLogprob | null)[]): readonly RawToken[] {
  const unknown = { token: '', bytes: [], logprob: null, top: [] };
  const later = scores.map((score) => score ?? unknown);
  if (prompt.ownStart === 1) return later;
  const laterBytes = later.reduce((sum, { bytes }) => sum + bytes.length, 0);
  const text = Buffer.from(prompt.text);
  const first = text.subarray(0, Math.max(0, text.length - laterBytes));
  return [{ token: first.toString(), bytes: [...first], logprob: null, top: [] }, ...later];
}
