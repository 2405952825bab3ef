// In: a local server of every bad manner, and names that resolve to where they should not. Out: the way outside stays within its bounds.
import { createServer, type RequestListener, type Server } from 'node:http';
import fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import { createOutbound, type Outbound, type OutboundOptions } from './create-outbound.ts';

const servers: Server[] = [];
const outbounds: Outbound[] = [];
const { signal } = new AbortController();

async function serve(listener: RequestListener): Promise<number> {
  const server = createServer(listener);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

function outbound(options: Partial<OutboundOptions> = {}): Outbound {
  const created = createOutbound({ allowPrivate: true, timeoutMs: 2000, maxBytes: 1000, ...options });
  outbounds.push(created);
  return created;
}

function post(way: Outbound, url: string, body: unknown = {}) {
  return way.postJson({ url, headers: { 'x-key': 'k' }, body }, signal);
}

afterEach(async () => {
  await Promise.all(outbounds.splice(0).map((each) => each.stop()));
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

test('what is posted arrives, and the answer comes back', async () => {
  const port = await serve((request, response) => {
    const pieces: string[] = [];
    request.setEncoding('utf8').on('data', (piece: string) => pieces.push(piece));
    request.on('end', () => {
      const { method, url, headers } = request;
      response.end(JSON.stringify({ method, url, key: headers['x-key'], body: JSON.parse(pieces.join('')) }));
    });
  });
  const answer = await post(outbound(), `http://127.0.0.1:${port}/a/b?c=d`, { text: 'é\ud83d\ude00' });
  expect(answer).toEqual({ method: 'POST', url: '/a/b?c=d', key: 'k', body: { text: 'é\ud83d\ude00' } });
});

describe('is refused', () => {
  test.each([
    'http://example.com/',
    'https://127.0.0.1/',
    'https://2130706433/',
    'https://0x7f.1/',
    'https://[::1]/',
    'https://[::ffff:10.0.0.1]/',
    'https://169.254.169.254/latest',
    'https://name:word@example.com/',
    'ftp://example.com/',
    'file:///etc/passwd',
    'no url',
    '',
  ])('%s, for who may reach the open internet only', async (url) => {
    await expect(post(outbound({ allowPrivate: false }), url)).rejects.toMatchObject({ code: 'source_refused' });
  });

  test.each(['http://169.254.169.254/latest', 'http://[fe80::1]/', 'http://0.0.0.0/', 'http://[::]/'])(
    '%s, for everybody',
    async (url) => {
      await expect(post(outbound(), url)).rejects.toMatchObject({ code: 'source_refused' });
    },
  );

  test('a name of which one address may not be called', async () => {
    const way = outbound({
      allowPrivate: false,
      resolveHost: (_, done) =>
        done(null, [
          { address: '8.8.8.8', family: 4 },
          { address: '10.0.0.1', family: 4 },
        ]),
    });
    await expect(post(way, 'https://two-faces.test/')).rejects.toMatchObject({ code: 'source_refused' });
  });

  test('a name of the own network, unless it is allowed: then the judged address is the one that is called', async () => {
    const port = await serve((_, response) => response.end('{"here":true}'));
    let resolved = 0;
    const resolveHost: OutboundOptions['resolveHost'] = (_, done) => {
      resolved += 1;
      done(null, [{ address: resolved === 1 ? '127.0.0.1' : '169.254.169.254', family: 4 }]);
    };
    expect(await post(outbound({ resolveHost }), `http://inside.test:${port}/`)).toEqual({ here: true });
    expect(resolved).toBe(1);
    const strict = outbound({
      allowPrivate: false,
      resolveHost: (_, done) => done(null, [{ address: '127.0.0.1', family: 4 }]),
    });
    await expect(post(strict, 'https://inside.test/')).rejects.toMatchObject({ code: 'source_refused' });
  });

  test('a redirect, another status, and what is not JSON', async () => {
    const port = await serve((request, response) => {
      const status = Number(request.url?.slice(1));
      response.writeHead(status, { location: 'http://169.254.169.254/' }).end('<html>');
    });
    for (const status of [301, 302, 307, 308, 400, 401, 429, 500, 200])
      await expect(post(outbound(), `http://127.0.0.1:${port}/${status}`)).rejects.toMatchObject({
        code: 'source_refused',
      });
  });

  test('an answer over its size, however it is cut', async () => {
    const port = await serve((request, response) => {
      const [size = 0, piece = 1] = (request.url ?? '').slice(1).split('/').map(Number);
      const text = JSON.stringify('x'.repeat(size - 2));
      for (let at = 0; at < text.length; at += piece) response.write(text.slice(at, at + piece));
      response.end();
    });
    const way = outbound();
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 2, max: 2000 }), fc.integer({ min: 50, max: 2000 }), async (size, piece) => {
        const answer = post(way, `http://127.0.0.1:${port}/${size}/${piece}`);
        if (size <= 1000) expect(await answer).toHaveLength(size - 2);
        else await expect(answer).rejects.toMatchObject({ code: 'source_refused' });
      }),
      { numRuns: 30 },
    );
  });
});

test('who says nothing, or goes on saying little, is given up', async () => {
  const silent = await serve(() => {});
  const slow = await serve((_, response) => {
    const timer = setInterval(() => response.write(' '), 20);
    response.on('close', () => clearInterval(timer));
  });
  for (const port of [silent, slow])
    await expect(post(outbound({ timeoutMs: 150 }), `http://127.0.0.1:${port}/`)).rejects.toMatchObject({
      code: 'timeout',
    });
});

test('nobody there is a fault; a caller who gave up hears the own reason', async () => {
  const port = await serve(() => {});
  servers.splice(0).map((server) => server.close());
  await expect(post(outbound(), `http://127.0.0.1:${port}/`)).rejects.toMatchObject({ code: 'source_unreachable' });
  const silent = await serve(() => {});
  const giving = new AbortController();
  const call = outbound().postJson({ url: `http://127.0.0.1:${silent}/`, headers: {}, body: {} }, giving.signal);
  setTimeout(() => giving.abort(new Error('gave up')), 30);
  await expect(call).rejects.toThrow('gave up');
});
