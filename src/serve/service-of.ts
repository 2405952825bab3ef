// In: who asks, and which tier a request names. Out: whose turns it takes, and how urgent they are. Knows no queue.
import type { Caller } from '../contract/caller.ts';
import type { Service } from '../contract/dispatch.ts';

/** `priority`, or `fast`, which is another word for it, needs a permission; without it a request is served as any other, as OpenAI does it. `flex` waits for the rest. */
export function serviceOf({ keyId, roles }: Caller, serviceTier: string | null): Service {
  if (serviceTier === 'flex') return { keyId, urgency: 'batch' };
  const mayHurry = roles.includes('priority') || roles.includes('admin');
  const isHurried = serviceTier === 'priority' || serviceTier === 'fast';
  return { keyId, urgency: isHurried && mayHurry ? 'interactive' : 'default' };
}
