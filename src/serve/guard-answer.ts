// In: the pieces of an answer that passed the content filter, and the conversation behind it. Out: the same pieces under the deployment's
// hierarchy policy, and word of what was found to whoever keeps the records. Knows no scorer and no wire format.
import type { HierarchyPolicy } from '../contract/hierarchy.ts';
import type { Piece, Screened, Usage } from '../contract/piece.ts';
import type { Verdict } from '../contract/safety.ts';
import type { Turn } from '../contract/turn.ts';
import { watchSecrecy } from '../hierarchy/secrecy/watch-secrecy.ts';

export interface GuardedAnswer {
  readonly policy: HierarchyPolicy;
  /** Ranked, as the request has them. */
  readonly turns: readonly Turn[];
  readonly canary: string | null;
  readonly choiceCount: number;
  usageSoFar(): Usage;
  report(verdict: Verdict): void;
}

export function guardAnswer(
  pieces: AsyncIterable<Piece | Screened>,
  { policy, turns, canary, choiceCount, usageSoFar, report }: GuardedAnswer,
): AsyncIterable<Piece | Screened> {
  const watch = watchSecrecy({ turns, platformText: policy.platformText, canary }, policy.secrecy);
  return watch === null ? pieces : reported(watch(pieces, { choiceCount, usageSoFar }), report);
}

/** Only of what the guards found: the filter has told of its own. */
async function* reported(
  pieces: AsyncIterable<Piece | Screened>,
  report: (verdict: Verdict) => void,
): AsyncGenerator<Piece | Screened> {
  for await (const piece of pieces) {
    if (piece.kind === 'screened' && piece.verdict.promptLeak !== undefined) report(piece.verdict);
    yield piece;
  }
}
