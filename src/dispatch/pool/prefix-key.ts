// In: a conversation and whose it is. Out: the key of its beginning: all turns of one conversation have the same, and so have
// conversations that begin alike. Pure.
import { createHash } from 'node:crypto';
import type { Turn } from '../../contract/turn.ts';

/** Two partitions never have the same: what one of them computed is of no use to the other. */
export function prefixKey(turns: readonly Turn[], partition: string): string {
  const hash = createHash('sha256').update(`${partition.length}:${partition}`);
  const firstUser = turns.findIndex(({ role }) => role === 'user');
  const beginning = firstUser === -1 ? turns : turns.slice(0, firstUser + 1);
  for (const { role, parts } of beginning) {
    if (role !== 'system' && role !== 'developer' && role !== 'user') continue;
    const text = parts.map((part) => part.text).join('\n');
    hash.update(`${role}:${text.length}:${text}`);
  }
  return hash.digest('hex');
}

/** Of a prompt without turns: its first tokens, about as many as a short first turn has. */
export function tokensKey(tokens: readonly number[], partition: string): string {
  return createHash('sha256')
    .update(`${partition.length}:${partition}${tokens.slice(0, 64).join(',')}`)
    .digest('hex');
}
