// In: one request of a load. Out: its row: when the first text came, when it ended, what it said. Runs inside the load generator;
// parses nothing while bytes still come.
import { type Agent, request } from 'node:http';
import type { LoadJob, RequestRow } from './load-job.ts';
import { readEvents } from './read-events.ts';

/** Both sides print JSON without blanks around the empty text that opens an answer. */
const firstText = /"content":\s*"[^"]/;

export function sendRequest(job: LoadJob, index: number, agent: Agent, originMs: number): Promise<RequestRow> {
  const body = job.bodies[index % job.bodies.length] ?? '{}';
  const startMs = performance.now();
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let status = 0;
    let firstMs: number | null = null;
    const piecesMs: number[] = [];
    let head = '';

    function finish(error: string | null): void {
      const totalMs = performance.now() - startMs;
      const bytes = Buffer.concat(chunks);
      const wrong = error ?? (status === 200 ? null : `status ${status}: ${bytes.toString('utf8', 0, 300)}`);
      resolve({
        index,
        startMs: startMs - originMs,
        firstMs,
        totalMs,
        piecesMs,
        status,
        error: wrong,
        ...readEvents(bytes, job.reading),
      });
    }

    const sent = request(
      {
        agent,
        host: '127.0.0.1',
        port: job.port,
        path: job.path,
        method: 'POST',
        headers: { ...job.headers, 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) },
      },
      (answer) => {
        status = answer.statusCode ?? 0;
        answer.on('data', (chunk: Buffer) => {
          chunks.push(chunk);
          if (firstMs !== null) {
            if (job.reading === 'text' && firstText.test(chunk.toString('latin1')))
              piecesMs.push(performance.now() - startMs);
            return;
          }
          head += chunk.toString('utf8');
          if (!firstText.test(head)) return;
          firstMs = performance.now() - startMs;
          piecesMs.push(firstMs);
        });
        answer.on('end', () => finish(null));
        answer.on('error', (error) => finish(error.message));
      },
    );
    sent.setNoDelay(true);
    const limit = setTimeout(() => sent.destroy(new Error('took too long')), job.requestLimitMs);
    sent.on('error', (error) => finish(error.message));
    sent.on('close', () => clearTimeout(limit));
    sent.end(body);
  });
}
