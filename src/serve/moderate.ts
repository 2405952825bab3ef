// In: a complete, trusted ask to moderate inputs, each of one or more texts. Out: the highest severity of every harm in each input. Knows
// no policy, no HTTP and no wire format.
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { HarmSeverities, ModerationAsk } from '../contract/analysis.ts';
import { type HarmCategory, harmCategories, type Severity, type TextScorer } from '../contract/safety.ts';
import { scoreTexts, severityOf } from './score-texts.ts';
import type { Settlement } from './settle.ts';

/** Texts that a scorer gets at once: what a caller sends in one request must not wait as one. */
const textsAtOnce = 64;

/** Settles its good end; the bad ones are the caller's. */
export async function moderate(
  ask: ModerationAsk,
  settlement: Settlement,
  { scorer }: { readonly scorer: TextScorer },
  signal: AbortSignal,
): Promise<readonly HarmSeverities[]> {
  const highest = ask.inputs.map(
    () => ({ hate: 0, sexual: 0, violence: 0, selfHarm: 0 }) as Record<HarmCategory, Severity>,
  );
  const texts = ask.inputs.flatMap((input, index) => input.map((text) => ({ text, index })));
  for (let start = 0; start < texts.length; start += textsAtOnce) {
    signal.throwIfAborted();
    const stretch = texts.slice(start, start + textsAtOnce);
    const scores = await scoreTexts(
      stretch.map(({ text }) => ({ text, origin: 'user' })),
      scorer,
      signal,
    );
    for (const [at, found] of scores.entries()) {
      const input = highest[stretch[at]?.index ?? -1];
      if (input === undefined) continue;
      for (const category of harmCategories) {
        const severity = severityOf(found, category);
        if (severity > input[category]) input[category] = severity;
      }
    }
    await nextTurn();
  }
  settlement.done();
  return highest;
}
