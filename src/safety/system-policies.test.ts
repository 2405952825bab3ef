// In: the built-in policies and drafts over them. Out: Azure's defaults, and that a draft changes only what it names.
import { expect, test } from 'vitest';
import { completePolicy } from '../contract/policy-draft.ts';
import { defaultPolicyName, systemPolicies } from './system-policies.ts';

const [base] = systemPolicies;
if (base === undefined) throw new Error('there is no default policy');

test('the default is what a deployment of Azure OpenAI has', () => {
  expect(base).toMatchObject({ name: defaultPolicyName, isSystemManaged: true, streamMode: 'buffered' });
  for (const source of ['prompt', 'completion'] as const)
    for (const rule of Object.values(base.rules[source].harms))
      expect(rule).toEqual({ isEnabled: true, isBlocking: true, threshold: 'medium' });
  expect(base.rules.prompt.detections).toMatchObject({
    jailbreak: { isEnabled: true, isBlocking: true },
    indirectAttack: { isEnabled: false },
    profanity: { isEnabled: false },
    protectedText: { isEnabled: false },
  });
  expect(base.rules.completion.detections).toMatchObject({
    jailbreak: { isEnabled: false },
    protectedText: { isEnabled: true, isBlocking: true },
    protectedCode: { isEnabled: true, isBlocking: false },
  });
});

test('a draft of nothing is the base under another name', () => {
  const policy = completePolicy(
    { name: 'mine', basePolicyName: base.name, rules: { prompt: {}, completion: {} } },
    base,
  );
  expect(policy).toEqual({ ...base, name: 'mine', basePolicyName: base.name, isSystemManaged: false });
});

test('a draft changes what it names, also to false', () => {
  const policy = completePolicy(
    {
      name: 'mine',
      basePolicyName: base.name,
      rules: {
        prompt: {
          harms: { hate: { isBlocking: false, threshold: 'low' }, sexual: undefined },
          detections: { jailbreak: { isEnabled: false } },
          personalData: 'redact',
          blocklists: [{ name: 'words', isBlocking: true }],
        },
        completion: { harms: { violence: { isEnabled: false } } },
      },
      onScorerFailure: 'closed',
    },
    base,
  );
  expect(policy.rules.prompt).toEqual({
    harms: { ...base.rules.prompt.harms, hate: { isEnabled: true, isBlocking: false, threshold: 'low' } },
    detections: { ...base.rules.prompt.detections, jailbreak: { isEnabled: false, isBlocking: true } },
    personalData: 'redact',
    blocklists: [{ name: 'words', isBlocking: true }],
  });
  expect(policy.rules.completion.harms.violence).toEqual({ isEnabled: false, isBlocking: true, threshold: 'medium' });
  expect(policy).toMatchObject({ onScorerFailure: 'closed', streamMode: 'buffered' });
});
