// In: small servers that answer at once, slowly, too much or not to the end. Out: every byte in order at the reader's pace, the right end, and a
// connection that is used again after a whole answer only.
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Pool } from 'undici';
import { afterEach, expect, test } from 'vitest';
import { systemClock } from '../../base/clock.ts';
import { UpstreamCall } from './upstream-call.ts';

const ends: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

async function serve(answer: (outgoing: ServerResponse, number: number) => void) {
  let connections = 0;
  let requests = 0;
  const server = createServer((incoming, outgoing) => {
    incoming.resume();
    requests += 1;
    answer(outgoing, requests);
  });
  server.on('connection', () => {
    connections += 1;
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const pool = new Pool(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, { connections: 1 });
  ends.push(
    () => new Promise((resolve) => server.close(resolve)),
    () => server.closeAllConnections(),
    () => pool.destroy(),
  );
  const call = (signal = new AbortController().signal) =>
    new UpstreamCall(pool, { method: 'POST', path: '/', body: '{}' }, signal);
  return { call, connections: () => connections };
}

test('head and bytes come in order, then the end', async () => {
  const { call } = await serve((outgoing) => {
    outgoing.writeHead(201, { 'x-of': 'theirs' });
    outgoing.write('a');
    setTimeout(() => outgoing.end('b'), 20);
  });
  const answer = call();
  expect(await answer.head).toMatchObject({ statusCode: 201, headers: { 'x-of': 'theirs' } });
  expect(await answer.text()).toBe('ab');
  expect(await answer.next()).toBeNull();
});

test('a long answer waits for its reader', async () => {
  let sentBytes = 0;
  const part = Buffer.alloc(64 * 1024, 'x');
  const total = 400;
  const { call } = await serve(async (outgoing) => {
    for (let index = 0; index < total; index += 1) {
      if (!outgoing.write(part)) await new Promise((resolve) => outgoing.once('drain', resolve));
      sentBytes += part.length;
    }
    outgoing.end();
  });
  const answer = call();
  await answer.head;
  await systemClock.sleep(200);
  // What the system's own buffers hold has been sent, the rest has not.
  expect(sentBytes).toBeLessThan((total * part.length) / 2);
  expect((await answer.text()).length).toBe(total * part.length);
});

test('a connection that breaks is the end of it, behind what came before', async () => {
  const { call } = await serve((outgoing) => {
    outgoing.write('a');
    setTimeout(() => outgoing.destroy(), 20);
  });
  const answer = call();
  expect(String(await answer.next())).toBe('a');
  await expect(answer.next()).rejects.toThrow();
});

test('an abort rejects with its reason, before the head and behind it', async () => {
  const { call } = await serve((outgoing) => void setTimeout(() => outgoing.write('a'), 50));
  const mute = new AbortController();
  const unheard = call(mute.signal);
  await systemClock.sleep(20);
  mute.abort(new Error('the client left'));
  await expect(unheard.head).rejects.toThrow('the client left');
  const leaving = new AbortController();
  const heard = call(leaving.signal);
  await heard.head;
  await heard.next();
  leaving.abort(new Error('the client left'));
  await expect(heard.next()).rejects.toThrow('the client left');
  await expect(call(AbortSignal.abort(new Error('before'))).head).rejects.toThrow('before');
});

test('a connection is used again when a whole answer was left a moment before its end, and not when a cut one was', async () => {
  const { call, connections } = await serve((outgoing, number) => {
    outgoing.write('last word');
    if (number < 3) setTimeout(() => outgoing.end(), 30);
  });
  for (const isWhole of [true, true, false]) {
    const answer = call();
    await answer.next();
    answer.leave(isWhole, systemClock);
  }
  expect(connections()).toBe(1);
  const answer = call();
  await answer.head;
  expect(connections()).toBe(2);
  answer.leave(false, systemClock);
});

test('an end that never comes is given up after a while', async () => {
  const { call, connections } = await serve((outgoing) => void outgoing.write('last word'));
  let giveUp: (() => void) | null = null;
  const clock = {
    after: (_durationMs: number, callBack: () => void) => {
      giveUp = callBack;
      return () => undefined;
    },
  };
  const answer = call();
  await answer.next();
  answer.leave(true, clock);
  (giveUp as (() => void) | null)?.();
  await call().head;
  expect(connections()).toBe(2);
});

test('bytes are handed over as they come: until it is enough, the end, or for a while', async () => {
  // Only the second ends by itself.
  const { call } = await serve((outgoing, number) => {
    outgoing.write('a');
    const pieces = number < 3 ? ['b', 'c', 'last'] : ['b'];
    pieces.forEach((piece, index) => {
      setTimeout(() => outgoing.write(piece), 20 * (index + 1));
    });
    if (number === 2) setTimeout(() => outgoing.end(), 100);
  });
  for (const [limitMs, last, expected] of [
    [5000, 'last', 'abclast'],
    [5000, 'none', 'abclast'],
    [200, 'none', 'ab'],
  ] as const) {
    const answer = call();
    await answer.head;
    let taken = '';
    const take = (bytes: Buffer) => {
      taken += bytes;
      return taken.includes(last);
    };
    expect(await answer.pass(limitMs, take, systemClock)).toBe(true);
    expect(taken).toBe(expected);
    if (limitMs === 5000 && last === 'none') expect(await answer.pass(limitMs, take, systemClock)).toBe(false);
    answer.leave(false, systemClock);
  }
});

test('what is handed over ends with the reason of an abort', async () => {
  const { call } = await serve((outgoing) => void outgoing.write('a'));
  const leaving = new AbortController();
  const answer = call(leaving.signal);
  await answer.head;
  setTimeout(() => leaving.abort(new Error('the client left')), 20);
  const read = async () => {
    while (await answer.pass(5000, () => false, systemClock));
  };
  await expect(read()).rejects.toThrow('the client left');
});
