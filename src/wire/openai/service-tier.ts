// In: how urgent a request was taken to be. Out: the tier that its answer names, which is the one that it was served by, not the one asked for.
import type { Service } from '../../contract/dispatch.ts';

/** What `auto` and `scale` ask for, and `priority` without permission, is served as `default`; `fast` is another word for `priority`. */
export type ServedTier = 'priority' | 'default' | 'flex';

const tiers = { interactive: 'priority', default: 'default', batch: 'flex' } satisfies Record<
  Service['urgency'],
  ServedTier
>;

export function servedTier(urgency: Service['urgency']): ServedTier {
  return tiers[urgency];
}
