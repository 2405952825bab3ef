// In: the pieces of several candidates for each prompt, with their probabilities. Out: those of the likeliest, numbered anew; the usage
// stays that of all. Pure; knows no wire format.
import type { RawTextDelta, TextFinish } from '../contract/completion-ask.ts';
import type { RawPiece } from './text-pieces.ts';

export interface CandidateCounts {
  /** Made for each prompt. */
  readonly candidates: number;
  /** Told of each prompt, the likeliest first. */
  readonly choices: number;
}

/** Nothing can be told before all is known. */
export async function* pickLikeliest(
  pieces: AsyncIterable<RawPiece>,
  { candidates, choices }: CandidateCounts,
): AsyncGenerator<RawPiece> {
  const made = new Map<number, (RawTextDelta | TextFinish)[]>();
  for await (const piece of pieces) {
    if (piece.kind !== 'usage') {
      const known = made.get(piece.choice);
      if (known === undefined) made.set(piece.choice, [piece]);
      else known.push(piece);
      continue;
    }
    const promptCount = Math.ceil(made.size / candidates);
    for (let prompt = 0; prompt < promptCount; prompt += 1) {
      const ranked = Array.from({ length: candidates }, (_, index) => made.get(prompt * candidates + index) ?? []).sort(
        (left, right) => meanLogprob(right) - meanLogprob(left),
      );
      for (const [rank, chosen] of ranked.slice(0, choices).entries()) {
        for (const own of chosen) yield { ...own, choice: prompt * choices + rank };
      }
    }
    yield piece;
  }
}

/** For each token, so that a long answer is not unlikely for its length alone. An empty answer is the last choice. */
function meanLogprob(pieces: readonly (RawTextDelta | TextFinish)[]): number {
  const logprobs = pieces
    .flatMap((piece) => (piece.kind === 'text-delta' ? piece.logprobs.map(({ logprob }) => logprob) : []))
    .filter((logprob) => logprob !== null);
  if (logprobs.length === 0) return Number.NEGATIVE_INFINITY;
  return logprobs.reduce((sum, logprob) => sum + logprob, 0) / logprobs.length;
}
