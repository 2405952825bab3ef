// In: flags, variables and files by hand. Out: precedence, every kind of refusal, and that no secret is in a message.
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Fault } from '../contract/fault.ts';
import { type ConfigSources, loadConfig } from './load-config.ts';

function load(given: {
  readonly flags?: ConfigSources['argumentsGiven'];
  readonly environment?: ConfigSources['environment'];
  readonly file?: unknown;
}) {
  return loadConfig({
    argumentsGiven: given.flags ?? {},
    environment: { HOME: '/home/ada', ...given.environment },
    workingFolder: '/srv/app',
    isTerminal: false,
    readFile: () => (given.file === undefined ? null : JSON.stringify(given.file)),
  });
}

function refusal(given: Parameters<typeof load>[0]): string {
  try {
    load(given);
  } catch (error) {
    if (error instanceof Fault && error.code === 'config_invalid') return error.message;
    throw error;
  }
  throw new Error('was taken');
}

describe('values', () => {
  test('kept prefixes: how long, how much, and by whom they are shared', () => {
    const config = load({
      environment: { KINGLET_PREFIXES_KEPT: 'across-restarts', KINGLET_PREFIX_BYTES: '2GiB' },
      file: {
        deployments: [{ name: 'd', sharedPrefixes: true }, { name: 'e' }],
        keys: [{ id: 'k', key: 'secret', roles: ['caller', 'priority'] }],
      },
    });
    expect(config.prefixes).toEqual({ kept: 'across-restarts', bytes: 2 * 1024 ** 3 });
    expect(config.deployments.map(({ sharedPrefixes }) => sharedPrefixes)).toEqual([true, false]);
    expect(config.keys[0]?.roles).toEqual(['caller', 'priority']);
    expect(refusal({ environment: { KINGLET_PREFIXES_KEPT: 'sometimes' } })).toContain('across-restarts');
  });

  test('defaults, deeply frozen', () => {
    const config = load({});
    expect(config).toMatchObject({
      port: 4141,
      host: '127.0.0.1',
      home: '/home/ada/.kinglet',
      model: null,
      apiKey: null,
      logFormat: 'json',
      engine: { kind: 'llama', contextTokens: null, flashAttention: 'auto', tune: 'on', readyTimeoutSeconds: 300 },
      joinRuns: 'on',
      limits: {
        bodyBytes: 33_554_432,
        maxOutputTokens: 16_384,
        queueLength: 256,
        queueSeconds: 600,
        flexQueueSeconds: 3600,
        answerSeconds: null,
        drainSeconds: 30,
      },
      prefixes: { kept: 'until-exit', bytes: null },
      heartbeatSeconds: 10,
      allowedHosts: [],
      keys: [],
      origins: {},
    });
    expect(config.deployments).toEqual([
      {
        name: 'gpt-4o-mini',
        aliases: ['gpt-4o-mini-2024-07-18'],
        snapshot: 'gpt-4o-mini-2024-07-18',
        neutralSystemText: 'You are a helpful assistant.',
        maxOutputTokens: 16_384,
        answerSeconds: null,
        prices: { inputUsdPerMillion: 0, cachedInputUsdPerMillion: 0, outputUsdPerMillion: 0 },
        contentPolicy: 'Microsoft.DefaultV2',
        hierarchyPolicy: 'default',
        engines: [],
        adapter: null,
        model: null,
        sharedPrefixes: false,
        scorers: ['first-stage', 'encoder'],
      },
    ]);
    for (const part of [config, config.engine, config.deployments, config.deployments[0]?.prices, config.origins])
      expect(Object.isFrozen(part)).toBe(true);
  });

  test('the highest source wins, whichever are there', () => {
    const levels = fc.record({ file: fc.boolean(), environment: fc.boolean(), flag: fc.boolean() });
    fc.assert(
      fc.property(levels, (has) => {
        const config = load({
          ...(has.file && { file: { port: 1 } }),
          ...(has.environment && { environment: { PORT: '2' } }),
          ...(has.flag && { flags: { port: '3' } }),
        });
        expect(config.port).toBe(has.flag ? 3 : has.environment ? 2 : has.file ? 1 : 4141);
        const origin = has.environment ? 'environment variable PORT' : '/srv/app/kinglet.config.json';
        const expected = has.flag ? 'flag --port' : has.environment || has.file ? origin : undefined;
        expect(config.origins['port']).toBe(expected);
      }),
    );
  });

  test('texts become sizes, lists, paths and numbers', () => {
    const config = load({
      environment: {
        KINGLET_BODY_LIMIT: '1.5 MiB',
        KINGLET_ALLOWED_HOSTS: 'a.example, b.example,',
        KINGLET_HOME: 'data',
        KINGLET_ENGINE_PATH: '~/bin/llama-server',
        KINGLET_SYSTEM_TEXT: '',
        PORT: '',
        KINGLET_DRAIN_SECONDS: '0.5',
      },
    });
    expect(config.limits).toMatchObject({ bodyBytes: 1_572_864, drainSeconds: 0.5 });
    expect(config.allowedHosts).toEqual(['a.example', 'b.example']);
    expect(config.home).toBe('/srv/app/data');
    expect(config.engine.path).toBe('/home/ada/bin/llama-server');
    expect(config.deployments[0]?.neutralSystemText).toBe('');
    expect(config.port).toBe(4141);
    expect(load({ file: { limits: { bodyBytes: '64kB' } } }).limits.bodyBytes).toBe(64_000);
  });

  test('a flag without a word turns a knob off', () => {
    const config = load({ environment: { KINGLET_TUNE: 'with-kv-types' }, flags: { 'no-tune': true } });
    expect(config.engine.tune).toBe('off');
    expect(config.origins['engine.tune']).toBe('flag --no-tune');
    expect(load({ flags: { tune: 'with-kv-types' } }).engine.tune).toBe('with-kv-types');
  });

  test('an upstream URL alone means the upstream', () => {
    const environment = { KINGLET_UPSTREAM_URL: 'http://127.0.0.1:8000/v1' };
    expect(load({ environment }).engine.kind).toBe('upstream');
    expect(load({ environment, flags: { engine: 'llama' } }).engine.kind).toBe('llama');
    expect(refusal({ flags: { engine: 'upstream' } })).toContain('needs engine.url');
  });

  test('deployments take their defaults from the knobs, and their model from the one that names it', () => {
    const config = load({
      file: {
        limits: { maxOutputTokens: 99, answerSeconds: 60 },
        deployments: [
          { name: 'a', model: 'm' },
          { name: 'b', snapshot: 'b-1', answerSeconds: 5 },
        ],
      },
    });
    expect(config.model).toBe('m');
    expect(config.deployments).toMatchObject([
      { name: 'a', snapshot: 'a', maxOutputTokens: 99, answerSeconds: 60 },
      { name: 'b', snapshot: 'b-1', answerSeconds: 5 },
    ]);
  });
});

