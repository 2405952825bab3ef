// In: the deltas of all choices of one answer that is text and nothing else. Out: its Pieces: text, one finish for each choice, the
// usage last. Pure; knows no engine dialect and no wire format.
import type { TextFinish } from '../contract/completion-ask.ts';
import type { ChoiceDelta } from '../contract/dispatch.ts';
import type { TextDelta, Usage, UsageReport } from '../contract/piece.ts';

/** The token that ends an answer is told as OpenAI's legacy completions tell it: among the tokens, without text. */
export async function* textPieces(
  deltas: AsyncIterable<ChoiceDelta>,
): AsyncGenerator<TextDelta | TextFinish | UsageReport> {
  let usage: Usage = { promptTokens: 0, completionTokens: 0, cachedTokens: 0 };
  for await (const { choice, delta } of deltas) {
    if (delta.kind === 'text-delta') yield { kind: 'text-delta', choice, text: delta.text, logprobs: delta.logprobs };
    if (delta.kind === 'finish') {
      usage = {
        promptTokens: Math.max(usage.promptTokens, delta.usage.promptTokens),
        completionTokens: usage.completionTokens + delta.usage.completionTokens,
        cachedTokens: Math.max(usage.cachedTokens, delta.usage.cachedTokens),
      };
      if (delta.end !== undefined) yield { kind: 'text-delta', choice, text: '', logprobs: [delta.end] };
      yield { kind: 'finish', choice, reason: delta.reason, stopText: delta.stopText };
    }
  }
  yield { kind: 'usage', usage };
}
