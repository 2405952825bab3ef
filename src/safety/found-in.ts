// In: a verdict. Out: what was found in it, as categories and levels that metrics, log lines and audit rows share. Pure.
import { answerChecks, detectionKinds, type FoundCategory, harmCategories, type Verdict } from '../contract/safety.ts';

const levels = ['safe', 'low', 'medium', 'high'] as const;

/** Empty where nothing was found. */
export function foundIn(verdict: Verdict): readonly FoundCategory[] {
  const found: FoundCategory[] = [];
  const add = (category: string, level: string, isFiltered: boolean): void => {
    found.push({ category, level, action: isFiltered ? 'filtered' : 'annotated' });
  };
  for (const category of harmCategories) {
    const finding = verdict.harms[category];
    if (finding !== undefined && finding.severity >= 2)
      add(category, levels[Math.floor(finding.severity / 2)] ?? 'high', finding.isFiltered);
  }
  for (const kind of detectionKinds) {
    const detection = verdict.detections[kind];
    if (detection?.isDetected === true) add(kind, 'found', detection.isFiltered);
  }
  for (const check of answerChecks) {
    const detection = verdict[check];
    if (detection?.isDetected === true) add(check, 'found', detection.isFiltered);
  }
  if (verdict.toolGuard?.isDetected === true) add('toolGuard', 'found', verdict.toolGuard.isFiltered);
  if (verdict.promptLeak?.isDetected === true) add('promptLeak', 'found', verdict.promptLeak.isFiltered);
  for (const { isBlocking } of verdict.blocklists?.matches ?? []) add('blocklist', 'found', isBlocking);
  if ((verdict.personalData?.findings.length ?? 0) > 0)
    add('personalData', 'found', verdict.personalData?.isFiltered === true);
  if (verdict.failure !== null) add('failure', 'found', verdict.isFiltered);
  return found;
}
