// In: a batch and a scorer. Out: what the filters see of each of its records. A document is scored in overlapping pieces where it is long; the
// highest score counts. Knows no threshold.
import { Fault } from '../contract/fault.ts';
import type { TextScorer } from '../contract/safety.ts';
import type { Batch } from './batches.ts';
import { type FilterName, type FilterScores, filterScore } from './filters.ts';

export interface ScoredBatch {
  readonly batch: Batch;
  /** One for each record; empty for those without a text. */
  readonly scores: readonly FilterScores[];
}

/** UTF-16 units. A scorer's own windows are smaller; this bounds what one ask of it holds. */
export const pieceUnits = 65_536;
export const overlapUnits = 1024;

export async function scoreBatch(
  batch: Batch,
  { scorer, filters }: { readonly scorer: TextScorer; readonly filters: readonly FilterName[] },
  signal: AbortSignal,
): Promise<ScoredBatch> {
  const pieces = batch.records.flatMap(({ text }, record) =>
    text === null || text.trim() === '' ? [] : [...piecesOf(text)].map((piece) => ({ record, piece })),
  );
  if (pieces.length === 0) return { batch, scores: batch.records.map(() => ({})) };
  // Harms are harms whoever wrote them; in a model's words nobody looks for attacks, for which there is no filter here.
  const asks = pieces.map(({ piece }) => ({ text: piece, origin: 'completion' as const }));
  const answers = await scorer.score(asks, signal);
  if (answers.length !== asks.length)
    throw new Fault('internal', `The scorer ${scorer.id} answered ${answers.length} of ${asks.length} texts.`);
  const scores: Partial<Record<FilterName, number>>[] = batch.records.map(() => ({}));
  for (const [place, answer] of answers.entries()) {
    const known = scores[pieces[place]?.record ?? 0] ?? {};
    for (const name of filters) {
      const score = filterScore(name, answer);
      if (score !== undefined) known[name] = Math.max(score, known[name] ?? 0);
    }
  }
  return { batch, scores };
}

export function* piecesOf(text: string): Generator<string> {
  let start = 0;
  for (; start + pieceUnits < text.length; start += pieceUnits - overlapUnits)
    yield text.slice(start, start + pieceUnits);
  yield text.slice(start);
}
