// In: configurations with and without keys. Out: who a presented key belongs to, and which deployments a name finds.
import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { systemHierarchyPolicies } from '../hierarchy/system-hierarchy-policies.ts';
import { bindCallers } from './bind-callers.ts';
import { bindDeployments } from './bind-deployments.ts';
import { bindHierarchyPolicies } from './bind-hierarchy-policies.ts';
import { explainConfig } from './explain-config.ts';
import { findDeployment } from './find-deployment.ts';
import { loadConfig } from './load-config.ts';

function load(file: object, environment: Record<string, string> = {}) {
  const readFile = () => JSON.stringify(file);
  return loadConfig({ argumentsGiven: {}, environment, workingFolder: '/', readFile, isTerminal: false });
}

const keySha256 = createHash('sha256').update('hashed').digest('hex').toUpperCase();
const keyed = load(
  {
    keys: [
      { id: 'app', key: 'clear', partition: 'shop', deployments: ['gpt-4o-mini'] },
      { id: 'ops', keySha256, roles: ['admin', 'caller'] },
    ],
  },
  { KINGLET_API_KEY: 'api', KINGLET_ADMIN_KEY: 'boss' },
);

test('without a key anywhere, whatever is presented is the local caller', () => {
  const find = bindCallers(load({}));
  const caller = {
    keyId: 'local',
    partition: 'local',
    roles: ['caller', 'admin'],
    deployments: null,
    policies: [],
    mostAuthority: 'system',
  };
  for (const presented of [null, '', 'anything']) expect(find(presented)).toEqual({ kind: 'found', caller });
});

test('every configured key finds its caller', () => {
  const find = bindCallers(keyed);
  expect(find('clear')).toEqual({
    kind: 'found',
    caller: {
      keyId: 'app',
      partition: 'shop',
      roles: ['caller'],
      deployments: ['gpt-4o-mini'],
      policies: [],
      mostAuthority: 'system',
    },
  });
  expect(find('hashed')).toMatchObject({ caller: { keyId: 'ops', partition: 'ops', roles: ['admin', 'caller'] } });
  expect(find('api')).toMatchObject({
    caller: { keyId: 'default', roles: ['caller'], deployments: null, policies: [], mostAuthority: 'system' },
  });
  expect(find('boss')).toMatchObject({ caller: { keyId: 'admin', roles: ['caller', 'admin'] } });
});

test('missing and wrong are told apart', () => {
  const find = bindCallers(keyed);
  expect([find(null), find('')]).toEqual([{ kind: 'missing' }, { kind: 'missing' }]);
  expect([find('Clear'), find(keySha256)]).toEqual([{ kind: 'wrong' }, { kind: 'wrong' }]);
});

test('the Config and its explanation hold no key of the file, the explanation no key at all', () => {
  expect(JSON.stringify(keyed)).not.toContain('clear');
  const explained = JSON.stringify(explainConfig(keyed));
  for (const secret of ['clear', 'boss', '"api"', keySha256.toLowerCase()]) expect(explained).not.toContain(secret);
  expect(explainConfig(keyed)).toContainEqual({
    key: 'apiKey',
    value: 'set',
    origin: 'environment variable KINGLET_API_KEY',
  });
  expect(explainConfig(keyed)).toContainEqual({
    key: 'limits.drainSeconds',
    value: '30 seconds',
    origin: 'default',
  });
});

const findPolicy = bindHierarchyPolicies({ hierarchyPolicies: [] }, systemHierarchyPolicies);

test('a deployment is found by name, alias, snapshot, and the first by the id of the model', () => {
  const config = load({ deployments: [{ name: 'a', aliases: ['x'], snapshot: 'a-1' }, { name: 'b' }] });
  const deployments = bindDeployments(config, { modelId: 'qwen', engineId: 'llama-0' }, findPolicy);
  for (const name of ['a', 'x', 'a-1', 'qwen']) expect(findDeployment(deployments, name)?.name).toBe('a');
  expect(findDeployment(deployments, 'b')).toMatchObject({ modelId: 'qwen', engineId: 'llama-0', aliases: [] });
  expect(findDeployment(deployments, 'A')).toBeNull();
});

test('the id of the model is no alias where a deployment has that name already', () => {
  const config = load({ deployments: [{ name: 'a' }, { name: 'qwen' }] });
  const deployments = bindDeployments(config, { modelId: 'qwen', engineId: 'e' }, findPolicy);
  expect(findDeployment(deployments, 'qwen')?.name).toBe('qwen');
});
