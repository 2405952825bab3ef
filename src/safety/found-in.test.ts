// In: verdicts. Out: what was found in them, by category, and what became of it; nothing of what was looked for in vain.
import { expect, test } from 'vitest';
import type { Verdict } from '../contract/safety.ts';
import { foundIn } from './found-in.ts';

const nothing: Verdict = {
  source: 'completion',
  harms: { hate: { severity: 1, isFiltered: false } },
  detections: { jailbreak: { isDetected: false, isFiltered: false } },
  blocklists: null,
  personalData: null,
  taskAdherence: { isDetected: false, isFiltered: false },
  toolGuard: { isDetected: false, isFiltered: false },
  failure: null,
  isFiltered: false,
};

test('nothing', () => {
  expect(foundIn(nothing)).toEqual([]);
});

test('a call that was held back, and one that was only told of', () => {
  const of = (isFiltered: boolean) => foundIn({ ...nothing, toolGuard: { isDetected: true, isFiltered } });
  expect(of(true)).toEqual([{ category: 'toolGuard', level: 'found', action: 'filtered' }]);
  expect(of(false)).toEqual([{ category: 'toolGuard', level: 'found', action: 'annotated' }]);
});
