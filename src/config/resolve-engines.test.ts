// In: engines of a configuration file and the deployments that name them. Out: whole ones with their keys, the pools they make, and every
// mistake named, no key among the words.
import { describe, expect, test } from 'vitest';
import { systemHierarchyPolicies } from '../hierarchy/system-hierarchy-policies.ts';
import { bindDeployments, bindPools } from './bind-deployments.ts';
import { bindHierarchyPolicies } from './bind-hierarchy-policies.ts';
import { loadFile, refusalOf } from './load-file.suite.ts';
import { usesOwnEngine } from './uses-own-engine.ts';

const gpu = { id: 'gpu', kind: 'vllm', url: 'http://gpu:8000/v1', model: 'qwen', keyEnvironment: 'GPU_KEY', weight: 3 };
const spare = { id: 'spare', kind: 'llama-server', url: 'http://127.0.0.1:8080/v1' };
const findPolicy = bindHierarchyPolicies({ hierarchyPolicies: [] }, systemHierarchyPolicies);
const own = { modelId: 'tiny', engineId: 'local' };

test('defaults are filled in and keys come from the environment', () => {
  const config = loadFile(
    { engines: [gpu, spare], deployments: [{ name: 'a', engines: ['gpu', 'spare'] }] },
    { GPU_KEY: 'k' },
  );
  expect(config.engines).toEqual([
    {
      id: 'gpu',
      kind: 'vllm',
      url: 'http://gpu:8000/v1',
      key: 'k',
      model: 'qwen',
      weight: 3,
      slots: 64,
      contextTokens: 131_072,
      firstTextSeconds: 120,
      healthSeconds: 5,
    },
    expect.objectContaining({ id: 'spare', key: null, model: null, weight: 1 }),
  ]);
  expect(usesOwnEngine(config)).toBe(false);
  expect(bindDeployments(config, null, findPolicy)).toMatchObject([{ name: 'a', aliases: [], modelId: 'qwen' }]);
});

describe('pools', () => {
  test('a deployment without engines has our own, alone', () => {
    const config = loadFile({
      engines: [spare],
      deployments: [{ name: 'a' }, { name: 'b', engines: ['spare'], model: 'big' }],
    });
    const [a, b] = bindDeployments(config, own, findPolicy);
    expect(a).toMatchObject({ engineId: 'local', modelId: 'tiny', aliases: ['tiny'] });
    expect(b).toMatchObject({ modelId: 'big', aliases: [] });
    expect(bindPools(config, own)).toEqual([{ id: b?.engineId, engineIds: ['spare'] }]);
    // What runs elsewhere is not the model of this service.
    expect(config.model).toBeNull();
  });

  test('our own engine in one pool is a pool everywhere', () => {
    const config = loadFile({
      engines: [spare],
      deployments: [{ name: 'a' }, { name: 'b', engines: ['local', 'spare'] }],
    });
    expect(bindPools(config, own).map(({ engineIds }) => engineIds)).toEqual([['local'], ['local', 'spare']]);
    expect(bindDeployments(config, own, findPolicy).map(({ modelId }) => modelId)).toEqual(['tiny', 'tiny']);
    expect(usesOwnEngine(config)).toBe(true);
  });
});

describe('mistakes', () => {
  const pool = (engines: unknown, names: readonly string[] = ['gpu']) => ({
    engines,
    deployments: [{ name: 'a', engines: names }],
  });
  test.each<readonly [unknown, string]>([
    [
      pool([{ ...spare, id: 'gpu', wieght: 2 }]),
      'engines[0].wieght from /srv/app/kinglet.config.json is unknown; did you mean weight?',
    ],
    [pool([{ ...spare, id: 'gpu', kind: 'llama' }]), 'engines[0].kind'],
    [
      pool([{ ...spare, id: 'gpu', url: 'gpu:8000' }]),
      'engines[0].url from /srv/app/kinglet.config.json: must be an http or https URL',
    ],
    [pool([{ ...spare, id: 'gpu', weight: 0 }]), 'engines[0].weight'],
    [
      pool([{ ...spare, id: 'local' }], ['local']),
      'engines[0].id from /srv/app/kinglet.config.json is local, which is taken',
    ],
    [pool([spare, spare], ['spare']), 'engines[1].id from /srv/app/kinglet.config.json is spare, which is taken'],
    [pool([spare], ['spar']), 'names spar, which is not an engine; did you mean spare?'],
    [pool([spare], ['spare', 'spare']), 'names an engine twice'],
    [pool([spare], ['spare', 'upstream']), 'names upstream, which is not an engine'],
    [{ engines: [spare] }, 'is spare, which no deployment names in its engines'],
    [
      { engine: { kind: 'llama' }, enginse: [] },
      'enginse from /srv/app/kinglet.config.json is unknown; did you mean engines?',
    ],
    [
      pool([{ ...gpu, key: 'a-secret' }]),
      'engines[0].keyEnvironment from /srv/app/kinglet.config.json stands beside key',
    ],
  ])('%j', (file, words) => {
    const message = refusalOf(file, { GPU_KEY: 'another-secret' });
    expect(message).toContain(words);
    expect(message).not.toContain('secret');
  });

  test('a variable that is not set', () => {
    expect(refusalOf(pool([gpu]))).toContain('names GPU_KEY, which is not set');
  });
});