describe('refusals name the key, the source and what is expected', () => {
  test.each([
    [
      { file: { limits: { bodyByte: 5 } } },
      'limits.bodyByte from /srv/app/kinglet.config.json is unknown; did you mean limits.bodyBytes?',
    ],
    [
      { file: { port: '80' } },
      'port from /srv/app/kinglet.config.json must be a whole number from 0 to 65535, not "80"',
    ],
    [{ file: { limits: 7 } }, 'limits from /srv/app/kinglet.config.json must be an object'],
    [{ file: [] }, 'must hold one JSON object'],
    [
      { environment: { PORT: 'http' } },
      'port from environment variable PORT must be a whole number from 0 to 65535, not "http"',
    ],
    [{ environment: { KINGLET_CONTEX: '1' } }, 'KINGLET_CONTEX is unknown; did you mean KINGLET_CONTEXT?'],
    [{ environment: { KINGLET_PORT: '1' } }, 'KINGLET_PORT is unknown; did you mean PORT?'],
    [{ environment: { KINGLET_BODY_LIMIT: 'lots' } }, 'such as 33554432 or "32MiB", not "lots"'],
    [{ environment: { KINGLET_ALLOWED_ORIGINS: 'https://a.example/page' } }, 'allowedOrigins from'],
    [{ flags: { 'kv-type-k': 'q9' } }, 'engine.kvTypeK from flag --kv-type-k must be one of f16, bf16'],
    [{ flags: { prot: '1' } }, 'flag --prot is unknown; did you mean --port?'],
    [{ flags: { port: true } }, 'port from flag --port must be'],
    [{ flags: { config: 'other.json' } }, 'there is no file /srv/app/other.json, which flag --config names'],
    [{ environment: { HOST: '0.0.0.0' } }, 'refusing to listen on 0.0.0.0 without a key: set KINGLET_API_KEY'],
    [{ file: { deployments: [] } }, 'deployments from /srv/app/kinglet.config.json: '],
    [{ file: { deployments: [{ name: 'a', prices: { input: 1 } }] } }, 'deployments[0].prices.input from'],
    [
      { file: { deployments: [{ name: 'a' }, { name: 'b', aliases: ['a'] }] } },
      'deployments[1] from /srv/app/kinglet.config.json uses the name a',
    ],
    [
      {
        file: {
          deployments: [
            { name: 'a', model: 'x' },
            { name: 'b', model: 'y' },
          ],
        },
      },
      'deployments[1].model',
    ],
    [{ file: { keys: [{ id: 'x' }] } }, 'keys[0] from /srv/app/kinglet.config.json must have either key or keySha256'],
    [
      {
        file: {
          keys: [
            { id: 'x', key: 'k1' },
            { id: 'x', key: 'k2' },
          ],
        },
      },
      'keys[1].id',
    ],
    [{ file: { keys: [{ id: 'admin', key: 'k1' }] } }, 'keys[0].id'],
    [
      {
        file: {
          keys: [
            { id: 'x', key: 'k' },
            { id: 'y', key: 'k' },
          ],
        },
      },
      'the keys x and y are the same',
    ],
    [{ file: { keys: [{ id: 'x', key: 'k', deployments: ['gpt-4o-mimi'] }] } }, 'did you mean gpt-4o-mini?'],
    [{ file: { keys: [{ id: 'x', key: 'k', roles: ['root'] }] } }, 'keys[0].roles[0] from'],
    [
      { environment: { KINGLET_API_KEY: 'same', KINGLET_ADMIN_KEY: 'same' } },
      'the keys default and admin are the same',
    ],
  ])('%j', (given, expected) => {
    expect(refusal(given)).toContain(expected);
  });

  test('all problems at once', () => {
    expect(refusal({ environment: { PORT: 'x', KINGLET_SLOTS: '0' }, flags: { nope: '1' } }).split('\n')).toHaveLength(
      3,
    );
  });

  test('no secret is in a message', () => {
    const secret = 'sk-do not print';
    for (const given of [
      { environment: { KINGLET_API_KEY: secret } },
      { environment: { KINGLET_UPSTREAM_KEY: secret } },
      { environment: { KINGLET_UPSTREAM_URL: `http://ada:${secret}@host/` } },
      { file: { keys: [{ id: 'x', key: secret }] } },
      { file: { keys: [{ id: 'x', keySha256: secret }] } },
      { file: { apiKey: [secret] } },
    ])
      expect(refusal(given)).not.toContain('do not print');
    const readFile = () => '{"apiKey": sk-do-not-print}';
    const sources = { argumentsGiven: {}, environment: {}, workingFolder: '/', readFile };
    expect(() => loadConfig(sources)).toThrow(/^\/kinglet.config.json is not JSON: (?!.*do-not)/);
  });

  test('an empty key is not taken for no key', () => {
    expect(refusal({ environment: { KINGLET_API_KEY: '' } })).toContain('apiKey from environment variable');
  });
});

