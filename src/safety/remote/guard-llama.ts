// In: a text. Out: how Llama Guard 3 and 4 are asked about it, and what their answer (`safe`, or `unsafe` and hazards) means. Pure.
import { type HarmCategory, harmCategories, type Severity } from '../../contract/safety.ts';
import { type GuardTemplate, messagesFor, unsafeSeverity } from './guard-template.ts';
import { wordChances } from './word-chance.ts';

/** MLCommons' hazards that are one of the four harms; the others (crime without violence, advice, privacy, elections) are none of ours. */
const harmOf: Readonly<Record<string, HarmCategory>> = {
  S1: 'violence',
  S3: 'sexual',
  S4: 'sexual',
  S9: 'violence',
  S10: 'hate',
  S11: 'selfHarm',
  S12: 'sexual',
};
/** Sexual exploitation of children is never less than high. */
const alwaysHigh = 'S4';

export const llamaGuard: GuardTemplate = {
  name: 'llama-guard',
  questions: (ask) => [{ messages: messagesFor(ask), templateArguments: null, maxTokens: 48 }],
  read: ([answer]) => {
    const level = /^\s*(safe|unsafe)\b/i.exec(answer?.text ?? '')?.[1]?.toLowerCase();
    if (answer === undefined || level === undefined) return null;
    const harms: Partial<Record<HarmCategory, Severity>> = {};
    for (const category of harmCategories) harms[category] = 0;
    if (level === 'safe') return { harms };
    const severity = unsafeSeverity(wordChances(answer.tokens, /^\s*$/, ['unsafe', 'safe'])?.unsafe ?? null);
    for (const hazard of answer.text.match(/\bS\d{1,2}\b/g) ?? []) {
      const category = harmOf[hazard];
      const found = hazard === alwaysHigh ? 6 : severity;
      if (category !== undefined && found > (harms[category] ?? 0)) harms[category] = found;
    }
    return { harms };
  },
};
