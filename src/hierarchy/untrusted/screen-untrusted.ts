// In: texts without authority, what the policy wants done with instructions in them, and two scorers: one of attacks, one of tasks out of place.
// Out: whether there are any, which, and the texts without them where they are to be removed. Knows no conversation and no model.
import type { UntrustedInstructionAction } from '../../contract/hierarchy.ts';
import { findTasks } from './find-tasks.ts';
import type { InstructionScorer } from './instruction-model.ts';
import { type AttackScorer, findAttacks, stillFound } from './narrow-attack.ts';
import { ScreenedText } from './screened-text.ts';

export interface InstructionScorers {
  readonly scoreAttacks: AttackScorer;
  readonly scoreInstructions: InstructionScorer;
}

export interface UntrustedScreening {
  /** In the order of what was asked; changed only by `remove`. */
  readonly texts: readonly string[];
  /** Under `block` the request is refused for it. */
  readonly found: boolean;
  /** Sentences. */
  readonly removedCount: number;
  /** Sentences that were found, removed or not: nothing in them gives a call authority. Of attacks that were not looked for sentence by sentence it
   * is the whole text. */
  readonly instructions: readonly string[];
}

/** Texts are judged each for itself: what is removed of one never depends on another, nor on turns that come later. */
export async function screenUntrusted(
  texts: readonly string[],
  action: UntrustedInstructionAction,
  { scoreAttacks, scoreInstructions }: InstructionScorers,
  signal: AbortSignal,
): Promise<UntrustedScreening> {
  const isAsked = action !== 'off' && texts.some((text) => text.trim() !== '');
  if (!isAsked) return { texts, found: false, removedCount: 0, instructions: [] };
  const screened = texts.map((text) => new ScreenedText(text));
  const attacked = await stillFound(screened, scoreAttacks, signal);
  for (const text of screened) findTasks(text, scoreInstructions);
  if (action === 'remove') {
    await findAttacks(await stillFound(attacked, scoreAttacks, signal), scoreAttacks, signal);
    const removedCount = screened.reduce((sum, text) => sum + text.found.size, 0);
    const found = removedCount > 0;
    const instructions = screened.flatMap((text) => text.foundTexts());
    return { texts: found ? screened.map((text) => text.written()) : texts, found, removedCount, instructions };
  }
  const instructions = [
    ...screened.flatMap((text) => text.foundTexts()),
    ...attacked.map(({ sentences }) => sentences.join(' ')),
  ];
  return { texts, found: instructions.length > 0, removedCount: 0, instructions };
}
