// In: the key headers. Out: the caller, or OpenAI's 401. Knows no key store.
import type { Caller, FindCaller } from '../contract/caller.ts';
import { Fault } from '../contract/fault.ts';

/** `Authorization: Bearer KEY` (OpenAI), `api-key: KEY` (Azure) `x-api-key: KEY` (Anthropic) and
 * `Ocp-Apim-Subscription-Key: KEY` (Azure AI Content Safety) are read, on every surface. */
export function authenticate(headers: Headers, findCaller: FindCaller): Caller {
  const presented = presentedKey(headers);
  const lookup = findCaller(presented);
  if (lookup.kind === 'found') return lookup.caller;
  if (lookup.kind === 'missing') {
    throw new Fault(
      'missing_api_key',
      "You didn't provide an API key. You need to provide your API key in an Authorization header using Bearer auth (i.e. Authorization: Bearer YOUR_KEY), or in an api-key or x-api-key header.",
    );
  }
  throw new Fault(
    'invalid_api_key',
    `Incorrect API key provided: ${masked(presented ?? '')}. Use a key that the operator of this server gave you.`,
  );
}

function presentedKey(headers: Headers): string | null {
  const bearer = /^Bearer +(.*)$/i.exec(headers.get('authorization') ?? '')?.[1]?.trim();
  if (bearer !== undefined && bearer !== '') return bearer;
  return headers.get('api-key') ?? headers.get('x-api-key') ?? headers.get('ocp-apim-subscription-key');
}

/** As OpenAI shows it: a few letters at both ends. */
function masked(key: string): string {
  if (key.length <= 8) return '*'.repeat(key.length);
  return `${key.slice(0, 3)}${'*'.repeat(Math.min(key.length - 7, 40))}${key.slice(-4)}`;
}
