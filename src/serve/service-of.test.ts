// In: callers and tiers. Out: only who may hurry is hurried; whoever says that it can wait waits.
import { expect, test } from 'vitest';
import type { CallerRole } from '../contract/caller.ts';
import { serviceOf } from './service-of.ts';

const caller = (...roles: readonly CallerRole[]) => ({
  ...{ keyId: 'k', partition: 'p', roles, deployments: null, policies: [], mostAuthority: 'system' as const },
});

test.each([
  ['priority', ['caller'], 'default'],
  ['priority', ['caller', 'priority'], 'interactive'],
  ['priority', ['admin'], 'interactive'],
  ['fast', ['caller', 'priority'], 'interactive'],
  ['fast', ['caller'], 'default'],
  ['flex', ['caller', 'priority'], 'batch'],
  ['default', ['caller', 'priority'], 'default'],
  ['auto', ['caller'], 'default'],
  [null, ['caller'], 'default'],
] as const)('%s by %j: %s', (tier, roles, urgency) => {
  expect(serviceOf(caller(...roles), tier)).toEqual({ keyId: 'k', urgency });
});
