// In: keys, Host and Origin headers, right and wrong. Out: who is let in, and what a web page of somebody else can reach (nothing).
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { exchange } from './raw-http.ts';
import { type ScriptedService, startScriptedService } from './start-scripted-service.ts';

const asked = { model: 'gpt-4o-mini', messages: [{ role: 'user', content: 'hi' }] };
const appKey = 'app-key-0123456789abcdef';
const adminKey = 'admin-key-0123456789abcdef';
const narrowKey = 'narrow-key-0123456789abcdef';

interface ErrorAnswer {
  readonly error: { readonly code: string | null; readonly message: string };
}

async function errorOf(response: Response): Promise<ErrorAnswer['error']> {
  return ((await response.json()) as ErrorAnswer).error;
}

describe('with keys', () => {
  let scripted: ScriptedService;
  beforeAll(async () => {
    scripted = await startScriptedService({
      environment: { KINGLET_API_KEY: appKey, KINGLET_ADMIN_KEY: adminKey },
      file: {
        deployments: [{ name: 'gpt-4o-mini' }, { name: 'small', aliases: ['tiny'] }],
        keys: [{ id: 'narrow', key: narrowKey, deployments: ['small'] }],
      },
    });
  });
  afterAll(() => scripted.stop());

  test.each([
    ['Bearer', { authorization: `Bearer ${appKey}` }],
    ['bearer, spaced', { authorization: `bearer   ${appKey} ` }],
    ['api-key', { 'api-key': appKey }],
    ['admin', { authorization: `Bearer ${adminKey}` }],
  ])('%s is let in', async (_name, headers) => {
    expect((await scripted.post(asked, headers)).status).toBe(200);
  });

  test.each([
    ['none', {}, null],
    ['empty', { authorization: 'Bearer ' }, null],
    ['of another scheme', { authorization: `Basic ${appKey}` }, null],
    ['wrong', { authorization: 'Bearer wrong-key-0123456789' }, 'invalid_api_key'],
    ['wrong in api-key', { 'api-key': 'wrong-key-0123456789' }, 'invalid_api_key'],
    ['nearly right', { authorization: `Bearer ${appKey}x` }, 'invalid_api_key'],
  ])('%s is a 401', async (_name, headers, code) => {
    const rows = scripted.service.store.recentRows(1000).length;
    for (const response of [
      await scripted.post(asked, headers),
      await fetch(`${scripted.baseUrl}/v1/models`, { headers }),
      await fetch(`${scripted.baseUrl}/metrics`, { headers }),
      await fetch(`${scripted.baseUrl}/v1/nothing`, { headers }),
    ]) {
      expect(response.status).toBe(401);
      const error = await errorOf(response);
      expect(error.code).toBe(code);
      expect(error.message).not.toContain('wrong-key-0123456789');
      expect(error.message).not.toContain(appKey);
    }
    expect(scripted.service.store.recentRows(1000)).toHaveLength(rows);
  });

  test('a key for one deployment sees and uses only that', async () => {
    const headers = { authorization: `Bearer ${narrowKey}` };
    const refused = await scripted.post(asked, headers);
    expect(refused.status).toBe(404);
    expect((await errorOf(refused)).code).toBe('model_not_found');
    expect((await scripted.post({ ...asked, model: 'tiny' }, headers)).status).toBe(200);
    const list = await fetch(`${scripted.baseUrl}/v1/models`, { headers });
    expect(await list.json()).toMatchObject({ data: [{ id: 'small' }, { id: 'tiny' }] });
    expect((await fetch(`${scripted.baseUrl}/v1/models/gpt-4o-mini`, { headers })).status).toBe(404);
    expect(scripted.service.store.recentRows(1)[0]).toMatchObject({ keyId: 'narrow', partition: 'narrow' });
  });

  test('metrics need the admin key', async () => {
    const asCaller = await fetch(`${scripted.baseUrl}/metrics`, { headers: { 'api-key': appKey } });
    expect(asCaller.status).toBe(403);
    const asAdmin = await fetch(`${scripted.baseUrl}/metrics`, { headers: { 'api-key': adminKey } });
    expect(asAdmin.status).toBe(200);
    const text = await asAdmin.text();
    for (const key of [appKey, adminKey, narrowKey]) expect(text).not.toContain(key);
  });

  test('health and the page at / need none', async () => {
    for (const path of ['/', '/health/live', '/health/ready'])
      expect((await fetch(`${scripted.baseUrl}${path}`)).status).toBe(200);
  });
});

