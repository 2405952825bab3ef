// In: the deltas of all choices of one answer. Out: its Pieces: text and calls, one finish for each choice, the usage last. Knows no
// engine dialect and no wire format.
import type { ChoiceDelta } from '../contract/dispatch.ts';
import type { Piece, Usage } from '../contract/piece.ts';
import { ChoiceDecoder, type DecodePlan } from './choice-decoder.ts';

/** The prompt is counted once, however many choices were asked of it. */
export async function* decodePieces(deltas: AsyncIterable<ChoiceDelta>, plan: DecodePlan): AsyncGenerator<Piece> {
  let usage: Usage = { promptTokens: 0, completionTokens: 0, cachedTokens: 0 };
  const decoders = new Map<number, ChoiceDecoder>();
  for await (const { choice, delta } of deltas) {
    const decoder = decoders.get(choice) ?? new ChoiceDecoder(choice, plan);
    decoders.set(choice, decoder);
    for (const piece of decoder.take(delta)) yield piece;
    if (delta.kind === 'finish') {
      usage = {
        promptTokens: Math.max(usage.promptTokens, delta.usage.promptTokens),
        completionTokens: usage.completionTokens + delta.usage.completionTokens,
        cachedTokens: Math.max(usage.cachedTokens, delta.usage.cachedTokens),
      };
    }
  }
  yield { kind: 'usage', usage };
}
