// In: a known caller. Out: nothing, or the Fault for who may not manage the service.
import type { Caller } from '../contract/caller.ts';
import { Fault } from '../contract/fault.ts';

export function requireAdmin({ roles }: Caller, what: string): void {
  if (!roles.includes('admin')) throw new Fault('permission_denied', `${what} need the admin key.`);
}
