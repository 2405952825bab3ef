// In: texts with words such as FLAGHATE4, FLAGATTACK or FLAGINJECTION. Out: a scorer that finds what the words say, and a matcher that
// looks for items anywhere in a text. Knows no real text.
import type { SafetyParts } from '../../src/cli/safety-parts.ts';
import { Fault } from '../../src/contract/fault.ts';
import {
  type HarmCategory,
  harmCategories,
  type ScoreAsk,
  type Severity,
  type TextScorer,
  type TextScores,
} from '../../src/contract/safety.ts';

const severities: readonly Severity[] = [0, 1, 2, 3, 4, 5, 6, 7];

function scoresOf({ text, origin }: ScoreAsk): TextScores {
  if (text.includes('FAILSCORER')) throw new Error('the scorer broke');
  const harms: Partial<Record<HarmCategory, Severity>> = {};
  for (const category of harmCategories) {
    const digit = new RegExp(`FLAG${category}([0-7])`, 'i').exec(text)?.[1];
    harms[category] = severities[Number(digit ?? 0)] ?? 0;
  }
  return {
    harms,
    detections: {
      jailbreak: origin === 'user' && text.includes('FLAGATTACK') ? 0.9 : 0.1,
      indirectAttack: origin === 'document' && text.includes('FLAGINJECTION') ? 0.5 : 0.49,
    },
  };
}

export interface ScriptedSafety extends SafetyParts {
  /** How many texts were scored. */
  scored(): number;
}

export function scriptedSafety(): ScriptedSafety {
  let scored = 0;
  const scorer: TextScorer = {
    id: 'scripted',
    version: '1',
    score: async (asks, signal) => {
      signal.throwIfAborted();
      scored += asks.length;
      return asks.map(scoresOf);
    },
  };
  return {
    scored: () => scored,
    scorer,
    scorerFor: () => scorer,
    checkItem: ({ isRegex, text }) => {
      if (!isRegex) return;
      try {
        new RegExp(text, 'u');
      } catch (error) {
        throw new Fault('invalid_value', 'The pattern cannot be read.', { param: 'text', cause: error });
      }
    },
    checkList: () => {},
    createTailWatcher: () => () => null,
    findPersonalData: async (text) =>
      [...text.matchAll(/FLAGDATA/g)].map(({ index }) => ({ kind: 'Email', start: index, end: index + 8 })),
    createMatcher: (registry) => async (text, names) =>
      names.flatMap((name) => {
        const list = registry.blocklist(name);
        const found = (list?.items ?? []).filter((item) =>
          item.isRegex ? new RegExp(item.text, 'u').test(text) : text.includes(item.text),
        );
        return found.map((item) => ({ blocklistName: list?.name ?? name, item }));
      }),
  };
}
