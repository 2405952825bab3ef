// In: a complete, trusted ask about one text. Out: the items of blocklists in it and how harmful it is. Knows no policy, no HTTP and no
// wire format.
import type { AnalyzeTextAsk, MatchBlocklists, TextAnalysis } from '../contract/analysis.ts';
import { Fault } from '../contract/fault.ts';
import type { SafetyRegistry, TextScorer } from '../contract/safety.ts';
import { scoreTexts, severityOf } from './score-texts.ts';
import type { Settlement } from './settle.ts';

export interface AnalysisPorts {
  readonly registry: SafetyRegistry;
  readonly scorer: TextScorer;
  /** Absent where nobody finds protected material. */
  readonly protectedMaterial?: TextScorer;
  readonly matchBlocklists: MatchBlocklists;
}

/** Settles its good end; the bad ones are the caller's. */
export async function analyzeText(
  ask: AnalyzeTextAsk,
  settlement: Settlement,
  ports: AnalysisPorts,
  signal: AbortSignal,
): Promise<TextAnalysis> {
  for (const name of ask.blocklistNames) {
    if (ports.registry.blocklist(name) === null)
      throw new Fault('not_found', `There is no blocklist '${name}'.`, { param: 'blocklistNames' });
  }
  const matches =
    ask.blocklistNames.length === 0 ? [] : await ports.matchBlocklists(ask.text, ask.blocklistNames, signal);
  if (ask.isHaltedByBlocklist && matches.length > 0) {
    settlement.done();
    return { matches, harms: [] };
  }
  const [scores = {}] = await scoreTexts([{ text: ask.text, origin: 'user' }], ports.scorer, signal);
  settlement.done();
  return { matches, harms: ask.categories.map((category) => ({ category, severity: severityOf(scores, category) })) };
}
