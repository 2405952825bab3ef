// In: a known caller's request to moderate texts. Out: OpenAI's answer, and its ledger row. Knows no scorer.
import { moderate } from '../serve/moderate.ts';
import { moderationBody } from '../wire/openai/moderation-body.ts';
import { parseModerationAsk } from '../wire/openai/parse-moderation-ask.ts';
import { type IncomingRequest, settledRoute } from './answer-route.ts';
import { answerIsOver } from './client-signal.ts';
import type { HttpPorts } from './http-ports.ts';
import { readJsonBody } from './read-json-body.ts';

export function moderationsRoute(incoming: IncomingRequest, ports: HttpPorts): Promise<Response> {
  return settledRoute(incoming, 'moderations', ports, async (settlement) => {
    const { client } = incoming;
    const ask = parseModerationAsk(await readJsonBody(incoming.request, ports.bodyBytesLimit));
    const results = await moderate(ask, settlement, ports.safety, client.signal);
    client.abort(answerIsOver);
    return Response.json(moderationBody({ id: ports.newId('modr-'), model: ask.model, results }));
  });
}
