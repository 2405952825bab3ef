// In: texts of any length, and how one piece of bounded length is scored. Out: the scores of each text, the worst of its pieces. Pieces
// overlap, so that what stands across a border is seen whole in one of them.
import { mapWithLimit } from '../../base/map-with-limit.ts';
import type { ScoreAsk, TextScores } from '../../contract/safety.ts';
import { joinScores } from '../findings.ts';

export interface ChunkSize {
  /** In code points. */
  readonly points: number;
  /** Of two neighbours, in code points. */
  readonly overlap: number;
}

/** Azure's limit is 10,000. */
export const usualChunk: ChunkSize = { points: 10_000, overlap: 500 };

/** A blank text has no pieces: there is nothing in it to ask about. */
export function chunksOf(text: string, { points, overlap }: ChunkSize): readonly string[] {
  if (text.trim() === '') return [];
  if (text.length <= points) return [text];
  const letters = [...text];
  const pieces: string[] = [];
  for (let start = 0; start === 0 || start + overlap < letters.length; start += points - overlap)
    pieces.push(letters.slice(start, start + points).join(''));
  return pieces;
}

interface BatchOptions {
  readonly size: ChunkSize;
  /** Pieces that are asked about in one request. */
  readonly together: number;
  /** Requests under way at the same time. */
  readonly atOnce: number;
}

/** `score` gives one answer for each piece, in their order. */
export async function scoreChunks(
  asks: readonly ScoreAsk[],
  { size, together, atOnce }: BatchOptions,
  score: (pieces: readonly ScoreAsk[]) => Promise<readonly TextScores[]>,
): Promise<readonly TextScores[]> {
  const pieces = asks.flatMap(({ text, origin }, index) =>
    chunksOf(text, size).map((piece) => ({ ask: { text: piece, origin }, index })),
  );
  const batches = Array.from({ length: Math.ceil(pieces.length / together) }, (_, batch) =>
    pieces.slice(batch * together, (batch + 1) * together),
  );
  const answers = await mapWithLimit(batches, atOnce, (batch) => score(batch.map(({ ask }) => ask)));
  const scores: TextScores[] = asks.map(() => ({}));
  for (const [at, found] of answers.flat().entries()) {
    const index = pieces[at]?.index;
    if (index !== undefined) scores[index] = joinScores(scores[index] ?? {}, found);
  }
  return scores;
}
