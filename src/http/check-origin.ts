// In: the Host and Origin headers. Out: nothing, or the Fault that stops a web page of somebody else from reaching this service
// (DNS rebinding, cross-site posts). Pure.
import { isIP } from 'node:net';
import { Fault } from '../contract/fault.ts';

/** A plain address cannot be rebound, so it is always allowed; a name must be loopback's or configured. `*` allows any. */
export function checkHost(hostHeader: string | null, allowedHosts: readonly string[]): void {
  const name = hostName(hostHeader ?? '');
  if (name === 'localhost' || name.endsWith('.localhost') || isIP(name) !== 0) return;
  if (allowedHosts.includes('*') || allowedHosts.includes(name)) return;
  throw new Fault(
    'host_not_allowed',
    `The host name '${name}' is not allowed here. Add it to allowedHosts (KINGLET_ALLOWED_HOSTS) if it is yours.`,
  );
}

/** Programs send no Origin. A browser's must be this service's own page or configured. */
export function checkOrigin(origin: string | null, hostHeader: string | null, allowedOrigins: readonly string[]): void {
  if (origin === null || isAllowedOrigin(origin, allowedOrigins)) return;
  const isOwnPage = origin === `http://${hostHeader}` || origin === `https://${hostHeader}`;
  if (isOwnPage) return;
  throw new Fault(
    'origin_not_allowed',
    `Pages of '${origin}' may not call this service. Add the origin to allowedOrigins (KINGLET_ALLOWED_ORIGINS) if it is yours.`,
  );
}

export function isAllowedOrigin(origin: string, allowedOrigins: readonly string[]): boolean {
  return allowedOrigins.includes('*') || allowedOrigins.includes(origin);
}

function hostName(hostHeader: string): string {
  const lower = hostHeader.trim().toLowerCase();
  if (lower.startsWith('[')) return lower.slice(1, Math.max(1, lower.indexOf(']')));
  return lower.replace(/:\d*$/, '').replace(/\.$/, '');
}