test('variables of the bootstrap, the tests and Kubernetes are no knobs', () => {
  const environment = {
    KINGLET_BOOTSTRAPPED: '1',
    KINGLET_DATA: 'x',
    KINGLET_ENGINE_PARAMETERS: 'x',
    KINGLET_TEST_ANYTHING: '1',
    KINGLET_PORT: 'tcp://10.0.0.1:4141',
    KINGLET_PORT_4141_TCP_ADDR: '10.0.0.1',
    KINGLET_SERVICE_PORT_HTTP: '4141',
  };
  expect(load({ environment }).port).toBe(4141);
});

test('a key lets the service listen beyond loopback', () => {
  expect(load({ environment: { HOST: '0.0.0.0', KINGLET_API_KEY: 'k' } }).host).toBe('0.0.0.0');
  expect(load({ file: { host: '::', keys: [{ id: 'x', key: 'k' }] } }).host).toBe('::');
  for (const host of ['localhost', '127.1.2.3', '::1', '[::1]']) expect(load({ flags: { host } }).host).toBe(host);
});

test('reads the real file that --config names', () => {
  const folder = mkdtempSync(join(tmpdir(), 'kinglet-config-'));
  writeFileSync(join(folder, 'mine.json'), '\uFEFF{"port": 5}');
  const load = (config?: string) =>
    loadConfig({ argumentsGiven: { config }, environment: {}, workingFolder: folder, isTerminal: true });
  expect(load('mine.json')).toMatchObject({ port: 5, logFormat: 'pretty' });
  expect(load().port).toBe(4141);
  expect(() => load('.')).toThrow(/cannot read/);
});
