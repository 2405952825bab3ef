// In: a policy's rules for one source. Out: whether they ask for anything, and for anything that scorers tell. Pure.
import { detectionKinds, harmCategories, type SourceRules } from '../contract/safety.ts';

export function isAnythingScreened(rules: SourceRules): boolean {
  return isScored(rules) || rules.blocklists.length > 0 || rules.personalData !== 'off';
}

export function isScored(rules: SourceRules): boolean {
  return (
    harmCategories.some((category) => rules.harms[category].isEnabled) ||
    detectionKinds.some((kind) => rules.detections[kind].isEnabled)
  );
}
