// In: the Config, then a presented key for each request. Out: the caller it belongs to, or that it is missing or wrong. Takes the
// same time whichever key it is; knows no header.
import { createHash, timingSafeEqual } from 'node:crypto';
import type { Caller, FindCaller } from '../contract/caller.ts';
import type { Config } from './config.ts';

interface KeyHolder {
  readonly digest: Buffer;
  readonly caller: Caller;
}

const localCaller: Caller = {
  keyId: 'local',
  partition: 'local',
  roles: ['caller', 'admin'],
  deployments: null,
  policies: [],
  mostAuthority: 'system',
};

function digestOf(key: string): Buffer {
  return createHash('sha256').update(key).digest();
}

function keyHolders(config: Config): readonly KeyHolder[] {
  const holders: KeyHolder[] = config.keys.map(({ id, keySha256, ...granted }) => ({
    digest: Buffer.from(keySha256, 'hex'),
    caller: { keyId: id, ...granted },
  }));
  const addKey = (key: string | null, keyId: string, roles: Caller['roles']): void => {
    if (key !== null)
      holders.push({
        digest: digestOf(key),
        caller: { keyId, partition: keyId, roles, deployments: null, policies: [], mostAuthority: 'system' },
      });
  };
  addKey(config.apiKey, 'default', ['caller']);
  addKey(config.adminKey, 'admin', ['caller', 'admin']);
  return holders;
}

export function bindCallers(config: Config): FindCaller {
  const holders = keyHolders(config);
  if (holders.length === 0) return () => ({ kind: 'found', caller: localCaller });
  return (presentedKey) => {
    if (presentedKey === null || presentedKey === '') return { kind: 'missing' };
    const presented = digestOf(presentedKey);
    let found: Caller | null = null;
    // No early exit: how long it takes must not tell which key matched.
    for (const { digest, caller } of holders) if (timingSafeEqual(digest, presented)) found = caller;
    return found === null ? { kind: 'wrong' } : { kind: 'found', caller: found };
  };
}
