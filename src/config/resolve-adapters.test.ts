// In: adapters of a configuration file and the deployments that name them. Out: whole ones with absolute paths, and every mistake named.
import { expect, test } from 'vitest';
import { Fault } from '../contract/fault.ts';
import { loadFile } from './load-file.suite.ts';

test('paths are made absolute, and a scale is one where none is given', () => {
  const { adapters, deployments } = loadFile({
    adapters: [
      { name: 'calm', path: 'calm.gguf' },
      { name: 'loud', path: '~/loud.gguf', scale: 0.5 },
    ],
    deployments: [{ name: 'a', adapter: 'calm' }, { name: 'b', adapter: 'loud', engines: ['local'] }, { name: 'c' }],
  });
  expect(adapters).toEqual([
    { name: 'calm', path: '/srv/app/calm.gguf', scale: 1 },
    { name: 'loud', path: '/home/ada/loud.gguf', scale: 0.5 },
  ]);
  expect(deployments.map(({ adapter }) => adapter)).toEqual(['calm', 'loud', null]);
});

const calm = { name: 'calm', path: 'calm.gguf' };
test.each([
  [{ adapters: [{ name: 'a b', path: 'x' }] }, /adapters\[0\]\.name.*letters/],
  [{ adapters: [{ name: 'a', path: 'x,y' }] }, /adapters\[0\]\.path.*without commas/],
  [{ adapters: [{ name: 'a', path: 'x', weight: 2 }] }, /adapters\[0\].*weight/],
  [{ adapters: [calm, calm], deployments: [{ name: 'd', adapter: 'calm' }] }, /adapters\[1\]\.name.*taken/],
  [{ adapters: [calm] }, /adapters\[0\]\.name.*no deployment names/],
  [{ adapters: [calm], deployments: [{ name: 'd', adapter: 'clam' }] }, /deployments\[0\]\.adapter.*clam.*calm/],
  [{ deployments: [{ name: 'd', adapter: 'calm' }] }, /names calm, which is not there/],
  [
    {
      adapters: [calm],
      engines: [{ id: 'gpu', kind: 'vllm', url: 'http://gpu/v1' }],
      deployments: [{ name: 'd', adapter: 'calm', engines: ['local', 'gpu'] }],
    },
    /deployments\[0\]\.adapter.*our own engine only/,
  ],
])('%j is refused', (file, words) => {
  expect(() => loadFile(file)).toThrow(Fault);
  expect(() => loadFile(file)).toThrow(words);
});

test('an upstream takes no adapter', () => {
  const file = { adapters: [calm], deployments: [{ name: 'd', adapter: 'calm' }] };
  expect(() => loadFile(file, { KINGLET_UPSTREAM_URL: 'http://up/v1' })).toThrow(/need an engine of our own/);
});
