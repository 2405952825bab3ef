// In: a service over two or three scripted upstreams that die, hang, refuse and are slow. Out: a request is answered by another while
// nothing of its answer was shown, and never after; every request ends in one ledger row.
import { afterEach, describe, expect, test } from 'vitest';
import {
  behind,
  breakingOff,
  hanging,
  refusing,
  type ScriptedUpstream,
  saying,
  slowly,
  startScriptedUpstream,
  type UpstreamBehaviour,
} from './scripted-upstream.ts';
import { type ScriptedService, script, startScriptedService, until } from './start-scripted-service.ts';

const ends: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

interface Pool {
  readonly service: ScriptedService;
  readonly upstreams: readonly ScriptedUpstream[];
}

interface PoolSettings {
  readonly withOwn?: boolean;
  readonly entry?: object;
  readonly environment?: Readonly<Record<string, string>>;
}

async function startPool(behaviours: readonly UpstreamBehaviour[], settings: PoolSettings = {}): Promise<Pool> {
  const upstreams = await Promise.all(behaviours.map(startScriptedUpstream));
  const entries = upstreams.map(({ url }, index) => ({
    id: `e${index}`,
    kind: 'llama-server',
    url,
    slots: 8,
    healthSeconds: 0.1,
    ...settings.entry,
  }));
  const ids = [...(settings.withOwn === true ? ['local'] : []), ...entries.map(({ id }) => id)];
  const service = await startScriptedService({
    file: { engines: entries, deployments: [{ name: 'gpt-4o-mini', engines: ids }] },
    answer: () => script(['own']),
    ...(settings.environment === undefined ? {} : { environment: settings.environment }),
  });
  ends.push(
    () => Promise.all(upstreams.map((upstream) => upstream.kill().catch(() => undefined))),
    () => service.stop(),
  );
  return { service, upstreams };
}

function ask(content: string, rest: object = {}): object {
  return { model: 'gpt-4o-mini', messages: [{ role: 'user', content }], ...rest };
}

async function textOf(response: Response): Promise<string> {
  const body = (await response.json()) as {
    readonly choices?: readonly { readonly message: { readonly content: string } }[];
  };
  return body.choices?.[0]?.message.content ?? JSON.stringify(body);
}

/** A text whose conversation goes to the upstream of this number first, while all are well. */
async function textFor({ service, upstreams }: Pool, index: number): Promise<string> {
  for (let number = 0; number < 200; number += 1) {
    const before = upstreams[index]?.asked.length ?? 0;
    await (await service.post(ask(`text ${number}`))).text();
    if ((upstreams[index]?.asked.length ?? 0) > before) return `text ${number}`;
  }
  throw new Error('no text goes there');
}

function outcomes({ service }: Pool) {
  expect(service.faultCodes).not.toContain('internal');
  return service.service.store.countByOutcome();
}

interface ListedEngine {
  readonly availability: string;
  readonly load: number;
}

async function engines({ service }: Pool): Promise<readonly ListedEngine[]> {
  const response = await fetch(`${service.baseUrl}/admin/engines`);
  return ((await response.json()) as { readonly data: readonly ListedEngine[] }).data;
}

async function availability(pool: Pool): Promise<readonly string[]> {
  return (await engines(pool)).map((engine) => engine.availability);
}

