// In: any policy, and anything as a body. Out: what is written of a policy reads as the same policy; what is no policy is a Fault, whatever
// it is.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Fault } from '../../contract/fault.ts';
import { completePolicy } from '../../contract/policy-draft.ts';
import {
  type AnswerCheck,
  answerChecks,
  type ContentPolicy,
  type DetectionKind,
  detectionKinds,
  type HarmCategory,
  harmCategories,
  type ScreenedSource,
  type SourceRules,
} from '../../contract/safety.ts';
import { readArmPath } from './arm-path.ts';
import { contentFilters } from './filters.ts';
import { parsePolicy } from './parse-policy.ts';
import { policyBody } from './policy-body.ts';

const harm = fc.record({
  isEnabled: fc.boolean(),
  isBlocking: fc.boolean(),
  threshold: fc.constantFrom('low' as const, 'medium' as const, 'high' as const),
});
const detection = fc.record({ isEnabled: fc.boolean(), isBlocking: fc.boolean() });
const rules: fc.Arbitrary<SourceRules> = fc.record({
  harms: fc
    .tuple(harm, harm, harm, harm)
    .map(([hate, sexual, violence, selfHarm]) => ({ hate, sexual, violence, selfHarm })),
  detections: fc
    .array(detection, { minLength: detectionKinds.length, maxLength: detectionKinds.length })
    // As many rules as there are kinds.
    .map((all) => Object.fromEntries(detectionKinds.map((kind, at) => [kind, all[at]])) as SourceRules['detections']),
  personalData: fc.constantFrom('off' as const, 'annotate' as const, 'redact' as const, 'block' as const),
  blocklists: fc.array(fc.record({ name: fc.stringMatching(/^[a-z]{1,5}$/), isBlocking: fc.boolean() }), {
    maxLength: 3,
  }),
});
const completionRules = fc
  .tuple(rules, detection, detection)
  .map(
    ([all, groundedness, taskAdherence]): SourceRules => ({ ...all, answerChecks: { groundedness, taskAdherence } }),
  );
const policies: fc.Arbitrary<ContentPolicy> = fc.record({
  name: fc.constant('mine'),
  basePolicyName: fc.constant('base'),
  isSystemManaged: fc.constant(false),
  rules: fc.record({ prompt: rules, completion: completionRules }),
  streamMode: fc.constantFrom('buffered' as const, 'asynchronous' as const),
  onScorerFailure: fc.constantFrom('open' as const, 'closed' as const),
});

/** A filter that Azure has for one source only is not told for the other, which keeps the base's. */
function withHiddenOf(base: ContentPolicy, policy: ContentPolicy): ContentPolicy {
  const visible = (source: ScreenedSource, kind: DetectionKind) =>
    contentFilters.some(
      ({ sources, target }) => sources.includes(source) && target.kind === 'detection' && target.detection === kind,
    );
  const merged = (source: ScreenedSource): SourceRules => {
    const detections = { ...policy.rules[source].detections };
    for (const kind of detectionKinds)
      if (!visible(source, kind)) detections[kind] = base.rules[source].detections[kind];
    return { ...policy.rules[source], detections };
  };
  return { ...policy, rules: { prompt: merged('prompt'), completion: merged('completion') } };
}

test.each(['2024-10-01', '2025-06-01'])('what is written for %s reads as the same', (version) => {
  fc.assert(
    fc.property(policies, policies, (other, policy) => {
      const base = { ...other, name: 'base' };
      const body: unknown = JSON.parse(JSON.stringify(policyBody(policy, '/account', version)));
      expect(completePolicy(parsePolicy(body, 'mine'), base)).toEqual(withHiddenOf(base, policy));
    }),
  );
});

test('every harm, every detection and every check of an answer has its filter', () => {
  const told = contentFilters.flatMap(({ target }): readonly (HarmCategory | DetectionKind | AnswerCheck)[] => {
    if (target.kind === 'personal-data') return [];
    if (target.kind === 'harm') return [target.category];
    return [target.kind === 'detection' ? target.detection : target.check];
  });
  expect([...told].sort()).toEqual([...harmCategories, ...detectionKinds, ...answerChecks].sort());
});

test('a policy that was kept before there were checks of answers has them off', () => {
  fc.assert(
    fc.property(policies, (policy) => {
      const { answerChecks: _none, ...completion } = policy.rules.completion;
      const old = { ...policy, rules: { ...policy.rules, completion } };
      const off = { isEnabled: false, isBlocking: false };
      const read = completePolicy(parsePolicy(policyBody(old, '/account', '2024-10-01'), 'mine'), old);
      expect(read.rules.completion.answerChecks).toEqual({ groundedness: off, taskAdherence: off });
      const { properties } = policyBody(old, '/account', '2024-10-01') as { properties: { contentFilters: object[] } };
      for (const name of ['Ungrounded Material', 'Task Adherence'])
        expect(properties.contentFilters).toContainEqual({
          name,
          source: 'Completion',
          enabled: false,
          blocking: false,
        });
    }),
    { numRuns: 10 },
  );
});

test('any body is a draft or a Fault', () => {
  const members = fc.dictionary(
    fc.constantFrom('basePolicyName', 'mode', 'contentFilters', 'customBlocklists', 'promptBlocklists', 'type'),
    fc.oneof(
      fc.jsonValue(),
      fc.array(fc.record({ name: fc.constantFrom('Hate', 'PII', 'x'), enabled: fc.jsonValue() })),
    ),
  );
  const bodies = fc.oneof(fc.jsonValue(), fc.record({ properties: fc.oneof(members, fc.jsonValue()) }));
  fc.assert(
    fc.property(bodies, (body) => {
      try {
        expect(parsePolicy(body, 'x').name).toBe('x');
      } catch (error) {
        expect(error).toBeInstanceOf(Fault);
      }
    }),
    { numRuns: 300 },
  );
});

test('any path is an address or none', () => {
  const account = '/subscriptions/s/resourceGroups/g/providers/Microsoft.CognitiveServices/accounts/a';
  const [segment, start] = [fc.webSegment(), fc.constantFrom(account, `${account}/raiBlocklists`, '')];
  fc.assert(
    fc.property(start, fc.array(segment), (path, segments) => {
      const address = readArmPath([path, ...segments].join('/'));
      expect(address === null || address.scope === account).toBe(true);
    }),
  );
  expect(readArmPath(`${account}/raiPolicies/%zz`)?.target).toEqual({ kind: 'policy', name: '%zz' });
});
