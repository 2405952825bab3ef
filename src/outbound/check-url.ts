// In: a URL as text. Out: the URL, or Fault `source_refused` when it is none that may be called. Resolves nothing.
import { isIP } from 'node:net';
import { Fault } from '../contract/fault.ts';
import { checkAddress } from './guarded-lookup.ts';

/** Plain http only where private networks are allowed: what goes over it can be read on the way. */
export function checkUrl(text: string, allowPrivate: boolean): URL {
  const url = URL.parse(text);
  if (url === null) throw new Fault('source_refused', 'The address of the other service is not a URL.');
  const isSpoken = url.protocol === 'https:' || (url.protocol === 'http:' && allowPrivate);
  if (!isSpoken) throw new Fault('source_refused', `${url.host || 'The other service'} must be called over https.`);
  if (url.username !== '' || url.password !== '')
    throw new Fault('source_refused', `The URL of ${url.host} must not hold a name or a password.`);
  // Sockets look up names only, so an address that is written out is judged here.
  const bare = url.hostname.replace(/^\[(.*)\]$/, '$1');
  if (isIP(bare) !== 0) checkAddress(bare, url.host, allowPrivate);
  return url;
}
