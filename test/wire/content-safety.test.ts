// In: the official client of Azure AI Content Safety and raw requests, over a scripted scorer. Out: its shapes, limits and errors, lists
// that only an admin changes, and a ledger row for each analysis.

import { AzureKeyCredential } from '@azure/core-auth';
import ContentSafetyClient, {
  type ContentSafetyClient as Client,
  isUnexpected,
  paginate,
} from '@azure-rest/ai-content-safety';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { noSafetyParts } from '../../src/cli/safety-parts.ts';
import { type ScriptedSafety, scriptedSafety } from './scripted-safety.ts';
import { type ScriptedService, startScriptedService } from './start-scripted-service.ts';

const appKey = 'app-key-0123456789abcdef';
const adminKey = 'admin-key-0123456789abcdef';
const version = 'api-version=2024-09-01';
let scripted: ScriptedService;
let safety: ScriptedSafety;
let client: Client;
let admin: Client;

beforeAll(async () => {
  safety = scriptedSafety();
  scripted = await startScriptedService({
    safety,
    environment: { KINGLET_API_KEY: appKey, KINGLET_ADMIN_KEY: adminKey },
    file: { blocklists: [{ name: 'Filed', items: ['kestrel'] }] },
  });
  const options = { allowInsecureConnection: true };
  client = ContentSafetyClient(scripted.baseUrl, new AzureKeyCredential(appKey), options);
  admin = ContentSafetyClient(scripted.baseUrl, new AzureKeyCredential(adminKey), options);
});
afterAll(async () => {
  await scripted.stop();
});

function send(operation: string, body: unknown, headers: Readonly<Record<string, string>> = {}): Promise<Response> {
  return scripted.post(
    body,
    { 'ocp-apim-subscription-key': appKey, ...headers },
    `/contentsafety/${operation}?${version}`,
  );
}

async function errorOf(response: Response) {
  const body = (await response.json()) as { error: { code: string; message: string; target?: string } };
  expect(response.headers.get('x-ms-error-code')).toBe(body.error.code);
  return { status: response.status, ...body.error };
}

const rows = () => scripted.service.store.recentRows(1);

describe('text:analyze', () => {
  test('the official client gets four categories in four levels', async () => {
    const result = await client.path('/text:analyze').post({ body: { text: 'FLAGHATE5 and FLAGSELFHARM3' } });
    if (isUnexpected(result)) throw new Error(result.body.error.code);
    expect(result.body).toEqual({
      blocklistsMatch: [],
      categoriesAnalysis: [
        { category: 'Hate', severity: 4 },
        { category: 'SelfHarm', severity: 2 },
        { category: 'Sexual', severity: 0 },
        { category: 'Violence', severity: 0 },
      ],
    });
    expect(rows()).toMatchObject([{ operation: 'contentsafety.text.analyze', outcome: 'done', keyId: 'default' }]);
  });

  test('eight levels, chosen categories, each once and in their order', async () => {
    const text = 'FLAGSEXUAL7 FLAGVIOLENCE1';
    const body = { text, categories: ['Violence', 'Sexual', 'Violence'], outputType: 'EightSeverityLevels' };
    const result = await client.path('/text:analyze').post({ body });
    expect(result.body).toMatchObject({
      categoriesAnalysis: [
        { category: 'Sexual', severity: 7 },
        { category: 'Violence', severity: 1 },
      ],
    });
  });

  test('blocklists match, and a match may end the analysis before anything is scored', async () => {
    const text = 'a kestrel FLAGHATE4';
    const hit = [{ blocklistName: 'Filed', blocklistItemId: expect.any(String), blocklistItemText: 'kestrel' }];
    const whole = await client.path('/text:analyze').post({ body: { text, blocklistNames: ['filed'] } });
    expect(whole.body).toMatchObject({ blocklistsMatch: hit, categoriesAnalysis: [{ severity: 4 }, {}, {}, {}] });
    const before = safety.scored();
    const halted = { text, blocklistNames: ['Filed'], haltOnBlocklistHit: true };
    const result = await client.path('/text:analyze').post({ body: halted });
    expect(result.body).toEqual({ blocklistsMatch: hit, categoriesAnalysis: [] });
    expect(safety.scored()).toBe(before);
    const missed = await client.path('/text:analyze').post({ body: { ...halted, text: 'a hawk FLAGHATE4' } });
    expect(missed.body).toMatchObject({ blocklistsMatch: [], categoriesAnalysis: [{ severity: 4 }, {}, {}, {}] });
  });

  test('10,000 code points are let in, one more is not', async () => {
    expect((await send('text:analyze', { text: '🙂'.repeat(10_000) })).status).toBe(200);
    const error = await errorOf(await send('text:analyze', { text: '🙂'.repeat(10_001) }));
    expect(error).toMatchObject({ status: 400, code: 'InvalidRequestBody', target: 'text' });
  });

  test.each([
    ['no text', {}, 'text'],
    ['another type', { text: 5 }, 'text'],
    ['no such category', { text: 'a', categories: ['Spam'] }, 'categories[0]'],
    ['no such level', { text: 'a', outputType: 'Two' }, 'outputType'],
    ['an unknown member', { text: 'a', blocklistName: 'x' }, 'blocklistName'],
    ['no object', [], undefined],
  ])('%s', async (_name, body, target) => {
    const error = await errorOf(await send('text:analyze', body));
    expect([error.status, error.code, error.target]).toEqual([400, 'InvalidRequestBody', target]);
  });

  test('a list that is not there', async () => {
    const error = await errorOf(await send('text:analyze', { text: 'a', blocklistNames: ['none'] }));
    expect(error).toMatchObject({ status: 404, code: 'ResourceNotFound', target: 'blocklistNames' });
  });

  test('a scorer that breaks is an error, and nothing of it is told', async () => {
    const error = await errorOf(await send('text:analyze', { text: 'FAILSCORER' }));
    expect(error).toMatchObject({ status: 500, code: 'InternalError' });
    expect(error.message).not.toContain('broke');
    expect(rows()).toMatchObject([{ outcome: 'faulted', faultCode: 'internal' }]);
  });

  test('any body at all is answered with 200 or 400', async () => {
    const texts = fc.record({ text: fc.string({ unit: 'binary' }) });
    await fc.assert(
      fc.asyncProperty(fc.oneof(texts, fc.jsonValue()), async (body) => {
        const response = await send('text:analyze', body);
        await response.arrayBuffer();
        expect([200, 400]).toContain(response.status);
      }),
      { numRuns: 100 },
    );
  });
});

