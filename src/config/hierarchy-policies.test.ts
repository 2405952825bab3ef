// In: configuration files with hierarchy policies. Out: each begins from another, deployments find theirs, and what is wrong is told by name.
import { expect, test } from 'vitest';
import { defaultHierarchyPolicy, systemHierarchyPolicies } from '../hierarchy/system-hierarchy-policies.ts';
import { bindDeployments } from './bind-deployments.ts';
import { bindHierarchyPolicies } from './bind-hierarchy-policies.ts';
import { loadFile } from './load-file.suite.ts';

function load(file: unknown) {
  const config = loadFile(file);
  return bindDeployments(
    config,
    { modelId: 'm', engineId: 'e' },
    bindHierarchyPolicies(config, systemHierarchyPolicies),
  );
}

test('a deployment has the default where it names none', () => {
  expect(load({})[0]?.hierarchyPolicy).toEqual(defaultHierarchyPolicy);
});

test('a policy is its base with what it says itself, and may be a base', () => {
  const [deployment] = load({
    hierarchyPolicies: [
      {
        name: 'shop',
        platformText: 'Sell nothing.',
        toolGuard: 'annotate',
        hasCanary: true,
        consequentialTools: ['pay', 'send_*'],
      },
      { name: 'quiet', basePolicyName: 'Shop', spotlight: 'off', platformText: null },
    ],
    deployments: [{ name: 'a', hierarchyPolicy: 'quiet' }],
  });
  expect(deployment?.hierarchyPolicy).toEqual({
    ...defaultHierarchyPolicy,
    name: 'quiet',
    toolGuard: 'annotate',
    hasCanary: true,
    consequentialTools: ['pay', 'send_*'],
    spotlight: 'off',
  });
});

test.each([
  [
    { deployments: [{ name: 'a', hierarchyPolicy: 'defualt' }] },
    /deployment a names the hierarchy policy defualt.*default/,
  ],
  [{ hierarchyPolicies: [{ name: 'x', basePolicyName: 'y' }] }, /hierarchy policy x names the hierarchy policy y/],
  [{ hierarchyPolicies: [{ name: 'OFF' }] }, /two hierarchy policies with the name OFF/],
  [{ hierarchyPolicies: [{ name: 'x', spotlihgt: 'off' }] }, /hierarchyPolicies\[0\]\.spotlihgt.*spotlight/],
  [{ hierarchyPolicies: [{ name: 'x', secrecy: 'loud' }] }, /hierarchyPolicies\[0\]\.secrecy/],
  [{ hierarchyPolicies: [{ name: 'x', hasCanary: 'yes' }] }, /hierarchyPolicies\[0\]\.hasCanary/],
  [{ hierarchyPolicies: [{ name: 'a b' }] }, /hierarchyPolicies\[0\]\.name.*letters/],
])('%j is told', (file, words) => {
  expect(() => load(file)).toThrow(words);
});
