// In: names of suites. Out: the suites, in their fixed order. Knows them all, and none of their cases.
import { Fault } from '../contract/fault.ts';
import type { Suite } from './case.ts';
import { controlTokensSuite } from './suite-control-tokens.ts';
import { documentsSuite } from './suite-documents.ts';
import { familiesSuite } from './suite-families.ts';
import { forgedTokensSuite } from './suite-forged-tokens.ts';
import { lookAlikesSuite } from './suite-look-alikes.ts';
import { sepSuite } from './suite-sep.ts';
import { extractionSuite, hijackSuite } from './suite-tensor-trust.ts';

export const suites: readonly Suite[] = [
  controlTokensSuite,
  forgedTokensSuite,
  familiesSuite,
  hijackSuite,
  extractionSuite,
  documentsSuite,
  sepSuite,
  lookAlikesSuite,
];

/** Null takes all that can be had: those that need data sets only where there is a folder. A Fault names what is unknown. */
export function chooseSuites(names: readonly string[] | null, dataFolder: string | null): readonly Suite[] {
  if (names === null) return suites.filter(({ needsData }) => dataFolder !== null || !needsData);
  const known = suites.map(({ name }) => name).join(', ');
  return names.map((name) => {
    const suite = suites.find((candidate) => candidate.name === name);
    if (suite === undefined) throw new Fault('config_invalid', `--suites knows no ${name}; there are ${known}.`);
    return suite;
  });
}
