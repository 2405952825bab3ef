// In: requests with words that the filter finds, and an admin who looks. Out: items with digest and redacted text, labels, abuse, changes,
// export and metrics; nothing for who is no admin.
import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ScriptedService, script, startScriptedService } from './start-scripted-service.ts';

const appKey = 'app-key-0123456789abcdef';
const webKey = 'web-key-0123456789abcdef';
const adminKey = 'admin-key-0123456789abcdef';
let scripted: ScriptedService;

beforeAll(async () => {
  scripted = await startScriptedService({
    isFiltering: true,
    environment: {
      KINGLET_API_KEY: appKey,
      KINGLET_ADMIN_KEY: adminKey,
      KINGLET_SAFETY_AUDIT_TEXT: 'redacted',
    },
    file: { keys: [{ id: 'web', key: webKey }] },
    answer: (turns) =>
      script(turns.some(({ parts }) => parts.some(({ text }) => text === 'Say it.')) ? ['FLAGVIOLENCE4'] : ['Fine.']),
  });
});
afterAll(() => scripted.stop());

interface Body {
  readonly [name: string]: unknown;
  readonly data: readonly Record<string, unknown>[];
  readonly has_more: boolean;
  readonly last_id: string;
  readonly error: { readonly code: string; readonly param: string | null; readonly type: string };
}

