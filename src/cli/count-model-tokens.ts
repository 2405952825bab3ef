// In: a text and where the service is. Out: how many tokens it is to the model served there, over the public HTTP API; Fault with the
// service's own words when it fails. Knows no terminal.
import { z } from 'zod';
import { Fault } from '../contract/fault.ts';
import { errorMessage } from './find-running-service.ts';

export interface ServiceToAsk {
  readonly baseUrl: string;
  readonly headers: Readonly<Record<string, string>>;
}

const tokenList = z.object({ tokens: z.array(z.number()) });

export async function countModelTokens(text: string, service: ServiceToAsk, signal: AbortSignal): Promise<number> {
  const response = await fetch(`${service.baseUrl}/tokenize`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...service.headers },
    body: JSON.stringify({ content: text }),
    signal,
  }).catch((error: unknown) => {
    signal.throwIfAborted();
    throw new Fault('engine_unavailable', `The connection to ${service.baseUrl} cannot be made.`, { cause: error });
  });
  const answer = await response.text();
  if (!response.ok) throw new Fault('engine_error', errorMessage(answer) ?? `The service answers ${response.status}.`);
  return tokenList.parse(JSON.parse(answer)).tokens.length;
}
