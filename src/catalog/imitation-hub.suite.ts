// In: files and how the hub shall misbehave. Out: a local server that answers as the model hub does: a redirect that names size
// and digest, then the content from another host, in ranges. For tests only.
import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface HubBehaviour {
  /** Content by path, such as `owner/repo/main/file.gguf`. */
  files: Readonly<Record<string, Uint8Array>>;
  /** The token that is needed, if any. */
  token?: string;
  /** Answers so with nothing else. */
  status?: number;
  /** Names no digest in the redirect. */
  isSilentOnDigest?: boolean;
  /** Names this digest, whatever comes. */
  digest?: string;
  /** Does not know ranges. */
  isWithoutRanges?: boolean;
  /** The next so many answers stop after `stopAfterBytes`: hanging, or closing the connection. */
  stops?: number;
  stopAfterBytes?: number;
  stopKind?: 'hang' | 'close';
  /** Never answers at all. */
  isMute?: boolean;
}

export interface SeenRequest {
  readonly host: 'hub' | 'content';
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
}

export interface ImitationHub {
  readonly url: string;
  readonly behaviour: HubBehaviour;
  readonly seen: readonly SeenRequest[];
  close(): Promise<void>;
}

export async function startImitationHub(behaviour: HubBehaviour): Promise<ImitationHub> {
  const seen: SeenRequest[] = [];
  const content = await listen((request, response) => {
    seen.push({ host: 'content', path: request.url ?? '', headers: request.headers });
    const file = behaviour.files[decodeURIComponent((request.url ?? '').slice(1))];
    if (file === undefined) response.writeHead(404).end();
    else sendFile(file, behaviour, request, response);
  });
  const hub = await listen((request, response) => {
    const path = decodeURIComponent(request.url ?? '');
    seen.push({ host: 'hub', path, headers: request.headers });
    if (behaviour.isMute === true) return;
    if (behaviour.status !== undefined) return void response.writeHead(behaviour.status).end();
    if (behaviour.token !== undefined && request.headers.authorization !== `Bearer ${behaviour.token}`) {
      return void response.writeHead(401).end();
    }
    if (path.startsWith('/api/models/')) return sendList(path, behaviour, response);
    // A renamed repository: the hub sends on to itself.
    if (path.startsWith('/old-owner/')) {
      return void response.writeHead(307, { location: path.replace('/old-owner/', '/owner/') }).end();
    }
    const name = path.slice(1).replace('/resolve/', '/');
    const file = behaviour.files[name];
    if (file === undefined) return void response.writeHead(404).end();
    const digest = behaviour.digest ?? createHash('sha256').update(file).digest('hex');
    const linked =
      behaviour.isSilentOnDigest === true ? {} : { 'x-linked-etag': `"${digest}"`, 'x-linked-size': file.length };
    response.writeHead(302, { ...linked, location: `${urlOf(content)}/${name}` }).end();
  });
  return {
    url: urlOf(hub),
    behaviour,
    seen,
    close: async () => {
      for (const server of [hub, content]) {
        server.closeAllConnections();
        await new Promise((resolve) => server.close(resolve));
      }
    },
  };
}

function sendFile(file: Uint8Array, behaviour: HubBehaviour, request: IncomingMessage, response: ServerResponse): void {
  const etag = `"${createHash('md5').update(file).digest('hex')}"`;
  const asked = Number(/^bytes=(\d+)-/.exec(request.headers.range ?? '')?.[1] ?? 0);
  const isCurrent = request.headers['if-range'] === undefined || request.headers['if-range'] === etag;
  const start = behaviour.isWithoutRanges === true || !isCurrent ? 0 : asked;
  if (start >= file.length && start > 0) return void response.writeHead(416).end();
  const rest = file.subarray(start);
  const range = start > 0 ? { 'content-range': `bytes ${start}-${file.length - 1}/${file.length}` } : {};
  response.writeHead(start > 0 ? 206 : 200, { etag, 'content-length': rest.length, ...range });
  if ((behaviour.stops ?? 0) === 0) return void response.end(rest);
  behaviour.stops = (behaviour.stops ?? 0) - 1;
  response.write(rest.subarray(0, behaviour.stopAfterBytes ?? 0), () => {
    if (behaviour.stopKind === 'close') setTimeout(() => response.destroy(), 20);
  });
}

function sendList(path: string, behaviour: HubBehaviour, response: ServerResponse): void {
  const repository = path.replace('/api/models/', '').replace(/\/revision\/.*/, '');
  const names = Object.keys(behaviour.files).filter((name) => name.startsWith(`${repository}/main/`));
  if (names.length === 0) return void response.writeHead(404).end();
  const siblings = names.map((name) => ({ rfilename: name.slice(`${repository}/main/`.length) }));
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ siblings }));
}

function listen(onRequest: (request: IncomingMessage, response: ServerResponse) => void): Promise<Server> {
  const server = createServer(onRequest);
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server)));
}

function urlOf(server: Server): string {
  // A TCP server that listens has an address object.
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
