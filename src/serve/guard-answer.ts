// In: the pieces of an answer that passed the content filter, and the conversation behind it. Out: the same pieces under the deployment's
// hierarchy policy, and word of what was found to whoever keeps the records. Knows no scorer and no wire format.
import type { HierarchyPolicy } from '../contract/hierarchy.ts';
import type { Piece, Screened, Usage } from '../contract/piece.ts';
import type { Verdict } from '../contract/safety.ts';
import type { SplitDocuments, Turn } from '../contract/turn.ts';
import type { ReadOperator } from '../hierarchy/secrecy/read-operator.ts';
import { watchSecrecy } from '../hierarchy/secrecy/watch-secrecy.ts';
import { guardCalls } from '../hierarchy/tool-guard/guard-calls.ts';

export interface GuardedAnswer {
  readonly policy: HierarchyPolicy;
  /** Ranked, as the request has them. */
  readonly turns: readonly Turn[];
  readonly canary: string | null;
  readonly splitDocuments: SplitDocuments;
  /** Sentences of the data that were found to be instructions. */
  readonly suspectTexts: readonly string[];
  readonly readOperator: ReadOperator;
  readonly choiceCount: number;
  usageSoFar(): Usage;
  report(verdict: Verdict): void;
}

export function guardAnswer(
  pieces: AsyncIterable<Piece | Screened>,
  { policy, turns, canary, splitDocuments, suspectTexts, readOperator, choiceCount, usageSoFar, report }: GuardedAnswer,
): AsyncIterable<Piece | Screened> {
  const guard = guardCalls({ turns, splitDocuments, suspectTexts }, policy);
  const watch = watchSecrecy({ turns, platformText: policy.platformText, canary }, policy.secrecy, readOperator);
  if (guard === null && watch === null) return pieces;
  const guarded = guard === null ? pieces : guard(pieces);
  return reported(watch === null ? guarded : watch(guarded, { choiceCount, usageSoFar }), report);
}

/** Only of what the guards found: the filter has told of its own. */
async function* reported(
  pieces: AsyncIterable<Piece | Screened>,
  report: (verdict: Verdict) => void,
): AsyncGenerator<Piece | Screened> {
  for await (const piece of pieces) {
    if (piece.kind === 'screened' && isOfGuards(piece.verdict)) report(piece.verdict);
    yield piece;
  }
}

function isOfGuards({ promptLeak, toolGuard }: Verdict): boolean {
  return promptLeak !== undefined || toolGuard !== undefined;
}
