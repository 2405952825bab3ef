// In: verdicts of stretches of one text. Out: the verdict of the whole: what is worst in any of them. Pure; knows no wire shape.
import {
  type BlocklistRule,
  type Detection,
  type DetectionKind,
  detectionKinds,
  type GroundednessFinding,
  type HarmCategory,
  type HarmFinding,
  harmCategories,
  type Severity,
  type Verdict,
} from '../../contract/safety.ts';

/** Null of none. A redacted text is of one stretch only, so that of several there is none. */
export function mergeVerdicts(verdicts: readonly Verdict[]): Verdict | null {
  const [first, ...rest] = verdicts;
  return first === undefined ? null : rest.reduce(mergeTwo, first);
}

function mergeTwo(one: Verdict, other: Verdict): Verdict {
  return {
    source: one.source,
    harms: mergeHarms(one.harms, other.harms),
    detections: mergeDetections(one.detections, other.detections),
    blocklists: mergeBlocklists(one.blocklists, other.blocklists),
    personalData: mergePersonalData(one.personalData, other.personalData),
    ...mergeAnswerChecks(one, other),
    failure: one.failure ?? other.failure,
    isFiltered: one.isFiltered || other.isFiltered,
  };
}

function mergeHarms(one: Verdict['harms'], other: Verdict['harms']): Verdict['harms'] {
  const merged: Partial<Record<HarmCategory, HarmFinding>> = {};
  for (const category of harmCategories) {
    const [left, right] = [one[category], other[category]];
    const finding = left === undefined || right === undefined ? (left ?? right) : worse(left, right);
    if (finding !== undefined) merged[category] = finding;
  }
  return merged;
}

function worse(one: HarmFinding, other: HarmFinding): HarmFinding {
  const severity: Severity = one.severity > other.severity ? one.severity : other.severity;
  return { severity, isFiltered: one.isFiltered || other.isFiltered };
}

function mergeDetections(one: Verdict['detections'], other: Verdict['detections']): Verdict['detections'] {
  const merged: Partial<Record<DetectionKind, Detection>> = {};
  for (const kind of detectionKinds) {
    const found = [one[kind], other[kind]].filter((detection) => detection !== undefined);
    if (found.length === 0) continue;
    const citation = found.find((detection) => detection.citation !== undefined)?.citation;
    merged[kind] = { ...mergeFound(found), ...(citation === undefined ? {} : { citation }) };
  }
  return merged;
}

function mergeFound(found: readonly Detection[]): Detection {
  return {
    isDetected: found.some(({ isDetected }) => isDetected),
    isFiltered: found.some(({ isFiltered }) => isFiltered),
  };
}

function mergeAnswerChecks(
  one: Verdict,
  other: Verdict,
): Pick<Verdict, 'groundedness' | 'taskAdherence' | 'toolGuard' | 'promptLeak'> {
  const grounded = [one.groundedness, other.groundedness].filter((finding) => finding !== undefined);
  const adherent = [one.taskAdherence, other.taskAdherence].filter((detection) => detection !== undefined);
  const guarded = [one.toolGuard, other.toolGuard].filter((detection) => detection !== undefined);
  const leaks = [one.promptLeak, other.promptLeak].filter((detection) => detection !== undefined);
  const groundedness: GroundednessFinding = { ...mergeFound(grounded), spans: grounded.flatMap(({ spans }) => spans) };
  return {
    ...(grounded.length === 0 ? {} : { groundedness }),
    ...(adherent.length === 0 ? {} : { taskAdherence: mergeFound(adherent) }),
    ...(guarded.length === 0 ? {} : { toolGuard: mergeFound(guarded) }),
    ...(leaks.length === 0 ? {} : { promptLeak: mergeFound(leaks) }),
  };
}

function mergeBlocklists(one: Verdict['blocklists'], other: Verdict['blocklists']): Verdict['blocklists'] {
  if (one === null || other === null) return one ?? other;
  const matches = new Map<string, BlocklistRule>();
  for (const match of [...one.matches, ...other.matches]) {
    const isBlocking = match.isBlocking || matches.get(match.name)?.isBlocking === true;
    matches.set(match.name, { name: match.name, isBlocking });
  }
  return { isFiltered: one.isFiltered || other.isFiltered, matches: [...matches.values()] };
}

function mergePersonalData(one: Verdict['personalData'], other: Verdict['personalData']): Verdict['personalData'] {
  if (one === null || other === null) return one ?? other;
  return {
    isFiltered: one.isFiltered || other.isFiltered,
    redactedText: null,
    findings: [...one.findings, ...other.findings],
  };
}
