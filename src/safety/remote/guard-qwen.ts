// In: a text. Out: how Qwen3Guard-Gen is asked about it, and what its answer (`Safety: …`, `Categories: …`) means. Pure.
import { type HarmCategory, harmCategories, type Severity } from '../../contract/safety.ts';
import { type GuardTemplate, messagesFor, unsafeSeverity } from './guard-template.ts';
import { wordChances } from './word-chance.ts';

/** Its "unethical acts" are what Azure calls hate: discrimination, insults, harassment. Its other categories are none of ours. */
const harmOf: Readonly<Record<string, HarmCategory>> = {
  violent: 'violence',
  'sexual content or sexual acts': 'sexual',
  'suicide & self-harm': 'selfHarm',
  'unethical acts': 'hate',
};
const controversial: Severity = 2;

export const qwenGuard: GuardTemplate = {
  name: 'qwen3guard',
  questions: (ask) => [{ messages: messagesFor(ask), templateArguments: null, maxTokens: 64 }],
  read: ([answer], { origin }) => {
    const level = /safety:\s*(safe|unsafe|controversial)\b/i.exec(answer?.text ?? '')?.[1]?.toLowerCase();
    if (answer === undefined || level === undefined) return null;
    const listed = /categories:([^:]*?)(?:\n\s*\w+:|$)/i.exec(answer.text)?.[1] ?? '';
    const categories = listed.split(/[,\n]/).map((name) => name.trim().toLowerCase());
    const chances = wordChances(answer.tokens, /safety:\s*$/i, ['unsafe', 'controversial', 'safe']);
    const severity = level === 'unsafe' ? unsafeSeverity(chances?.unsafe ?? null) : controversial;
    const harms: Partial<Record<HarmCategory, Severity>> = {};
    for (const category of harmCategories) harms[category] = 0;
    for (const [name, category] of Object.entries(harmOf))
      if (level !== 'safe' && categories.includes(name)) harms[category] = severity;
    const isAttack = level === 'unsafe' && categories.includes('jailbreak');
    if (origin === 'user') return { harms, detections: { jailbreak: isAttack ? 1 : 0 } };
    // It was not taught what attacks in documents look like: that it sees none says nothing.
    return origin === 'document' && isAttack ? { harms, detections: { indirectAttack: 1 } } : { harms };
  },
};
