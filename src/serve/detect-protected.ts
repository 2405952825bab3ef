// In: a text that a model wrote, and what it may repeat. Out: whether it does, and whose it is. Knows no policy, no HTTP and no wire format.
import type { ProtectedAnalysis, ProtectedAsk } from '../contract/analysis.ts';
import type { TextScorer } from '../contract/safety.ts';
import { scoreTexts } from './score-texts.ts';
import type { Settlement } from './settle.ts';

/** Scorers are calibrated to it. */
const detectedFrom = 0.5;

/** Settles its good end; the bad ones are the caller's. */
export async function detectProtected(
  { text, kind }: ProtectedAsk,
  settlement: Settlement,
  scorer: TextScorer,
  signal: AbortSignal,
): Promise<ProtectedAnalysis> {
  const [scores = {}] = await scoreTexts([{ text, origin: 'completion' }], scorer, signal);
  settlement.done();
  return {
    isDetected: (scores.detections?.[kind] ?? 0) >= detectedFrom,
    citations: (scores.citations ?? []).filter((citation) => citation.kind === kind),
  };
}