describe('without keys', () => {
  let scripted: ScriptedService;
  beforeAll(async () => {
    scripted = await startScriptedService({ environment: { KINGLET_ALLOWED_HOSTS: 'My.Box' } });
  });
  afterAll(() => scripted.stop());

  test('any key, or none, is let in', async () => {
    expect((await scripted.post(asked)).status).toBe(200);
    expect((await scripted.post(asked, { authorization: 'Bearer sk-whatever' })).status).toBe(200);
    expect((await scripted.post(asked, { 'api-key': 'x' })).status).toBe(200);
  });

  test.each([
    ['evil.example', 403],
    ['evil.example:4141', 403],
    ['127.0.0.1.evil.example', 403],
    ['localhost.evil.example', 403],
    ['', 400],
    ['localhost', 200],
    ['LOCALHOST:80', 200],
    ['kinglet.localhost', 200],
    ['localhost.', 200],
    ['127.0.0.1:9', 200],
    ['[::1]:4141', 200],
    ['192.168.1.7', 200],
    ['my.box:1', 200],
    ['not-my.box', 403],
  ])('Host %j is answered by %i', async (host, status) => {
    const bytes = `GET /v1/models HTTP/1.1\r\nhost: ${host}\r\nconnection: close\r\n\r\n`;
    const answer = await exchange(scripted.port, bytes);
    expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    if (status === 403) expect(answer).toContain('host_not_allowed');
  });

  test.each([['https://evil.example'], ['null'], ['http://127.0.0.1:1']])('a page of %s is refused', async (origin) => {
    const runs = scripted.engine.runs.length;
    const response = await scripted.post(asked, { origin });
    expect(response.status).toBe(403);
    expect((await errorOf(response)).code).toBe('origin_not_allowed');
    expect(response.headers.get('access-control-allow-origin')).toBeNull();
    const preflight = await fetch(`${scripted.baseUrl}/v1/chat/completions`, {
      method: 'OPTIONS',
      headers: { origin, 'access-control-request-method': 'POST' },
    });
    expect(preflight.status).toBe(403);
    expect(scripted.engine.runs.length).toBe(runs);
  });

  test('its own page is let in', async () => {
    expect((await scripted.post(asked, { origin: scripted.baseUrl })).status).toBe(200);
  });
});

describe('with an origin that may call', () => {
  const origin = 'https://app.example';
  let scripted: ScriptedService;
  beforeAll(async () => {
    scripted = await startScriptedService({
      environment: { KINGLET_ALLOWED_ORIGINS: origin, KINGLET_API_KEY: appKey },
    });
  });
  afterAll(() => scripted.stop());

  test('a preflight needs no key and allows what the client sends', async () => {
    const response = await fetch(`${scripted.baseUrl}/v1/chat/completions`, {
      method: 'OPTIONS',
      headers: {
        origin,
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'authorization,content-type,x-stainless-os',
      },
    });
    expect(response.status).toBe(204);
    expect(response.headers.get('access-control-allow-origin')).toBe(origin);
    expect(response.headers.get('access-control-allow-methods')).toContain('POST');
    for (const header of ['authorization', 'content-type', 'x-stainless-os', 'x-stainless-retry-count'])
      expect(response.headers.get('access-control-allow-headers')).toContain(header);
    expect(response.headers.get('vary')).toBe('Origin');
  });

  test('answers, streams and errors can be read by it', async () => {
    const headers = { origin, 'api-key': appKey };
    for (const response of [
      await scripted.post(asked, headers),
      await scripted.post({ ...asked, stream: true }, headers),
      await scripted.post({}, headers),
      await scripted.post(asked, { origin }),
    ]) {
      expect(response.headers.get('access-control-allow-origin')).toBe(origin);
      expect(response.headers.get('access-control-expose-headers')).toContain('x-request-id');
      await response.text();
    }
  });

  test('another is still refused', async () => {
    expect((await scripted.post(asked, { origin: 'https://evil.example', 'api-key': appKey })).status).toBe(403);
  });
});
