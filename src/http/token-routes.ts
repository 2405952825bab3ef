// In: a known caller's request to cut a text into tokens or to join them. Out: the answer as JSON. No ledger row: no model time is spent.
import type { Caller } from '../contract/caller.ts';
import { detokenizeTokens, tokenizeText } from '../serve/tokenize.ts';
import { parseDetokenize, parseTokenize } from '../wire/openai/tokenize-requests.ts';
import type { HttpPorts } from './http-ports.ts';
import { readJsonBody } from './read-json-body.ts';

export interface TokenRequest {
  readonly request: Request;
  readonly caller: Caller;
  /** Aborts when the client leaves. */
  readonly signal: AbortSignal;
}

export async function tokenizeRoute({ request, caller, signal }: TokenRequest, ports: HttpPorts): Promise<object> {
  const { ask, body } = parseTokenize(await readJsonBody(request, ports.bodyBytesLimit));
  return body(await tokenizeText(ask, caller, ports, signal));
}

export async function detokenizeRoute({ request, caller, signal }: TokenRequest, ports: HttpPorts): Promise<object> {
  const { ask, body } = parseDetokenize(await readJsonBody(request, ports.bodyBytesLimit));
  return body(await detokenizeTokens(ask, caller, ports, signal));
}
