// In: nothing. Out: what was found in texts, before any policy looks at it, and how the findings of several texts become one. Pure.
import {
  type BlocklistMatch,
  type Citation,
  type DetectionKind,
  detectionKinds,
  type HarmCategory,
  harmCategories,
  type PageKind,
  pageKinds,
  type Severity,
  type TextScores,
} from '../contract/safety.ts';

export interface PersonalDataSpan {
  readonly kind: string;
  /** UTF-16 offsets. */
  readonly start: number;
  readonly end: number;
}

export interface Findings {
  readonly harms: Readonly<Partial<Record<HarmCategory, Severity>>>;
  /** 0 to 1; found from 0.5 on. */
  readonly detections: Readonly<Partial<Record<DetectionKind, number>>>;
  /** What was detected as protected is whose. */
  readonly citations: readonly Citation[];
  readonly matches: readonly BlocklistMatch[];
  readonly personalData: readonly PersonalDataSpan[];
  /** No scorer comes near anything in it. */
  readonly isClear: boolean;
}

export const noFindings: Findings = {
  harms: {},
  detections: {},
  citations: [],
  matches: [],
  personalData: [],
  isClear: true,
};

/** The worst of both. Offsets of personal data are those of their own texts. */
export function joinFindings(one: Findings, other: Findings): Findings {
  const scores = joinScores(one, other);
  return {
    ...scores,
    citations: scores.citations ?? [],
    matches: [...one.matches, ...other.matches],
    personalData: [...one.personalData, ...other.personalData],
    isClear: one.isClear && other.isClear,
  };
}

export type JoinedScores = TextScores & Required<Pick<TextScores, 'harms' | 'detections'>>;

export function joinScores(one: TextScores, other: TextScores): JoinedScores {
  const harms: Partial<Record<HarmCategory, Severity>> = {};
  for (const category of harmCategories) {
    const worst = worse(one.harms?.[category], other.harms?.[category]);
    if (worst !== undefined) harms[category] = worst;
  }
  const detections: Partial<Record<DetectionKind, number>> = {};
  for (const kind of detectionKinds) {
    const surest = worse(one.detections?.[kind], other.detections?.[kind]);
    if (surest !== undefined) detections[kind] = surest;
  }
  const pages: Partial<Record<PageKind, number>> = {};
  for (const kind of pageKinds) {
    const surest = worse(one.pages?.[kind], other.pages?.[kind]);
    if (surest !== undefined) pages[kind] = surest;
  }
  const citations = joinCitations(one.citations ?? [], other.citations ?? []);
  return {
    harms,
    detections,
    ...(Object.keys(pages).length > 0 ? { pages } : {}),
    ...(citations.length === 0 ? {} : { citations }),
    ...(one.isClear === true && other.isClear === true ? { isClear: true } : {}),
  };
}

/** Each once; the first's come first. */
function joinCitations(one: readonly Citation[], other: readonly Citation[]): readonly Citation[] {
  if (other.length === 0) return one;
  const isNew = ({ kind, url, license }: Citation): boolean =>
    one.every((known) => known.kind !== kind || known.url !== url || known.license !== license);
  return [...one, ...other.filter(isNew)];
}

function worse<Value extends number>(one: Value | undefined, other: Value | undefined): Value | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  return one >= other ? one : other;
}
