// In: a known caller's request to count the tokens of a prompt. Out: the count in Anthropic's words, and its ledger row. Knows no engine.
import { countPrompt } from '../serve/count-prompt.ts';
import { parseCountTokensAsk } from '../wire/anthropic/parse-messages-ask.ts';
import { type IncomingRequest, settledRoute } from './answer-route.ts';
import { answerIsOver } from './client-signal.ts';
import type { HttpPorts } from './http-ports.ts';
import { readJsonBody } from './read-json-body.ts';

export function countTokensRoute(incoming: IncomingRequest, ports: HttpPorts): Promise<Response> {
  return settledRoute(incoming, 'messages.count_tokens', ports, async (settlement) => {
    const { caller, client } = incoming;
    const ask = parseCountTokensAsk(await readJsonBody(incoming.request, ports.bodyBytesLimit));
    const count = await countPrompt(ask, caller, settlement, ports, client.signal);
    client.abort(answerIsOver);
    return Response.json({ input_tokens: count });
  });
}
