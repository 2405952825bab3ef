// In: an admin's requests in the shapes of Azure's management. Out: policies and blocklists made, read, changed and deleted; they outlive
// a restart of nothing but the service; who is no admin gets nothing.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ScriptedService, startScriptedService } from './start-scripted-service.ts';

const appKey = 'app-key-0123456789abcdef';
const adminKey = 'admin-key-0123456789abcdef';
const account = '/subscriptions/0000/resourceGroups/group/providers/Microsoft.CognitiveServices/accounts/anything';
const location = '/subscriptions/0000/providers/Microsoft.CognitiveServices/locations/westus/raiContentFilters';
let scripted: ScriptedService;

beforeAll(async () => {
  scripted = await startScriptedService({
    environment: { KINGLET_API_KEY: appKey, KINGLET_ADMIN_KEY: adminKey },
    file: {
      policies: [{ name: 'Filed', onScorerFailure: 'closed' }],
      deployments: [{ name: 'gpt-4o-mini', contentPolicy: 'filed' }],
    },
  });
});
afterAll(() => scripted.stop());

interface FilterBody {
  readonly name: string;
  readonly source: string;
}

/** What any of the answers may hold. */
interface ArmBody {
  readonly name: string;
  readonly value: readonly ArmBody[];
  readonly error: { readonly code: string; readonly message: string; readonly target?: string };
  readonly properties: {
    readonly mode: string;
    readonly pattern: string;
    readonly contentFilters: readonly FilterBody[];
    readonly customBlocklists: readonly unknown[];
  };
}

interface Answer {
  readonly status: number;
  readonly body: ArmBody;
}

