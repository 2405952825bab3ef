// In: flags as `node:util` parseArgs gives them (name without dashes to text). Out: the knobs among them, set; any other is a problem.
import { didYouMean } from './did-you-mean.ts';
import { flagDefinitions } from './flag-definitions.ts';
import { type KnobKey, type KnobNotes, knobs } from './knobs.ts';
import type { Settings } from './settings.ts';

export function readFlags(
  argumentsGiven: Readonly<Record<string, unknown>>,
  settings: Pick<Settings, 'setText' | 'set' | 'addProblem'>,
): void {
  const keysByFlag = new Map<string, KnobKey>();
  const keysByOffFlag = new Map<string, KnobKey>();
  for (const key of Object.keys(knobs) as KnobKey[]) {
    const { flag, offFlag }: KnobNotes = knobs[key];
    if (flag !== null) keysByFlag.set(flag, key);
    if (offFlag !== undefined) keysByOffFlag.set(offFlag, key);
  }
  for (const [flag, given] of Object.entries(argumentsGiven)) {
    if (given === undefined || flag === 'config') continue;
    const offKey = keysByOffFlag.get(flag);
    if (offKey !== undefined) {
      settings.setText(offKey, 'off', `flag --${flag}`);
      continue;
    }
    const key = keysByFlag.get(flag);
    if (key === undefined) {
      const known = Object.keys(flagDefinitions()).map((name) => `--${name}`);
      settings.addProblem(`flag --${flag} is unknown${didYouMean(`--${flag}`, known)}`);
    } else if (typeof given === 'string') {
      settings.setText(key, given, `flag --${flag}`);
    } else {
      settings.set(key, given, `flag --${flag}`);
    }
  }
}
