// In: the way from the body to a member, and what is wrong there. Out: the Fault, its message beginning with the place as Anthropic
// writes it: `messages.0.content: …`. Knows no member by name.
import { Fault, type FaultCode } from '../../contract/fault.ts';
import { paramPath } from '../openai/param-path.ts';
import { shortenEcho } from '../openai/shorten-echo.ts';

export function requestFault(code: FaultCode, path: readonly PropertyKey[], words: string): Fault {
  const place = path.map((step) => shortenEcho(String(step))).join('.');
  return new Fault(code, `${place}: ${words}`, { param: paramPath(path) });
}
