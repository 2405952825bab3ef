// In: the way from the body to a member. Out: the same in OpenAI's notation, `messages[0].content[1].type`. Knows no schema.
import { shortenEcho } from './shorten-echo.ts';

export function paramPath(path: readonly PropertyKey[]): string {
  let param = '';
  for (const step of path) {
    if (typeof step === 'number') param += `[${step}]`;
    else param += `${param === '' ? '' : '.'}${shortenEcho(String(step))}`;
  }
  return param;
}
