// In: scorers of a configuration file. Out: whole ones with their keys, and every mistake named, no key among the words.
import { describe, expect, test } from 'vitest';
import { loadFile, refusalOf } from './load-file.suite.ts';

const azure = { id: 'az', kind: 'azure', url: 'https://x.cognitiveservices.azure.com', keyEnvironment: 'AZ_KEY' };
const guard = {
  id: 'guard',
  kind: 'guard',
  url: 'http://127.0.0.1:8001/v1',
  template: 'qwen3guard',
  asked: 'when-unsure',
};

test('without any, every deployment has the first stage', () => {
  const config = loadFile({ deployments: [{ name: 'a' }] });
  expect(config.scorers).toEqual([]);
  expect(config.deployments[0]?.scorers).toEqual(['first-stage', 'encoder']);
});

test('defaults are filled in, keys come from the environment, and a scorer on this machine may be called', () => {
  const deployments = [
    { name: 'a', scorers: ['first-stage', 'guard'] },
    { name: 'b', scorers: ['az'] },
  ];
  const config = loadFile({ scorers: [azure, guard], deployments }, { AZ_KEY: 'secret-word' });
  expect(config.scorers).toEqual([
    {
      id: 'az',
      kind: 'azure',
      url: azure.url,
      key: 'secret-word',
      template: null,
      model: null,
      isAsked: 'always',
      timeoutSeconds: 10,
      isPrivateAllowed: false,
    },
    {
      id: 'guard',
      kind: 'guard',
      url: guard.url,
      key: null,
      template: 'qwen3guard',
      model: null,
      isAsked: 'when-unsure',
      timeoutSeconds: 10,
      isPrivateAllowed: true,
    },
  ]);
  expect(config.deployments.map(({ scorers }) => scorers)).toEqual([['first-stage', 'guard'], ['az']]);
});

describe('is refused', () => {
  const plain = { id: 'own', kind: 'http', url: 'https://x.test/score' };

  test.each([
    [
      { scorers: [{ ...plain, uri: 'x' }] },
      'scorers[0].uri from /srv/app/kinglet.config.json is unknown; did you mean url?',
    ],
    [{ scorers: [{ ...plain, kind: 'other' }] }, 'scorers[0].kind from'],
    [{ scorers: [{ ...plain, url: 'x.test' }] }, 'scorers[0].url from'],
    [{ scorers: [{ ...plain, url: 'http://10.0.0.1/score' }] }, 'must be https'],
    [{ scorers: [{ ...plain, id: 'first-stage' }] }, 'which is taken'],
    [{ scorers: [plain, plain] }, 'scorers[1].id from'],
    [{ scorers: [{ ...plain, template: 'qwen3guard' }] }, 'is for the kind guard only'],
    [{ scorers: [{ ...plain, model: 'm' }] }, 'is for the kinds guard and openai only'],
    [{ scorers: [{ ...guard, template: undefined }] }, 'scorers[0].template from'],
    [{ scorers: [{ ...plain, keyEnvironment: 'NOT_SET' }] }, 'names NOT_SET, which is not set'],
    [{ scorers: [{ ...plain, keyEnvironment: 'KINGLET_X' }] }, 'does not begin with KINGLET_'],
    [{ scorers: [{ ...plain, key: 'a', keyEnvironment: 'AZ_KEY' }] }, 'stands beside key'],
    [{ scorers: [{ ...plain, timeoutSeconds: 0 }] }, 'scorers[0].timeoutSeconds from'],
    [{ scorers: [guard], deployments: [{ name: 'a', scorers: ['guard'] }] }, 'none that is always asked'],
    [
      { deployments: [{ name: 'a', scorers: ['first-stag'] }] },
      'names first-stag, which is not a scorer; did you mean first-stage?',
    ],
    [{ deployments: [{ name: 'a', scorers: ['first-stage', 'first-stage'] }] }, 'names a scorer twice'],
    [{ deployments: [{ name: 'a', scorers: [] }] }, 'deployments[0].scorers from'],
  ])('%j', (file, words) => {
    const message = refusalOf(file, { AZ_KEY: 'secret-word' });
    expect(message).toContain(words);
    expect(message).not.toContain('secret-word');
  });

  test('a key that is none, without telling it', () => {
    const message = refusalOf({ scorers: [{ id: 'own', kind: 'http', url: 'https://x.test', key: 'two words' }] });
    expect(message).toContain('scorers[0].key from');
    expect(message).not.toContain('two words');
  });

  test('http beyond this machine is taken where private networks are allowed', () => {
    const [scorer] = loadFile({ scorers: [{ ...plain, url: 'http://10.0.0.1/score', allowPrivate: true }] }).scorers;
    expect(scorer?.isPrivateAllowed).toBe(true);
  });
});
