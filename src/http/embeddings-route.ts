// In: a known caller's request for embeddings. Out: the list of them, and its ledger row. Knows no encoder.
import { setImmediate as nextTurn } from 'node:timers/promises';
import { embed } from '../serve/embed.ts';
import { embeddingsBody } from '../wire/openai/embeddings-body.ts';
import { parseEmbedAsk } from '../wire/openai/parse-embed-ask.ts';
import { type IncomingRequest, settledRoute } from './answer-route.ts';
import { answerIsOver } from './client-signal.ts';
import type { HttpPorts } from './http-ports.ts';
import { readJsonBody } from './read-json-body.ts';

/** `prepare` makes of a body of another dialect one of OpenAI's. */
export function embeddingsRoute(
  incoming: IncomingRequest,
  ports: HttpPorts,
  prepare: (body: unknown) => unknown = (body) => body,
): Promise<Response> {
  return settledRoute(incoming, 'embeddings', ports, async (settlement) => {
    const { caller, client } = incoming;
    const ask = parseEmbedAsk(prepare(await readJsonBody(incoming.request, ports.bodyBytesLimit)));
    const { vectors, tokens } = await embed(ask, caller, settlement, ports, client.signal);
    const body: Uint8Array[] = [];
    for (const stretch of embeddingsBody({ model: ask.model, vectors, tokens }, ask.encoding)) {
      body.push(Buffer.from(stretch));
      // Streams of other requests go on in between.
      await nextTurn();
    }
    client.abort(answerIsOver);
    return new Response(Buffer.concat(body), { headers: { 'content-type': 'application/json' } });
  });
}
