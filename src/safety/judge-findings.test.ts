// In: findings and policies of every strictness. Out: what is filtered and what is only told.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { HarmRule, Severity } from '../contract/safety.ts';
import { noFindings } from './findings.ts';
import { judgeFindings } from './judge-findings.ts';
import { policyWith } from './policy.suite.ts';

const judge = (findings: Partial<typeof noFindings>, policy = policyWith({})) =>
  judgeFindings(
    { source: 'prompt', findings: { ...noFindings, ...findings }, redactedText: null, failure: null },
    policy,
  );
const hate = (rule: Partial<HarmRule>) => policyWith({ harms: { hate: { ...on, ...rule } } });
const on: HarmRule = { isEnabled: true, isBlocking: true, threshold: 'medium' };

describe('a harm', () => {
  test.each([
    ['low', 2],
    ['medium', 4],
    ['high', 6],
  ] as const)('is filtered from the first level of %s on', (threshold, first) => {
    for (const severity of [0, 1, 2, 3, 4, 5, 6, 7] as const) {
      const verdict = judge({ harms: { hate: severity } }, hate({ threshold }));
      expect(verdict.harms.hate).toEqual({ severity, isFiltered: severity >= first });
      expect(verdict.isFiltered).toBe(severity >= first);
    }
  });

  test('is only told where the rule does not block, and not told where it is off', () => {
    expect(judge({ harms: { hate: 7 } }, hate({ isBlocking: false }))).toMatchObject({
      isFiltered: false,
      harms: { hate: { severity: 7, isFiltered: false } },
    });
    expect(judge({ harms: { hate: 7 } }, hate({ isEnabled: false })).harms.hate).toBeUndefined();
  });
});

test('what is detected is found from a half on', () => {
  const policy = policyWith({ detections: { jailbreak: { isEnabled: true, isBlocking: true } } });
  expect(judge({ detections: { jailbreak: 0.49 } }, policy).isFiltered).toBe(false);
  expect(judge({ detections: { jailbreak: 0.5 } }, policy).detections.jailbreak).toEqual({
    isDetected: true,
    isFiltered: true,
  });
});

test('lists are found by name whatever its case, and block only where they are told to', () => {
  const matches = [{ blocklistName: 'Rivals', item: { id: '1', text: 'x', isRegex: false, description: null } }];
  const blocking = policyWith({ blocklists: [{ name: 'rivals', isBlocking: true }] });
  const telling = policyWith({ blocklists: [{ name: 'rivals', isBlocking: false }] });
  expect(judge({ matches }, blocking)).toMatchObject({ isFiltered: true, blocklists: { isFiltered: true } });
  expect(judge({ matches }, telling)).toMatchObject({
    isFiltered: false,
    blocklists: { matches: [{ name: 'rivals' }] },
  });
  expect(judge({}, blocking).blocklists).toEqual({ isFiltered: false, matches: [] });
  expect(judge({ matches }).blocklists).toBeNull();
});

test('personal data is told, blacked out or blocked as the policy says', () => {
  const personalData = [{ kind: 'Email', start: 0, end: 3 }];
  const told = (action: 'off' | 'annotate' | 'redact' | 'block') =>
    judge({ personalData }, policyWith({ personalData: action }));
  expect(told('off').personalData).toBeNull();
  expect(told('annotate')).toMatchObject({ isFiltered: false, personalData: { findings: [{ kind: 'Email' }] } });
  expect(told('redact')).toMatchObject({ isFiltered: false, personalData: { findings: [{ isRedacted: true }] } });
  expect(told('block')).toMatchObject({ isFiltered: true, personalData: { findings: [{ isFiltered: true }] } });
});

test('a filter that cannot run lets through or closes, as the policy says, and says so', () => {
  const failure = { code: 'content_filter_error', message: 'The contents are not filtered' };
  for (const onScorerFailure of ['open', 'closed'] as const) {
    const verdict = judgeFindings(
      { source: 'prompt', findings: noFindings, redactedText: null, failure },
      { ...policyWith({}), onScorerFailure },
    );
    expect(verdict).toMatchObject({ failure, isFiltered: onScorerFailure === 'closed' });
  }
});

test('more harm is never filtered less', () => {
  const severity = fc.integer({ min: 0, max: 7 }) as fc.Arbitrary<Severity>;
  fc.assert(
    fc.property(severity, severity, (one, other) => {
      const [less, more] = [Math.min(one, other) as Severity, Math.max(one, other) as Severity];
      if (judge({ harms: { hate: less } }).isFiltered) expect(judge({ harms: { hate: more } }).isFiltered).toBe(true);
    }),
  );
});
