// In: scores of a text. Out: what each filter of training data sees of them. Pure; knows no document and no scorer.
import type { TextScores } from '../contract/safety.ts';

export const filterNames = ['hate', 'adult', 'violence', 'selfHarm', 'personal', 'spam', 'profanity'] as const;
export type FilterName = (typeof filterNames)[number];

/** What GPT-4o mini's card names. */
export const defaultFilters: readonly FilterName[] = ['hate', 'adult', 'personal', 'spam'];

export interface Filter {
  readonly name: FilterName;
  /** Found from here on; in the filter's own scale. */
  readonly threshold: number;
}

export interface FilterScale {
  readonly kind: 'severity' | 'chance';
  readonly most: number;
  readonly defaultThreshold: number;
  /** Of the histogram; equally wide, the first begins at 0. */
  readonly binCount: number;
}

const severity: FilterScale = { kind: 'severity', most: 7, defaultThreshold: 4, binCount: 8 };
const chance: FilterScale = { kind: 'chance', most: 1, defaultThreshold: 0.5, binCount: 20 };

export const filterScales: Readonly<Record<FilterName, FilterScale>> = {
  hate: severity,
  adult: severity,
  violence: severity,
  selfHarm: severity,
  personal: chance,
  spam: chance,
  profanity: chance,
};

/** Absent where nobody looked for it. */
export type FilterScores = Readonly<Partial<Record<FilterName, number>>>;

export function filterScore(name: FilterName, { harms, detections, pages }: TextScores): number | undefined {
  switch (name) {
    case 'hate':
      return harms?.hate;
    case 'adult':
      return harms?.sexual;
    case 'violence':
      return harms?.violence;
    case 'selfHarm':
      return harms?.selfHarm;
    case 'personal':
      return pages?.personalData;
    case 'spam':
      return pages?.spam;
    case 'profanity':
      return detections?.profanity;
  }
}

export function foundBy(filters: readonly Filter[], scores: FilterScores): readonly FilterName[] {
  return filters.filter(({ name, threshold }) => (scores[name] ?? -1) >= threshold).map(({ name }) => name);
}

export function binOf(name: FilterName, score: number): number {
  const { kind, binCount } = filterScales[name];
  const place = kind === 'severity' ? score : Math.floor(score * binCount + 1e-9);
  return Math.max(0, Math.min(binCount - 1, place));
}

/** The lower edge of a bin. */
export function binStart(name: FilterName, bin: number): number {
  const { kind, binCount } = filterScales[name];
  return kind === 'severity' ? bin : bin / binCount;
}
