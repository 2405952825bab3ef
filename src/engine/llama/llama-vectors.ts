// In: rows of token ids. Out: their vectors, asked of llama.cpp's server in embedding mode, at unit length. Knows no process.
import { request } from 'undici';
import { Fault } from '../../contract/fault.ts';
import { valueAt } from './llama-client.ts';

export interface VectorsAsk {
  readonly origin: string;
  readonly key: string;
  readonly rows: readonly (readonly number[])[];
}

export async function askVectors(ask: VectorsAsk, signal: AbortSignal): Promise<readonly Float32Array[]> {
  const answer = await request(`${ask.origin}/v1/embeddings`, {
    method: 'POST',
    headers: { authorization: `Bearer ${ask.key}`, 'content-type': 'application/json' },
    body: JSON.stringify({ input: ask.rows, encoding_format: 'base64' }),
    headersTimeout: 0,
    bodyTimeout: 0,
    // A connection of its own: closing it is how the engine learns that nobody waits any more.
    reset: true,
    signal,
  })
    .then(async ({ statusCode, body }) => ({ statusCode, text: await body.text() }))
    .catch((cause: unknown) => {
      if (signal.aborted) throw signal.reason;
      throw new Fault('engine_unavailable', 'The embedding engine does not answer.', { cause, retryAfterMs: 1000 });
    });
  if (answer.statusCode !== 200) throw refusal(answer.text);
  const items = valueAt(JSON.parse(answer.text), 'data');
  const vectors = Array.isArray(items) ? items.map((item) => decode(valueAt(item, 'embedding'))) : [];
  if (vectors.length !== ask.rows.length) throw refusal(answer.text);
  return vectors;
}

function decode(base64: unknown): Float32Array {
  const bytes = Buffer.from(typeof base64 === 'string' ? base64 : '', 'base64');
  return Float32Array.from({ length: bytes.length / 4 }, (_, at) => bytes.readFloatLE(at * 4));
}

function refusal(text: string): Fault {
  return new Fault('engine_error', 'The embedding engine refused the request.', {
    cause: new Error(text.slice(0, 300)),
  });
}
