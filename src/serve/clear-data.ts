// In: ranked turns, a hierarchy policy, and scorers of attacks and of tasks out of place. Out: the turns whose data gives no orders any more, what was
// found, and the verdict of the prompt with it. Knows no model and no wire format.
import { Fault } from '../contract/fault.ts';
import type { HierarchyPolicy } from '../contract/hierarchy.ts';
import { nothingFound, type Verdict } from '../contract/safety.ts';
import type { SplitDocuments, Turn } from '../contract/turn.ts';
import { rewriteData } from '../hierarchy/data-in-turns.ts';
import type { InstructionScorer } from '../hierarchy/untrusted/instruction-model.ts';
import { screenUntrusted } from '../hierarchy/untrusted/screen-untrusted.ts';

export interface ClearingPorts {
  readonly policy: HierarchyPolicy;
  readonly splitDocuments: SplitDocuments;
  readonly scoreInstructions: InstructionScorer;
  /** How far each text, as a document's, tries to take a model over: 0 to 1. */
  scoreDocuments(texts: readonly string[], signal: AbortSignal): Promise<readonly number[]>;
}

export interface ClearedData {
  readonly turns: readonly Turn[];
  /** Sentences of data that are instructions: whatever calls for something by them has no authority. */
  readonly instructions: readonly string[];
  /** Null where nothing was looked for. */
  readonly isFound: boolean | null;
}

/** A document that asks its reader for things is no attack: taking its sentences out wants more certainty than telling of it. */
const certainFrom = 0.8;

const nothingInPrompt: Verdict = { ...nothingFound, source: 'prompt' };

const blocked =
  'The prompt was filtered: a document or tool result in it holds instructions, which the policy of this deployment does not let through.';

/** Fault `content_filter` under a policy that blocks. */
export async function clearData(
  turns: readonly Turn[],
  { policy, splitDocuments, scoreInstructions, scoreDocuments }: ClearingPorts,
  signal: AbortSignal,
): Promise<ClearedData> {
  const action = policy.untrustedInstructions;
  const texts: string[] = [];
  for (const turn of turns)
    rewriteData(turn, splitDocuments, (text) => {
      texts.push(text);
      return text;
    });
  if (action === 'off' || texts.length === 0) return { turns, instructions: [], isFound: null };
  const scoreAttacks = async (asked: readonly string[], ending: AbortSignal) =>
    (await scoreDocuments(asked, ending)).map((score) => (score * 0.5) / certainFrom);
  const screening = await screenUntrusted(texts, action, { scoreAttacks, scoreInstructions }, signal);
  const { found: isFound, instructions } = screening;
  if (isFound && action === 'block')
    throw new Fault('content_filter', blocked, { param: 'messages', verdict: withAttack(nothingInPrompt, true, true) });
  if (screening.removedCount === 0) return { turns, instructions, isFound };
  let next = 0;
  const cleared = turns.map((turn) => rewriteData(turn, splitDocuments, (text) => screening.texts[next++] ?? text));
  return { turns: cleared, instructions, isFound };
}

/** What was found in data, alone: of the rest of the prompt the content filter tells. */
export const foundInData: Verdict = withAttack(nothingInPrompt, true, false);

/** The prompt's verdict with what was found in its data; nothing changes where nothing was looked for. */
export function withFound(verdict: Verdict | null, isFound: boolean | null): Verdict | null {
  return isFound === null ? verdict : withAttack(verdict ?? nothingInPrompt, isFound, false);
}

function withAttack(base: Verdict, isFound: boolean, isFiltered: boolean): Verdict {
  const known = base.detections.indirectAttack;
  const indirectAttack = { isDetected: isFound || known?.isDetected === true, isFiltered };
  return { ...base, detections: { ...base.detections, indirectAttack }, isFiltered: base.isFiltered || isFiltered };
}
