// In: what an item of a blocklist looks for. Out: its id where nobody gave one: the same item has the same id, so that it can be given again.
import { createHash } from 'node:crypto';

export function itemId(text: string, isRegex: boolean): string {
  return createHash('sha256')
    .update(`${isRegex ? 'regex' : 'exact'}\n${text}`)
    .digest('hex')
    .slice(0, 16);
}