describe('while nothing was shown, another one answers', () => {
  test.each<readonly [string, UpstreamBehaviour, number]>([
    ['a connection that breaks before the answer', breakingOff(), 2],
    ['500', refusing(500), 2],
    ['503', refusing(503), 2],
    ['401', refusing(401), 2],
    // It asks to be left alone.
    ['429', refusing(429, { 'retry-after': '30' }), 1],
    ['a hang', hanging, 2],
  ])('%s', async (_name, behaviour, tries) => {
    const pool = await startPool([saying('one'), saying('two')], { entry: { firstTextSeconds: 1.5 } });
    const text = await textFor(pool, 0);
    pool.upstreams[0]?.behave(behaviour);
    const before = pool.upstreams[0]?.asked.length ?? 0;
    for (const stream of [false, true]) {
      const response = await pool.service.post(ask(text, { stream }));
      expect(response.status).toBe(200);
      const body = await response.text();
      expect(body).toContain('two');
      expect(body).not.toContain('"error"');
    }
    expect((pool.upstreams[0]?.asked.length ?? 0) - before).toBe(tries);
    expect(outcomes(pool)).toMatchObject({ faulted: 0, aborted: 0, open: 0 });
  });

  test('of twenty at once none is lost when one of three is killed under them', async () => {
    const behaviour = slowly(200, 'a ', 'b ', 'c');
    const pool = await startPool([behaviour, behaviour, behaviour]);
    const answers = Array.from({ length: 20 }, (_, number) => pool.service.post(ask(`question ${number}`)));
    await until(() => pool.upstreams.every((upstream) => upstream.running() > 0), 10_000);
    await pool.upstreams[1]?.kill();
    const responses = await Promise.all(answers);
    const bodies = await Promise.all(responses.map(async (response) => [response.status, await textOf(response)]));
    const cut = bodies.filter(([status]) => status !== 200);
    // Unstreamed, what had begun there is a plain error; everything else is whole.
    for (const [status, body] of bodies) expect(status === 200 ? body : status).toBe(status === 200 ? 'a b c' : 500);
    const { done, faulted, open } = outcomes(pool);
    expect({ done, faulted, open }).toEqual({ done: 20 - cut.length, faulted: cut.length, open: 0 });
    expect(cut.length).toBeLessThan(20);
  });
});

test('once text was shown, the failure is told and nobody else is asked', async () => {
  const pool = await startPool([saying('one'), saying('two')]);
  const text = await textFor(pool, 0);
  pool.upstreams[0]?.behave(breakingOff('half '));
  const before = pool.upstreams[1]?.asked.length;
  const body = await (await pool.service.post(ask(text, { stream: true }))).text();
  expect(body).toContain('half ');
  expect(body).toContain('"error"');
  expect(body).not.toContain('[DONE]');
  expect(pool.upstreams[1]?.asked.length).toBe(before);
  expect(outcomes(pool)).toMatchObject({ faulted: 1, open: 0 });
});

test('a slow one is waited for: its first piece was in time', async () => {
  const pool = await startPool([saying('one'), saying('two')], { entry: { firstTextSeconds: 1.5 } });
  const text = await textFor(pool, 0);
  pool.upstreams[0]?.behave(slowly(600, 'a ', 'b ', 'c ', 'd'));
  expect(await textOf(await pool.service.post(ask(text)))).toBe('a b c d');
});

test('a bad request is the client’s: no other is asked, and none is blamed', async () => {
  const pool = await startPool([refusing(400), refusing(400)]);
  for (let number = 0; number < 5; number += 1) {
    const response = await pool.service.post(ask('hi'));
    expect(response.status).toBe(400);
    expect(await response.text()).toContain('refused with 400');
  }
  expect(pool.upstreams.reduce((total, { asked }) => total + asked.length, 0)).toBe(5);
  expect(await availability(pool)).toEqual(['up', 'up']);
});

test('a request that every engine refuses takes none of them out', async () => {
  const pool = await startPool([refusing(500), refusing(500)]);
  for (let number = 0; number < 4; number += 1) expect((await pool.service.post(ask('poison'))).status).toBe(500);
  expect(await availability(pool)).toEqual(['up', 'up']);
  for (const upstream of pool.upstreams) upstream.behave(saying('well'));
  expect(await textOf(await pool.service.post(ask('hi')))).toBe('well');
});

