// In: what a user says and what documents a model shall read with it. Out: which of them try to take the model over. Knows no policy, no
// HTTP and no wire format.
import type { PromptAttacks, ShieldPromptAsk } from '../contract/analysis.ts';
import type { DetectionKind, ScoreAsk, TextScorer, TextScores } from '../contract/safety.ts';
import { scoreTexts } from './score-texts.ts';
import type { Settlement } from './settle.ts';

/** Scorers are calibrated to it. */
const detectedFrom = 0.5;

/** Settles its good end; the bad ones are the caller's. */
export async function shieldPrompt(
  ask: ShieldPromptAsk,
  settlement: Settlement,
  { scorer }: { readonly scorer: TextScorer },
  signal: AbortSignal,
): Promise<PromptAttacks> {
  const { userPrompt, documents } = ask;
  const prompts: readonly ScoreAsk[] = userPrompt === null ? [] : [{ text: userPrompt, origin: 'user' }];
  const asks = [...prompts, ...documents.map((text): ScoreAsk => ({ text, origin: 'document' }))];
  const scores = await scoreTexts(asks, scorer, signal);
  settlement.done();
  const [first] = scores;
  return {
    isUserPromptAttack: userPrompt === null || first === undefined ? null : isDetected(first, 'jailbreak'),
    documents: scores.slice(prompts.length).map((found) => isDetected(found, 'indirectAttack')),
  };
}

function isDetected(scores: TextScores, kind: DetectionKind): boolean {
  return (scores.detections?.[kind] ?? 0) >= detectedFrom;
}
