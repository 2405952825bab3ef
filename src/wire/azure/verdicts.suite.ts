// In: nothing. Out: verdicts of every kind, for random tests. Knows no case.
import fc from 'fast-check';
import {
  type Detection,
  detectionKinds,
  type HarmFinding,
  harmCategories,
  type Severity,
  type Verdict,
} from '../../contract/safety.ts';

const severity = () => fc.integer({ min: 0, max: 7 }).map((level) => level as Severity);
const harm = (): fc.Arbitrary<HarmFinding> => fc.record({ severity: severity(), isFiltered: fc.boolean() });
const detection = (): fc.Arbitrary<Detection> => fc.record({ isDetected: fc.boolean(), isFiltered: fc.boolean() });

function someOf<Key extends string, Value>(keys: readonly Key[], value: fc.Arbitrary<Value>) {
  return fc.dictionary(fc.constantFrom(...keys), value) as fc.Arbitrary<Partial<Record<Key, Value>>>;
}

const blocklists = () =>
  fc.record({
    isFiltered: fc.boolean(),
    matches: fc.uniqueArray(fc.record({ name: fc.constantFrom('a', 'b', 'c'), isBlocking: fc.boolean() }), {
      selector: ({ name }) => name,
    }),
  });

const personalData = () =>
  fc.record({
    isFiltered: fc.boolean(),
    redactedText: fc.constant(null),
    findings: fc.array(fc.record({ kind: fc.constant('Email'), isFiltered: fc.boolean(), isRedacted: fc.boolean() }), {
      maxLength: 2,
    }),
  });

const groundedness = () =>
  fc.record({
    isDetected: fc.boolean(),
    isFiltered: fc.boolean(),
    spans: fc.array(fc.record({ start: fc.nat(9), end: fc.nat(9) }), { maxLength: 2 }),
  });

export function aVerdict(): fc.Arbitrary<Verdict> {
  const always = {
    source: fc.constant('completion' as const),
    harms: someOf(harmCategories, harm()),
    detections: someOf(detectionKinds, detection()),
    blocklists: fc.option(blocklists()),
    personalData: fc.option(personalData()),
    failure: fc.option(fc.constant({ code: 'c', message: 'm' })),
    isFiltered: fc.boolean(),
  };
  const requiredKeys = Object.keys(always) as (keyof typeof always)[];
  const checks = {
    groundedness: groundedness(),
    taskAdherence: detection(),
    promptLeak: detection(),
    toolGuard: detection(),
  };
  return fc.record({ ...always, ...checks }, { requiredKeys });
}