test('when all are busy the client is told so, with the shortest wait', async () => {
  const pool = await startPool([refusing(429, { 'retry-after': '50' }), refusing(429, { 'retry-after': '30' })]);
  for (const tries of [2, 0]) {
    const before = pool.upstreams.reduce((total, { asked }) => total + asked.length, 0);
    const response = await pool.service.post(ask('hi'));
    expect(response.status).toBe(429);
    const waitSeconds = Number(response.headers.get('retry-after'));
    expect(waitSeconds).toBeLessThanOrEqual(30);
    expect(waitSeconds).toBeGreaterThan(15);
    expect(await response.json()).toMatchObject({ error: { code: 'rate_limit_exceeded' } });
    // The second time they are left alone as they asked.
    expect(pool.upstreams.reduce((total, { asked }) => total + asked.length, 0) - before).toBe(tries);
  }
  expect(await availability(pool)).toEqual(['busy', 'busy']);
});

test('a dead one is found out and gets nothing until it is back', async () => {
  const pool = await startPool([saying('one'), saying('two')]);
  const text = await textFor(pool, 0);
  await pool.upstreams[0]?.kill();
  await expect.poll(() => availability(pool), { timeout: 15_000 }).toEqual(['down', 'up']);
  expect(await textOf(await pool.service.post(ask(text)))).toBe('two');
  expect((await fetch(`${pool.service.baseUrl}/health/ready`)).status).toBe(200);
  await pool.upstreams[1]?.kill();
  // Known to be gone or not yet: nobody learns from it where the engines are.
  expect(await (await pool.service.post(ask(text))).text()).not.toContain('127.0.0.1');
  await expect.poll(() => availability(pool), { timeout: 15_000 }).toEqual(['down', 'down']);
  expect((await fetch(`${pool.service.baseUrl}/health/ready`)).status).toBe(503);
  const begunMs = performance.now();
  expect((await pool.service.post(ask(text))).status).toBe(503);
  expect(performance.now() - begunMs).toBeLessThan(2000);
  await pool.upstreams[0]?.revive();
  await expect.poll(() => availability(pool), { timeout: 15_000 }).toEqual(['up', 'down']);
  expect(await textOf(await pool.service.post(ask(text)))).toBe('one');
});

test('one that answers health checks but no requests is left alone after three', async () => {
  const pool = await startPool([saying('one'), saying('two')], { entry: { firstTextSeconds: 1.5 } });
  const text = await textFor(pool, 0);
  const before = pool.upstreams[0]?.asked.length ?? 0;
  pool.upstreams[0]?.behave(hanging);
  for (let number = 0; number < 6; number += 1) expect(await textOf(await pool.service.post(ask(text)))).toBe('two');
  expect((pool.upstreams[0]?.asked.length ?? 0) - before).toBe(3);
  expect(await availability(pool)).toEqual(['open', 'up']);
  const metrics = await (await fetch(`${pool.service.baseUrl}/metrics`)).text();
  expect(metrics).toMatch(/kinglet_engine_attempts_total\{engine="e0",end="failed",fault="timeout"\} 3/);
  expect(metrics).toContain('kinglet_engine_availability{engine="e0",availability="open"} 1');
});

