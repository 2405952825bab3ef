// In: nothing. Out: the filters that a policy is made of, as Azure names them, each with what it is in a ContentPolicy.
import type { AnswerCheck, DetectionKind, HarmCategory, ScreenedSource } from '../../contract/safety.ts';

export type FilterTarget =
  | { readonly kind: 'harm'; readonly category: HarmCategory }
  | { readonly kind: 'detection'; readonly detection: DetectionKind }
  | { readonly kind: 'answer-check'; readonly check: AnswerCheck }
  | { readonly kind: 'personal-data' };

export interface ContentFilter {
  readonly name: string;
  /** Under which it is taken as well. */
  readonly otherName?: string;
  readonly sources: readonly ScreenedSource[];
  readonly target: FilterTarget;
}

const both: readonly ScreenedSource[] = ['prompt', 'completion'];

function harm(name: string, category: HarmCategory): ContentFilter {
  return { name, sources: both, target: { kind: 'harm', category } };
}

function detection(name: string, kind: DetectionKind, sources: readonly ScreenedSource[]): ContentFilter {
  return { name, sources, target: { kind: 'detection', detection: kind } };
}

export const contentFilters: readonly ContentFilter[] = [
  harm('Hate', 'hate'),
  harm('Sexual', 'sexual'),
  harm('Violence', 'violence'),
  harm('Selfharm', 'selfHarm'),
  detection('Jailbreak', 'jailbreak', ['prompt']),
  detection('Indirect Attack', 'indirectAttack', ['prompt']),
  detection('Protected Material Text', 'protectedText', ['completion']),
  detection('Protected Material Code', 'protectedCode', ['completion']),
  detection('Profanity', 'profanity', both),
  {
    name: 'Ungrounded Material',
    otherName: 'Groundedness',
    sources: ['completion'],
    target: { kind: 'answer-check', check: 'groundedness' },
  },
  { name: 'Task Adherence', sources: ['completion'], target: { kind: 'answer-check', check: 'taskAdherence' } },
  { name: 'PII', sources: both, target: { kind: 'personal-data' } },
];

/** Case, spaces and the like make no difference: `Self_Harm` is `Selfharm`. */
function folded(name: string): string {
  return name.toLowerCase().replaceAll(/[\s_-]/g, '');
}

export function findFilter(name: string): ContentFilter | null {
  const wanted = folded(name);
  return contentFilters.find((filter) => [filter.name, filter.otherName ?? ''].map(folded).includes(wanted)) ?? null;
}

export const sourceNames: Readonly<Record<ScreenedSource, string>> = { prompt: 'Prompt', completion: 'Completion' };