describe('text:shieldPrompt', () => {
  const shield = async (body: unknown) => (await send('text:shieldPrompt', body)).json();

  test('attacks of the user and of each document', async () => {
    const documents = ['plain', 'FLAGINJECTION', 'FLAGATTACK'];
    expect(await shield({ userPrompt: 'FLAGATTACK', documents })).toEqual({
      userPromptAnalysis: { attackDetected: true },
      documentsAnalysis: [{ attackDetected: false }, { attackDetected: true }, { attackDetected: false }],
    });
    expect(rows()).toMatchObject([{ operation: 'contentsafety.text.shield_prompt', outcome: 'done' }]);
    expect(await shield({ userPrompt: 'FLAGINJECTION' })).toEqual({
      userPromptAnalysis: { attackDetected: false },
      documentsAnalysis: [],
    });
    expect(await shield({ documents: ['FLAGINJECTION'] })).toEqual({ documentsAnalysis: [{ attackDetected: true }] });
  });

  test.each([
    ['nothing', {}, 'userPrompt'],
    ['nothing but an empty list', { documents: [] }, 'userPrompt'],
    ['too long a prompt', { userPrompt: 'x'.repeat(10_001) }, 'userPrompt'],
    ['too many documents', { documents: Array(6).fill('x') }, 'documents'],
    ['too long documents', { documents: ['x'.repeat(5000), 'y'.repeat(5001)] }, 'documents'],
    ['a document that is no text', { documents: [1] }, 'documents[0]'],
  ])('%s', async (_name, body, target) => {
    const error = await errorOf(await send('text:shieldPrompt', body));
    expect(error).toMatchObject({ status: 400, code: 'InvalidRequestBody', target });
  });
});

