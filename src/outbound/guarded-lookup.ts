// In: a host name, as a socket asks for it. Out: its addresses, or Fault `source_refused` when one of them may not be called: a name with
// two faces is trusted in neither. Knows no URL.
import { type LookupAddress, lookup } from 'node:dns';
import type { LookupFunction } from 'node:net';
import { Fault } from '../contract/fault.ts';
import { judgeAddress } from './judge-address.ts';

export type ResolveHost = (
  hostname: string,
  done: (error: Error | null, addresses: readonly LookupAddress[]) => void,
) => void;

export const resolveBySystem: ResolveHost = (hostname, done) => {
  lookup(hostname, { all: true, verbatim: true }, (error, addresses) => done(error, error === null ? addresses : []));
};

/** Fault `source_refused`. */
export function checkAddress(address: string, host: string, allowPrivate: boolean): void {
  const reach = judgeAddress(address);
  if (reach === 'public' || (reach === 'private' && allowPrivate)) return;
  const advice = reach === 'private' ? '; its owner can allow private networks' : '';
  throw new Fault('source_refused', `${host} is at an address that is not called${advice}.`);
}

export function guardedLookup(resolve: ResolveHost, allowPrivate: boolean): LookupFunction {
  return (hostname, options, done) => {
    resolve(hostname, (error, addresses) => {
      if (error !== null) return done(error, '');
      try {
        for (const { address } of addresses) checkAddress(address, hostname, allowPrivate);
      } catch (fault) {
        return done(fault instanceof Error ? fault : new Error(String(fault)), '');
      }
      const [first] = addresses;
      if (first === undefined) return done(new Fault('source_unreachable', `${hostname} has no address.`), '');
      if (options.all === true) return done(null, [...addresses]);
      return done(null, first.address, first.family);
    });
  };
}
