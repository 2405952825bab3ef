// In: the deltas of all choices of one answer that is text and nothing else. Out: its Pieces: text, one finish for each choice, the
// usage last. Pure; knows no engine dialect and no wire format.
import type { RawTextDelta, RawToken, TextFinish } from '../contract/completion-ask.ts';
import type { ChoiceDelta } from '../contract/dispatch.ts';
import type { Usage, UsageReport } from '../contract/piece.ts';

export type RawPiece = RawTextDelta | TextFinish | UsageReport;

/** No engine tells of a token that is cut off within a character. */
const untold: RawToken = { token: '', bytes: [], logprob: null, top: [] };

/**
 * The token that ends an answer is told as OpenAI's legacy completions tell it: among the tokens, without text. With probabilities, an
 * answer of one token has one, whatever the token: who scores prompts counts on it.
 */
export async function* textPieces(
  deltas: AsyncIterable<ChoiceDelta>,
  { hasLogprobs }: { readonly hasLogprobs: boolean },
): AsyncGenerator<RawPiece> {
  let usage: Usage = { promptTokens: 0, completionTokens: 0, cachedTokens: 0 };
  const begun = new Set<number>();
  for await (const { choice, delta } of deltas) {
    if (delta.kind === 'text-delta') {
      begun.add(choice);
      yield { kind: 'text-delta', choice, text: delta.text, logprobs: delta.logprobs };
    }
    if (delta.kind === 'finish') {
      usage = {
        promptTokens: Math.max(usage.promptTokens, delta.usage.promptTokens),
        completionTokens: usage.completionTokens + delta.usage.completionTokens,
        cachedTokens: Math.max(usage.cachedTokens, delta.usage.cachedTokens),
      };
      const isCutWithin = delta.reason === 'length' && delta.usage.completionTokens > 0 && !begun.has(choice);
      const last = delta.end ?? (hasLogprobs && isCutWithin ? untold : null);
      if (last !== null) yield { kind: 'text-delta', choice, text: '', logprobs: [last] };
      yield { kind: 'finish', choice, reason: delta.reason, stopText: delta.stopText };
    }
  }
  yield { kind: 'usage', usage };
}
