// In: the configuration. Out: the base URL under which a client on this machine reaches the service. Asks nobody.
import type { Config } from '../config/config.ts';
import { Fault } from '../contract/fault.ts';

/** What listens everywhere is reached over loopback. */
const everywhere: Readonly<Record<string, string>> = { '0.0.0.0': '127.0.0.1', '::': '[::1]', '[::]': '[::1]' };

export function serviceAddress({ host, port }: Pick<Config, 'host' | 'port'>): string {
  if (port === 0)
    throw new Fault(
      'config_invalid',
      'With port 0 nobody knows where the service is: give its port with --port or PORT.',
    );
  const bracketed = host.includes(':') && !host.startsWith('[') ? `[${host}]` : host;
  return `http://${everywhere[host] ?? bracketed}:${port}`;
}