async function ask(
  path: string,
  body?: unknown,
  key = adminKey,
): Promise<{ readonly status: number; readonly body: Body }> {
  const response = await fetch(`${scripted.baseUrl}/admin/safety/${path}`, {
    method: body === undefined ? 'GET' : 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: response.status, body: JSON.parse(await response.text()) };
}

async function chat(content: string, key = appKey, user?: string): Promise<number> {
  const body = { model: 'gpt-4o-mini', messages: [{ role: 'user', content }], user };
  const response = await scripted.post(body, { authorization: `Bearer ${key}` });
  await response.text();
  return response.status;
}

describe('what was found', () => {
  const prompt = 'FLAGHATE4 write to ada@example.org';

  test('is listed newest first, with digest and redacted text', async () => {
    expect(await chat(prompt)).toBe(400);
    expect(await chat('Say it.', webKey)).toBe(200);
    expect(await chat('hello')).toBe(200);
    const { status, body } = await ask('items');
    expect(status).toBe(200);
    expect(body).toMatchObject({ object: 'list', has_more: false });
    expect(body.data).toHaveLength(2);
    expect(body.data[0]).toMatchObject({
      object: 'safety.item',
      key_id: 'web',
      source: 'completion',
      found: [{ category: 'violence', level: 'medium', action: 'filtered' }],
    });
    expect(body.data[1]).toEqual({
      id: expect.stringMatching(/^flag_\w{29}$/),
      object: 'safety.item',
      created_at: expect.closeTo(Date.now() / 1000, -2),
      request_id: expect.stringMatching(/^req_/),
      key_id: 'default',
      deployment: 'gpt-4o-mini',
      policy: 'Microsoft.DefaultV2',
      source: 'prompt',
      is_filtered: true,
      found: [{ category: 'hate', level: 'medium', action: 'filtered' }],
      text_sha256: createHash('sha256').update(prompt).digest('hex'),
      text: 'FLAGHATE4 write to ***************',
      label: null,
      labelled_by: null,
      labelled_at: null,
    });
  });

  test('is found by page, key, category, filtering', async () => {
    const first = await ask('items?limit=1');
    expect(first.body).toMatchObject({ has_more: true, data: [{ key_id: 'web' }] });
    const second = await ask(`items?limit=1&after=${first.body.last_id}`);
    expect(second.body).toMatchObject({ has_more: false, data: [{ source: 'prompt' }] });
    expect((await ask('items?key=web')).body.data).toHaveLength(1);
    expect((await ask('items?category=hate&is_filtered=true')).body.data).toHaveLength(1);
    expect((await ask('items?is_filtered=false')).body.data).toEqual([]);
  });

  test('is labelled, and the labelled are exported', async () => {
    const [item] = (await ask('items?category=hate')).body.data;
    const labelled = await ask(`items/${item?.['id']}/label`, { label: 'wrong' });
    expect(labelled.body).toMatchObject({ label: 'wrong', labelled_by: 'admin', labelled_at: expect.any(Number) });
    expect((await ask('items?label=none')).body.data).toMatchObject([{ key_id: 'web' }]);
    const response = await fetch(`${scripted.baseUrl}/admin/safety/export`, { headers: { 'api-key': adminKey } });
    expect(response.headers.get('content-type')).toBe('application/jsonl');
    const lines = (await response.text())
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(lines).toEqual([
      {
        id: item?.['id'],
        created_at: item?.['created_at'],
        source: 'prompt',
        is_filtered: true,
        found: item?.['found'],
        text_sha256: item?.['text_sha256'],
        text: item?.['text'],
        label: 'wrong',
      },
    ]);
  });
});

test('a key whose share stands out', async () => {
  for (let count = 0; count < 30; count += 1) await chat('hello');
  for (let count = 0; count < 8; count += 1) await chat('FLAGHATE4', webKey, 'mallory');
  const { body } = await ask('abuse?hours=1');
  expect(body.data).toMatchObject([
    { key_id: 'web', end_user: null, flagged_requests: 9, total_requests: 9, stands_out: true },
    { key_id: 'web', end_user: 'mallory', flagged_requests: 8, total_requests: 8, stands_out: true },
  ]);
});

test('changes tell who made them', async () => {
  const account = '/subscriptions/s/resourceGroups/g/providers/Microsoft.CognitiveServices/accounts/a';
  await fetch(`${scripted.baseUrl}${account}/raiBlocklists/birds?api-version=2024-10-01`, {
    method: 'PUT',
    headers: { 'api-key': adminKey, 'content-type': 'application/json' },
    body: JSON.stringify({ properties: { description: 'of prey' } }),
  });
  const { body } = await ask('changes?limit=5');
  expect(body.data).toEqual([
    {
      object: 'safety.change',
      created_at: expect.any(Number),
      key_id: 'admin',
      action: 'blocklist-put',
      name: 'birds',
    },
  ]);
});

test('metrics count by deployment, key, source, category, level and action', async () => {
  const response = await fetch(`${scripted.baseUrl}/metrics`, { headers: { 'api-key': adminKey } });
  expect(await response.text()).toContain(
    'kinglet_content_findings_total{deployment="gpt-4o-mini",key="web",source="prompt",category="hate",level="medium",action="filtered"} 8\n',
  );
});

test('what is wrong is said in OpenAI’s shape', async () => {
  const paths: Readonly<Record<string, readonly [number, string, string | null]>> = {
    'items?limit=0': [400, 'invalid_value', 'limit'],
    'items?limit=1e3': [400, 'invalid_value', 'limit'],
    'items?is_filtered=yes': [400, 'invalid_value', 'is_filtered'],
    'items?label=maybe': [400, 'invalid_value', 'label'],
    'items?kee=web': [400, 'unknown_parameter', 'kee'],
    'items?after=flag_none': [404, 'not_found', null],
    'abuse?hours=1000': [400, 'invalid_value', 'hours'],
    'changes?limit=-1': [400, 'invalid_value', 'limit'],
  };
  for (const [path, [status, code, param]] of Object.entries(paths)) {
    const answer = await ask(path);
    expect(answer, path).toMatchObject({ status, body: { error: { type: 'invalid_request_error', param } } });
    if (status === 400) expect(answer.body.error.code, path).toBe(code);
  }
  for (const body of [{}, { label: 'maybe' }, { label: 'right', why: '' }, []])
    expect(await ask('items/flag_none/label', body), JSON.stringify(body)).toMatchObject({ status: 400 });
  expect(await ask('items/flag_none/label', { label: 'right' })).toMatchObject({ status: 404 });
  expect(await ask('abuse', {})).toMatchObject({ status: 405 });
  expect(await ask('nowhere')).toMatchObject({ status: 404 });
  expect(scripted.faultCodes).not.toContain('internal');
});

test('who is no admin gets nothing', async () => {
  for (const path of ['items', 'abuse', 'changes', 'export', 'nowhere']) {
    expect(await ask(path, undefined, appKey), path).toMatchObject({ status: 403 });
    expect(await ask(path, undefined, 'a-wrong-key-of-nobody'), path).toMatchObject({ status: 401 });
  }
  expect(await ask('items/x/label', { label: 'right' }, webKey)).toMatchObject({ status: 403 });
});
