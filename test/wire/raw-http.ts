// In: bytes for a TCP connection. Out: what came back, as text, and the connection to close at will. Knows no HTTP but the blank line
// behind a head.
import { connect, type Socket } from 'node:net';

export interface RawConnection {
  readonly socket: Socket;
  /** All that has come so far. */
  received(): string;
  /** Resolves when the text has come, rejects when the connection ended or the time is over. */
  waitFor(text: string, limitMs?: number): Promise<string>;
  /** Resolves with everything when the other side closes. */
  readonly ended: Promise<string>;
}

export function openRaw(port: number, bytes: string | Uint8Array): RawConnection {
  const socket = connect(port, '127.0.0.1');
  let text = '';
  const decoder = new TextDecoder();
  socket.on('data', (chunk) => {
    text += decoder.decode(chunk, { stream: true });
  });
  socket.on('error', () => undefined);
  const ended = new Promise<string>((resolve) => socket.on('close', () => resolve(text)));
  socket.write(bytes);
  return {
    socket,
    received: () => text,
    ended,
    waitFor: async (wanted, limitMs = 5000) => {
      const begunMs = performance.now();
      while (!text.includes(wanted)) {
        if (socket.destroyed || performance.now() - begunMs > limitMs)
          throw new Error(`no ${JSON.stringify(wanted)} in ${JSON.stringify(text)}`);
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
      return text;
    },
  };
}

export function rawPost(
  body: string,
  headers: Readonly<Record<string, string>> = {},
  path = '/v1/chat/completions',
): string {
  const lines = Object.entries({
    host: '127.0.0.1',
    'content-type': 'application/json',
    'content-length': String(Buffer.byteLength(body)),
    ...headers,
  }).map(([name, value]) => `${name}: ${value}`);
  return `POST ${path} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n${body}`;
}

/** Sends, reads until the server closes or the time is over, and closes. */
export async function exchange(port: number, bytes: string | Uint8Array, limitMs = 3000): Promise<string> {
  const connection = openRaw(port, bytes);
  const timer = setTimeout(() => connection.socket.destroy(), limitMs);
  const text = await connection.ended;
  clearTimeout(timer);
  return text;
}