describe('blocklists', () => {
  const list = (name: string, from = admin) => from.path('/text/blocklists/{blocklistName}', name);
  const describeAs = (description: string) => ({
    contentType: 'application/merge-patch+json' as const,
    body: { description },
  });
  const add = (name: string, texts: readonly string[], from = admin) =>
    from
      .path('/text/blocklists/{blocklistName}:addOrUpdateBlocklistItems', name)
      .post({ body: { blocklistItems: texts.map((text) => ({ text })) } });

  test('the whole life of a list through the official client', async () => {
    expect(await list('Birds').patch(describeAs('of prey'))).toMatchObject({ status: '201' });
    const updated = await list('birds').patch(describeAs('of every kind'));
    expect(updated).toMatchObject({ status: '200', body: { blocklistName: 'Birds', description: 'of every kind' } });
    const added = await add('Birds', ['falcon', 'hawk', 'falcon']);
    if (isUnexpected(added)) throw new Error(added.body.error.code);
    expect(added.body.blocklistItems).toEqual([
      { blocklistItemId: expect.stringMatching(/^[0-9a-f-]{36}$/), text: 'falcon', isRegex: false },
      { blocklistItemId: expect.stringMatching(/^[0-9a-f-]{36}$/), text: 'hawk', isRegex: false },
    ]);
    const [falcon, hawk] = added.body.blocklistItems;
    const again = await add('Birds', ['falcon']);
    expect(again.body).toMatchObject({ blocklistItems: [{ blocklistItemId: falcon?.blocklistItemId }] });
    // Holds from the next request on.
    const seen = await client.path('/text:analyze').post({ body: { text: 'a hawk', blocklistNames: ['Birds'] } });
    expect(seen.body).toMatchObject({ blocklistsMatch: [{ blocklistItemId: hawk?.blocklistItemId }] });

    const itemPath = '/text/blocklists/{blocklistName}/blocklistItems/{blocklistItemId}';
    const one = await admin.path(itemPath, 'Birds', hawk?.blocklistItemId ?? '').get();
    expect(one).toMatchObject({ status: '200', body: { text: 'hawk' } });
    const removal = admin.path('/text/blocklists/{blocklistName}:removeBlocklistItems', 'Birds');
    const body = { blocklistItemIds: [falcon?.blocklistItemId ?? ''] };
    expect((await removal.post({ body })).status).toBe('204');
    expect(await removal.post({ body })).toMatchObject({
      status: '404',
      body: { error: { code: 'ResourceNotFound' } },
    });
    const gone = await admin.path(itemPath, 'Birds', falcon?.blocklistItemId ?? '').get();
    expect(gone).toMatchObject({ status: '404', headers: { 'x-ms-error-code': 'ResourceNotFound' } });

    const all = await admin.path('/text/blocklists').get();
    expect(all.body).toMatchObject({ value: [{ blocklistName: 'Filed' }, { blocklistName: 'Birds' }] });
    expect((await list('Birds').delete()).status).toBe('204');
    expect((await list('Birds').delete()).status).toBe('204');
    expect(await list('Birds').get()).toMatchObject({ status: '404' });
  });

  test('items come in pages, which the client follows', async () => {
    await list('long').patch(describeAs('numbers'));
    const texts = Array.from({ length: 250 }, (_, number) => `number ${number}`);
    for (const start of [0, 100, 200]) await add('long', texts.slice(start, start + 100));
    const path = '/text/blocklists/{blocklistName}/blocklistItems';
    const read = async (queryParameters: { top?: number; skip?: number; maxpagesize?: number }) => {
      const first = await admin.path(path, 'long').get({ queryParameters });
      if (isUnexpected(first)) throw new Error(first.body.error.message);
      const items: string[] = [];
      for await (const { text } of paginate(admin, first)) items.push(text);
      return { pageSize: first.body.value.length, items };
    };
    expect(await read({})).toEqual({ pageSize: 100, items: texts });
    expect(await read({ maxpagesize: 7 })).toEqual({ pageSize: 7, items: texts });
    expect(await read({ maxpagesize: 1000, skip: 240 })).toEqual({ pageSize: 10, items: texts.slice(240) });
    expect(await read({ top: 130, skip: 5, maxpagesize: 50 })).toEqual({ pageSize: 50, items: texts.slice(5, 135) });
    expect(await read({ top: 0 })).toEqual({ pageSize: 0, items: [] });
    const wrong = await admin.path(path, 'long').get({ queryParameters: { maxpagesize: 0 } });
    expect(wrong).toMatchObject({ status: '400', body: { error: { target: 'maxpagesize' } } });
  });

  test('a merge patch leaves what it does not name, and null takes away', async () => {
    const patch = (body: unknown) =>
      fetch(`${scripted.baseUrl}/contentsafety/text/blocklists/patched?${version}`, {
        method: 'PATCH',
        headers: { 'content-type': 'application/merge-patch+json', authorization: `Bearer ${adminKey}` },
        body: JSON.stringify(body),
      }).then((response) => response.json());
    expect(await patch({ description: 'one' })).toEqual({ blocklistName: 'patched', description: 'one' });
    expect(await patch({})).toEqual({ blocklistName: 'patched', description: 'one' });
    expect(await patch({ description: null })).toEqual({ blocklistName: 'patched' });
  });

  test('who is no admin neither changes nor reads them, and may ask of them', async () => {
    for (const refused of [
      await client.path('/text/blocklists').get(),
      await list('Filed', client).get(),
      await client.path('/text/blocklists/{blocklistName}/blocklistItems', 'Filed').get(),
      await list('other', client).patch(describeAs('x')),
      await list('Filed', client).delete(),
      await add('Filed', ['x'], client),
      await client
        .path('/text/blocklists/{blocklistName}:removeBlocklistItems', 'Filed')
        .post({ body: { blocklistItemIds: ['x'] } }),
    ])
      expect(refused).toMatchObject({ status: '403', body: { error: { code: 'PermissionDenied' } } });
    const asked = await client.path('/text:analyze').post({ body: { text: 'kestrel', blocklistNames: ['Filed'] } });
    expect(asked).toMatchObject({ status: '200', body: { blocklistsMatch: [{}] } });
  });

  test('the file’s list is the file’s', async () => {
    expect(await add('Filed', ['x'])).toMatchObject({ status: '403', body: { error: { code: 'PermissionDenied' } } });
  });

  test.each([
    ['no items', { blocklistItems: [] }, 'blocklistItems'],
    ['too many', { blocklistItems: Array(101).fill({ text: 'x' }) }, 'blocklistItems'],
    ['too long a text', { blocklistItems: [{ text: 'x'.repeat(129) }] }, 'blocklistItems[0].text'],
    ['an empty text', { blocklistItems: [{ text: '' }] }, 'blocklistItems[0].text'],
    ['a pattern that cannot be read', { blocklistItems: [{ text: '(', isRegex: true }] }, 'text'],
  ])('%s', async (_name, body, target) => {
    await list('strict').patch(describeAs('x'));
    const operation = 'text/blocklists/strict:addOrUpdateBlocklistItems';
    const error = await errorOf(await send(operation, body, { 'ocp-apim-subscription-key': adminKey }));
    expect(error).toMatchObject({ status: 400, code: 'InvalidRequestBody', target });
  });

  test('a name that cannot be one', async () => {
    const error = await errorOf(
      await fetch(`${scripted.baseUrl}/contentsafety/text/blocklists/a%20b?${version}`, {
        headers: { 'api-key': adminKey },
      }),
    );
    expect(error).toMatchObject({ status: 400, code: 'InvalidResourceName' });
  });
});