async function ask(method: string, path: string, body?: unknown, version = '2024-10-01'): Promise<Answer> {
  const response = await fetch(`${scripted.baseUrl}${path}?api-version=${version}`, {
    method,
    headers: { authorization: `Bearer ${adminKey}`, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, body: JSON.parse(text === '' ? '{}' : text) };
}

const put = (name: string, properties: unknown) => ask('PUT', `${account}/raiPolicies/${name}`, { properties });
const filterOf = ({ body }: Answer, name: string, source: string) =>
  body.properties.contentFilters.find((filter) => filter.name === name && filter.source === source);

describe('policies', () => {
  test('those of the service and of the file are there', async () => {
    const { status, body } = await ask('GET', `${account}/raiPolicies`);
    expect(status).toBe(200);
    expect(body.value.map(({ name }) => name)).toEqual(['Microsoft.DefaultV2', 'Microsoft.Default', 'Filed']);
    const one = await ask('GET', `${account}/raiPolicies/microsoft.defaultv2`);
    expect(one.body).toMatchObject({
      id: `${account}/raiPolicies/Microsoft.DefaultV2`,
      name: 'Microsoft.DefaultV2',
      type: 'Microsoft.CognitiveServices/accounts/raiPolicies',
      properties: { type: 'SystemManaged', mode: 'Default', customBlocklists: [], onClassifierFailure: 'Open' },
    });
    const hate = { name: 'Hate', source: 'Prompt', enabled: true, blocking: true, severityThreshold: 'Medium' };
    expect(filterOf(one, 'Hate', 'Prompt')).toEqual(hate);
    expect(filterOf(one, 'Jailbreak', 'Prompt')).toEqual({
      name: 'Jailbreak',
      source: 'Prompt',
      enabled: true,
      blocking: true,
    });
    expect(filterOf(one, 'Jailbreak', 'Completion')).toBeUndefined();
    expect(filterOf(one, 'Protected Material Code', 'Completion')).toMatchObject({ enabled: true, blocking: false });
  });

  test('a policy is made over its base, changed and deleted, and its name is the same in any case', async () => {
    const made = await put('Strict', {
      basePolicyName: 'Microsoft.DefaultV2',
      mode: 'Asynchronous_filter',
      contentFilters: [
        { name: 'Hate', enabled: true, blocking: true, severityThreshold: 'Low', source: 'Prompt' },
        { name: 'self_harm', allowedContentLevel: 'High', source: 'completion' },
        { name: 'Indirect Attack', enabled: true, blocking: false, source: 'Prompt' },
        { name: 'Profanity', enabled: true, action: 'ANNOTATING' },
        { name: 'PII', enabled: true, action: 'REDACTING', source: 'Completion' },
        { name: 'Task Adherence', enabled: false, blocking: false, source: 'Prompt' },
        { name: 'Jailbreak', enabled: false, blocking: false, source: 'Completion' },
      ],
      onClassifierFailure: 'Closed',
    });
    expect(made).toMatchObject({
      status: 201,
      body: {
        properties: {
          type: 'UserManaged',
          mode: 'Deferred',
          basePolicyName: 'Microsoft.DefaultV2',
          onClassifierFailure: 'Closed',
        },
      },
    });
    expect(filterOf(made, 'Hate', 'Prompt')).toMatchObject({ severityThreshold: 'Low' });
    expect(filterOf(made, 'Hate', 'Completion')).toMatchObject({ severityThreshold: 'Medium' });
    expect(filterOf(made, 'Selfharm', 'Completion')).toMatchObject({ severityThreshold: 'High', enabled: true });
    expect(filterOf(made, 'Indirect Attack', 'Prompt')).toMatchObject({ enabled: true, blocking: false });
    expect(filterOf(made, 'Jailbreak', 'Prompt')).toMatchObject({ enabled: true, blocking: true });
    for (const source of ['Prompt', 'Completion'])
      expect(filterOf(made, 'Profanity', source)).toMatchObject({ enabled: true, blocking: false });
    expect(filterOf(made, 'PII', 'Completion')).toMatchObject({ enabled: true, blocking: false, action: 'REDACTING' });
    expect(filterOf(made, 'PII', 'Prompt')).toMatchObject({ enabled: false, action: 'NONE' });

    // What was read can be sent back, whatever the version, and is the same.
    const read = await ask('GET', `${account}/raiPolicies/STRICT`, undefined, '2025-06-01');
    expect(read.body.properties.mode).toBe('Asynchronous_filter');
    const again = await ask('PUT', `${account.toLowerCase()}/raipolicies/strict`, read.body, '2025-06-01');
    expect(again.status).toBe(200);
    expect(again.body.properties).toEqual(read.body.properties);
    expect(again.body.name).toBe('Strict');

    const plain = await put('strict', {});
    expect(plain).toMatchObject({
      status: 200,
      body: { properties: { mode: 'Default', onClassifierFailure: 'Open' } },
    });
    expect(filterOf(plain, 'Hate', 'Prompt')).toMatchObject({ severityThreshold: 'Medium' });
    expect((await ask('DELETE', `${account}/raiPolicies/Strict`)).status).toBe(200);
    expect((await ask('DELETE', `${account}/raiPolicies/Strict`)).status).toBe(204);
    expect(await ask('GET', `${account}/raiPolicies/Strict`)).toMatchObject({
      status: 404,
      body: { error: { code: 'ResourceNotFound', message: "There is no policy 'Strict'." } },
    });
  });

  test.each([
    [
      'a filter that is none',
      { contentFilters: [{ name: 'Spam', enabled: true, source: 'Prompt' }] },
      'properties.contentFilters[0].name',
    ],
    [
      'a filter at the wrong end',
      { contentFilters: [{ name: 'Jailbreak', enabled: true, source: 'Completion' }] },
      'properties.contentFilters[0].source',
    ],
    [
      'a level that is none',
      { contentFilters: [{ name: 'Hate', severityThreshold: 'Most' }] },
      'properties.contentFilters[0].severityThreshold',
    ],
    ['a misspelt member', { contentFilter: [] }, 'properties.contentFilter'],
    ['a base that is not there', { basePolicyName: 'Microsoft.Default3' }, 'properties.basePolicyName'],
    ['itself as base', { basePolicyName: 'WRONG' }, 'properties.basePolicyName'],
    ['a list that is not there', { customBlocklists: [{ blocklistName: 'none', source: 'Prompt' }] }, 'blocklists'],
    ['a provider of its own', { safetyProviders: [{ safetyProviderName: 'x' }] }, 'properties.safetyProviders'],
    ['no properties', undefined, 'properties'],
  ])('%s is refused', async (_name, properties, target) => {
    const answer = await put('wrong', properties);
    expect([answer.status, answer.body.error.target]).toEqual([400, target]);
    expect((await ask('GET', `${account}/raiPolicies/wrong`)).status).toBe(404);
  });

  test('of the service, of the file and of a deployment cannot be changed away', async () => {
    for (const name of ['Microsoft.DefaultV2', 'filed']) {
      expect(await put(name, {})).toMatchObject({ status: 403, body: { error: { code: 'AuthorizationFailed' } } });
      expect((await ask('DELETE', `${account}/raiPolicies/${name}`)).status).toBe(403);
    }
  });
});

describe('blocklists', () => {
  const lists = `${account}/raiBlocklists`;
  const item = (pattern: string, isRegex = false) => ({ properties: { pattern, isRegex } });

  test('a list and its items, one by one and in batches, and a policy that uses it', async () => {
    const made = await ask('PUT', `${lists}/Birds`, { properties: { description: 'of prey' } });
    expect(made).toEqual({
      status: 201,
      body: {
        id: `${lists}/Birds`,
        name: 'Birds',
        type: 'Microsoft.CognitiveServices/accounts/raiBlocklists',
        properties: { description: 'of prey' },
      },
    });
    expect((await ask('PUT', `${lists}/birds`, { properties: {} })).status).toBe(200);
    const first = await ask('PUT', `${lists}/Birds/raiBlocklistItems/the%20falcon`, item('falcon'));
    expect(first).toEqual({
      status: 201,
      body: {
        id: `${lists}/Birds/raiBlocklistItems/the%20falcon`,
        name: 'the falcon',
        type: 'Microsoft.CognitiveServices/accounts/raiBlocklists/raiBlocklistItems',
        properties: { pattern: 'falcon', isRegex: false },
      },
    });
    expect((await ask('PUT', `${lists}/Birds/raiBlocklistItems/the%20falcon`, item('fal+con', true))).status).toBe(200);
    const batch = [
      { name: 'a', ...item('hawk') },
      { name: 'b', ...item('owl') },
    ];
    expect((await ask('POST', `${lists}/Birds/addRaiBlocklistItems`, batch)).status).toBe(200);
    const all = await ask('GET', `${lists}/birds/raiBlocklistItems`);
    expect(all.body.value.map(({ name }) => name)).toEqual(['the falcon', 'a', 'b']);
    expect((await ask('GET', `${lists}/Birds/raiBlocklistItems/a`)).body.properties.pattern).toBe('hawk');
    expect((await ask('GET', `${lists}/Birds/raiBlocklistItems/z`)).status).toBe(404);
    expect((await ask('POST', `${lists}/Birds/deleteRaiBlocklistItems`, ['a', 'z'])).status).toBe(404);
    expect((await ask('POST', `${lists}/Birds/deleteRaiBlocklistItems`, ['a'])).status).toBe(204);
    expect((await ask('DELETE', `${lists}/Birds/raiBlocklistItems/b`)).status).toBe(200);
    expect((await ask('DELETE', `${lists}/Birds/raiBlocklistItems/b`)).status).toBe(204);

    const policy = await put('birding', {
      customBlocklists: [{ blocklistName: 'Birds', blocking: false, source: 'prompt' }],
      completionBlocklists: [{ blocklistName: 'Birds' }],
    });
    expect(policy.body.properties.customBlocklists).toEqual([
      { blocklistName: 'Birds', blocking: false, source: 'Prompt' },
      { blocklistName: 'Birds', blocking: true, source: 'Completion' },
    ]);
    expect((await ask('DELETE', `${lists}/Birds`)).body.error.message).toContain("'birding'");
    await ask('DELETE', `${account}/raiPolicies/birding`);
    expect((await ask('DELETE', `${lists}/Birds`)).status).toBe(200);
    expect((await ask('DELETE', `${lists}/Birds`)).status).toBe(204);
  });

  test('10,000 items in one request, and not one more', async () => {
    await ask('PUT', `${lists}/long`, { properties: {} });
    const batch = Array.from({ length: 10_000 }, (_, number) => ({ name: `i${number}`, ...item(`term ${number}`) }));
    expect((await ask('POST', `${lists}/long/addRaiBlocklistItems`, batch)).status).toBe(200);
    const more = await ask('PUT', `${lists}/long/raiBlocklistItems/more`, item('x'));
    expect([more.status, more.body.error.code]).toEqual([400, 'BadRequest']);
  });

  test.each([
    ['PUT', 'strict/raiBlocklistItems/a', { properties: {} }, 'properties.pattern'],
    ['PUT', 'strict/raiBlocklistItems/a', { properties: { pattern: 'x'.repeat(1001) } }, 'properties.pattern'],
    ['PUT', 'strict/raiBlocklistItems/a', { properties: { pattern: '(', isRegex: true } }, 'text'],
    ['PUT', 'a%20b', { properties: {} }, 'name'],
    ['POST', 'strict/addRaiBlocklistItems', [{ properties: { pattern: 'x' } }], 'items[0].name'],
    ['POST', 'strict/addRaiBlocklistItems', {}, 'items'],
    ['PUT', 'strict', { property: {} }, 'property'],
  ])('%s %s %j', async (method, path, body, target) => {
    await ask('PUT', `${lists}/strict`, { properties: {} });
    const answer = await ask(method, `${lists}/${path}`, body);
    expect([answer.status, answer.body.error.target]).toEqual([400, target]);
  });
});

describe('around it', () => {
  test('the catalogue of filters', async () => {
    const { body } = await ask('GET', location);
    expect(body.value).toHaveLength(18);
    expect(await ask('GET', `${location}/IndirectAttack`)).toMatchObject({
      status: 200,
      body: {
        id: `${location}/IndirectAttack`,
        type: 'Microsoft.CognitiveServices/locations/raiContentFilters',
        properties: { name: 'Indirect Attack', isMultiLevelFilter: false, source: 'Prompt' },
      },
    });
    expect((await ask('GET', `${location}/none`)).status).toBe(404);
  });

  test('a version is needed, any date will do', async () => {
    const response = await fetch(`${scripted.baseUrl}${account}/raiPolicies`, { headers: { 'api-key': adminKey } });
    expect([response.status, await response.json()]).toMatchObject([
      400,
      { error: { code: 'MissingApiVersionParameter' } },
    ]);
    const wrong = await ask('GET', `${account}/raiPolicies`, undefined, 'latest');
    expect(wrong.body.error.code).toBe('InvalidApiVersionParameter');
    expect((await ask('GET', `${account}/raiPolicies`, undefined, '2031-01-01-preview')).status).toBe(200);
  });

  test('who is no admin reads and changes nothing', async () => {
    for (const [headers, status, code] of [
      [{ 'api-key': appKey }, 403, 'AuthorizationFailed'],
      [{ 'api-key': 'wrong-key-0123456789' }, 401, 'AuthenticationFailed'],
      [{}, 401, 'AuthenticationFailed'],
    ] as const)
      for (const method of ['GET', 'PUT', 'DELETE']) {
        const url = `${scripted.baseUrl}${account}/raiPolicies/x?api-version=2024-10-01`;
        const response = await fetch(url, { method, headers: { 'content-type': 'application/json', ...headers } });
        expect([response.status, await response.json()]).toMatchObject([status, { error: { code } }]);
      }
  });

  test('what is not there, another method, and what is no JSON', async () => {
    for (const path of [
      `${account}/deployments`,
      `${account}/raiPolicies/a/b`,
      '/subscriptions/0000',
      `${account}/raiBlocklists/a/b`,
    ])
      expect(await ask('GET', path)).toMatchObject({ status: 404, body: { error: { code: 'InvalidResourceType' } } });
    expect((await ask('POST', `${account}/raiPolicies/x`, {})).status).toBe(405);
    const response = await fetch(`${scripted.baseUrl}${account}/raiPolicies/x?api-version=2024-10-01`, {
      method: 'PUT',
      headers: { 'api-key': adminKey, 'content-type': 'application/json' },
      body: '{',
    });
    expect(await response.json()).toMatchObject({ error: { code: 'InvalidRequestContent' } });
  });
});