describe('where requests go', () => {
  test('turns of one conversation go to one engine; conversations are spread', async () => {
    const pool = await startPool([saying('one'), saying('two'), saying('three')]);
    const homes = new Set<string>();
    for (let number = 0; number < 12; number += 1) {
      const messages = [
        { role: 'system', content: 'Be brief.' },
        { role: 'user', content: `conversation ${number}` },
      ];
      const first = await textOf(await pool.service.post({ model: 'gpt-4o-mini', messages }));
      const next = [...messages, { role: 'assistant', content: first }, { role: 'user', content: 'Go on.' }];
      expect(await textOf(await pool.service.post({ model: 'gpt-4o-mini', messages: next }))).toBe(first);
      homes.add(first);
    }
    expect(homes.size).toBe(3);
  });

  test('a hot prefix spills over before its engine is full', async () => {
    const gate = Promise.withResolvers<void>();
    const pool = await startPool([behind(gate.promise, 'a'), behind(gate.promise, 'a')]);
    const answers = Array.from({ length: 12 }, () => pool.service.post(ask('the same')));
    await until(() => pool.upstreams.reduce((total, upstream) => total + upstream.running(), 0) === 12, 10_000);
    expect(Math.max(...pool.upstreams.map((upstream) => upstream.running()))).toBeLessThanOrEqual(8);
    gate.resolve();
    for (const answer of await Promise.all(answers)) expect(answer.status).toBe(200);
  });

  test('a client that leaves frees its place there', async () => {
    const pool = await startPool([slowly(50, ...Array.from({ length: 100 }, () => 'x '))]);
    const leaving = new AbortController();
    const running = fetch(`${pool.service.baseUrl}/v1/chat/completions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(ask('hi', { stream: true })),
      signal: leaving.signal,
    })
      .then((response) => response.text())
      .catch(() => 'left');
    await until(() => pool.upstreams[0]?.running() === 1, 10_000);
    leaving.abort();
    expect(await running).toBe('left');
    await until(() => pool.upstreams[0]?.running() === 0, 10_000);
    await expect.poll(async () => (await engines(pool)).map(({ load }) => load)).toEqual([0]);
  });

  test('our own engine beside others: it answers where they are gone', async () => {
    const pool = await startPool([saying('theirs')], { withOwn: true });
    const seen = new Set<string>();
    for (let number = 0; number < 30; number += 1) seen.add(await textOf(await pool.service.post(ask(`t ${number}`))));
    expect([...seen].sort()).toEqual(['own', 'theirs']);
    await pool.upstreams[0]?.kill();
    for (let number = 0; number < 30; number += 1)
      expect(await textOf(await pool.service.post(ask(`t ${number}`)))).toBe('own');
    expect(outcomes(pool)).toMatchObject({ done: 60, faulted: 0, open: 0 });
  });
});

describe('an admin', () => {
  const keys = { KINGLET_API_KEY: 'a-key-of-the-test', KINGLET_ADMIN_KEY: 'an-admin-key-of-the-test' };
  const bearer = (key: string) => ({ authorization: `Bearer ${key}` });

  test('drains an engine: what runs there ends, nothing new comes, and resumes it', async () => {
    const gate = Promise.withResolvers<void>();
    const pool = await startPool([saying('one'), saying('other')]);
    const { baseUrl } = pool.service;
    const text = await textFor(pool, 0);
    pool.upstreams[0]?.behave(behind(gate.promise, 'one'));
    const running = pool.service.post(ask(text));
    await until(() => pool.upstreams[0]?.running() === 1, 5000);
    const drained = await fetch(`${baseUrl}/admin/engines/e0/drain`, { method: 'POST' });
    expect(await drained.json()).toMatchObject({ id: 'e0', availability: 'draining', load: 1 });
    expect(await textOf(await pool.service.post(ask(text)))).toBe('other');
    gate.resolve();
    expect(await textOf(await running)).toBe('one');
    await expect.poll(() => availability(pool)).toEqual(['drained', 'up']);
    await fetch(`${baseUrl}/admin/engines/e0/resume`, { method: 'POST' });
    expect(await availability(pool)).toEqual(['up', 'up']);
    expect(await textOf(await pool.service.post(ask(text)))).toBe('one');
  });

  test('nobody else may, and an unknown engine is a 404 that names the known', async () => {
    const pool = await startPool([saying('one')], { environment: keys });
    const at = (path: string, method: string, key: string) =>
      fetch(`${pool.service.baseUrl}/admin/engines${path}`, { method, headers: bearer(key) });
    for (const [path, method] of [
      ['', 'GET'],
      ['/e0/drain', 'POST'],
    ] as const)
      expect((await at(path, method, keys.KINGLET_API_KEY)).status).toBe(403);
    expect((await at('', 'GET', keys.KINGLET_ADMIN_KEY)).status).toBe(200);
    expect((await at('', 'DELETE', keys.KINGLET_ADMIN_KEY)).status).toBe(405);
    const unknown = await at('/e9/drain', 'POST', keys.KINGLET_ADMIN_KEY);
    expect(unknown.status).toBe(404);
    expect(await unknown.text()).toContain('There are e0.');
  });
});
