// In: what was found in the texts of one source, and the policy's rules for it. Out: the verdict. Pure; knows no scorer.
import type {
  ContentPolicy,
  Detection,
  DetectionKind,
  HarmCategory,
  HarmFinding,
  ScreenedSource,
  SeverityThreshold,
  SourceRules,
  Verdict,
} from '../contract/safety.ts';
import { detectionKinds, harmCategories } from '../contract/safety.ts';
import type { Findings } from './findings.ts';

/** Azure's words on its eight levels. */
const firstLevel: Readonly<Record<SeverityThreshold, number>> = { low: 2, medium: 4, high: 6 };
const foundFrom = 0.5;

export interface JudgedText {
  readonly source: ScreenedSource;
  readonly findings: Findings;
  /** With its personal data blacked out, where that was asked for. */
  readonly redactedText: string | null;
  readonly failure: Verdict['failure'];
}

export function judgeFindings(judged: JudgedText, policy: ContentPolicy): Verdict {
  const { source, findings, failure } = judged;
  const rules = policy.rules[source];
  const harms = judgeHarms(findings, rules);
  const detections = judgeDetections(findings, rules);
  const blocklists = judgeBlocklists(findings, rules);
  const personalData = judgePersonalData(judged, rules);
  const isFiltered =
    Object.values(harms).some((finding) => finding.isFiltered) ||
    Object.values(detections).some((finding) => finding.isFiltered) ||
    blocklists?.isFiltered === true ||
    personalData?.isFiltered === true ||
    (failure !== null && policy.onScorerFailure === 'closed');
  return { source, harms, detections, blocklists, personalData, failure, isFiltered };
}

function judgeHarms(findings: Findings, rules: SourceRules): Verdict['harms'] {
  const judged: Partial<Record<HarmCategory, HarmFinding>> = {};
  for (const category of harmCategories) {
    const { isEnabled, isBlocking, threshold } = rules.harms[category];
    if (!isEnabled) continue;
    const severity = findings.harms[category] ?? 0;
    judged[category] = { severity, isFiltered: isBlocking && severity >= firstLevel[threshold] };
  }
  return judged;
}

function judgeDetections(findings: Findings, rules: SourceRules): Verdict['detections'] {
  const judged: Partial<Record<DetectionKind, Detection>> = {};
  for (const kind of detectionKinds) {
    const { isEnabled, isBlocking } = rules.detections[kind];
    if (!isEnabled) continue;
    const isDetected = (findings.detections[kind] ?? 0) >= foundFrom;
    const citation = isDetected ? findings.citations.find((candidate) => candidate.kind === kind) : undefined;
    judged[kind] = {
      isDetected,
      isFiltered: isBlocking && isDetected,
      ...(citation === undefined ? {} : { citation: { license: citation.license, url: citation.url } }),
    };
  }
  return judged;
}

function judgeBlocklists(findings: Findings, rules: SourceRules): Verdict['blocklists'] {
  if (rules.blocklists.length === 0) return null;
  const matched = new Set(findings.matches.map(({ blocklistName }) => blocklistName.toLowerCase()));
  const matches = rules.blocklists.filter(({ name }) => matched.has(name.toLowerCase()));
  return { isFiltered: matches.some(({ isBlocking }) => isBlocking), matches };
}

function judgePersonalData({ findings, redactedText }: JudgedText, rules: SourceRules): Verdict['personalData'] {
  if (rules.personalData === 'off') return null;
  const kinds = [...new Set(findings.personalData.map(({ kind }) => kind))];
  const isFiltered = rules.personalData === 'block' && kinds.length > 0;
  const isRedacted = rules.personalData === 'redact';
  return {
    isFiltered,
    redactedText: isRedacted && kinds.length > 0 ? redactedText : null,
    findings: kinds.map((kind) => ({ kind, isFiltered, isRedacted })),
  };
}
