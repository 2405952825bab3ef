// In: an IP address. Out: whether it is the open internet, somebody's own network, or nothing that is ever called. Pure.
import { BlockList, isIP } from 'node:net';

export type AddressReach = 'public' | 'private' | 'forbidden';

function ranges(v4: readonly string[], v6: readonly string[]): BlockList {
  const list = new BlockList();
  const add = (range: string, family: 'ipv4' | 'ipv6'): void => {
    const [network = '', bits = ''] = range.split('/');
    list.addSubnet(network, Number(bits), family);
  };
  for (const range of v4) add(range, 'ipv4');
  for (const range of v6) add(range, 'ipv6');
  return list;
}

/** Loopback, private use, shared carrier space, and unique local addresses; IPv6's loopback is looked at apart. */
const own = ranges(['127.0.0.0/8', '10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '100.64.0.0/10'], ['fc00::/7']);

/**
 * Link-local (cloud metadata is there), the metadata addresses outside of it, this network, protocol assignments, documentation,
 * benchmarks, multicast, reserved; and of IPv6 all ways to write an IPv4 address into one.
 */
const never = ranges(
  [
    '0.0.0.0/8',
    '169.254.0.0/16',
    '100.100.100.200/32',
    '168.63.129.16/32',
    '192.0.0.0/24',
    '192.0.2.0/24',
    '192.88.99.0/24',
    '198.18.0.0/15',
    '198.51.100.0/24',
    '203.0.113.0/24',
    '224.0.0.0/4',
    '240.0.0.0/4',
  ],
  [
    '::/128',
    '::/96',
    '64:ff9b::/96',
    '64:ff9b:1::/48',
    '100::/64',
    '2001::/23',
    '2001:db8::/32',
    '2002::/16',
    'fd00:ec2::/32',
    'fe80::/10',
    'fec0::/10',
    'ff00::/8',
  ],
);

/** An IPv4 address inside IPv6 (`::ffff:…`) is judged as itself. Text that is no address is forbidden. */
export function judgeAddress(address: string): AddressReach {
  const bare = address.replace(/%.*$/, '');
  const version = isIP(bare);
  if (version === 0) return 'forbidden';
  if (version === 4) return judge(bare, 'ipv4');
  // The URL parser writes every spelling of an address in the one short form.
  const short = new URL(`http://[${bare}]`).hostname.slice(1, -1);
  if (short === '::1') return 'private';
  const mapped = mappedAddress(short);
  return mapped === null ? judge(short, 'ipv6') : judge(mapped, 'ipv4');
}

function judge(address: string, family: 'ipv4' | 'ipv6'): AddressReach {
  if (never.check(address, family)) return 'forbidden';
  return own.check(address, family) ? 'private' : 'public';
}

function mappedAddress(short: string): string | null {
  const words = /^::ffff:([0-9a-f]{1,4}):([0-9a-f]{1,4})$/.exec(short);
  if (words === null) return null;
  const [high, low] = [Number.parseInt(words[1] ?? '', 16), Number.parseInt(words[2] ?? '', 16)];
  return [high >> 8, high & 255, low >> 8, low & 255].join('.');
}