describe('around it', () => {
  test.each([
    ['none', {}],
    ['wrong', { 'ocp-apim-subscription-key': 'wrong-key-0123456789' }],
  ])('a key that is %s', async (_name, headers) => {
    const response = await scripted.post({ text: 'a' }, headers, `/contentsafety/text:analyze?${version}`);
    const error = await errorOf(response);
    expect([error.status, error.code]).toEqual([401, '401']);
    expect(error.message).toMatch(/^Access denied due to invalid subscription key/);
  });

  test.each(['text:detectProtectedMaterial', 'text:detectProtectedMaterialForCode', 'image:analyze'])(
    '%s says that it is not available yet',
    async (operation) => {
      const error = await errorOf(await send(operation, { text: 'a' }));
      expect([error.status, error.code]).toEqual([400, 'FeatureNotAvailable']);
      expect(error.message).toContain('not available yet');
    },
  );

  test('what is not there, and another method', async () => {
    expect(await errorOf(await send('text:nothing', {}))).toMatchObject({ status: 404, code: '404' });
    expect(await errorOf(await send('text/blocklists/Filed', {}))).toMatchObject({ status: 405 });
    expect(await errorOf(await send('text/blocklists/Filed:destroy', {}))).toMatchObject({ status: 405 });
    const response = await fetch(`${scripted.baseUrl}/contentsafety/text:analyze`, { headers: { 'api-key': appKey } });
    expect(await errorOf(response)).toMatchObject({ status: 405, code: 'MethodNotAllowed' });
  });

  test('a service that has nothing to judge by says so', async () => {
    const bare = await startScriptedService({
      safety: noSafetyParts,
      file: { blocklists: [{ name: 'w', items: ['x'] }] },
    });
    const analyze = (body: unknown) => bare.post(body, {}, '/contentsafety/text:analyze');
    expect(await errorOf(await analyze({ text: 'a' }))).toMatchObject({ status: 503, code: 'ServerBusy' });
    const named = await errorOf(await analyze({ text: 'a', blocklistNames: ['w'] }));
    expect(named).toMatchObject({ status: 503, code: 'ServerBusy' });
    await bare.stop();
    const pattern = { blocklists: [{ name: 'w', items: [{ text: 'x+', isRegex: true }] }] };
    await expect(startScriptedService({ safety: noSafetyParts, file: pattern })).rejects.toThrow(
      "'w' of the configuration file cannot be used: This service takes no patterns",
    );
  });

  test('every row is closed', () => {
    expect(scripted.service.store.countByOutcome()).toMatchObject({ open: 0, lost: 0 });
  });
});
