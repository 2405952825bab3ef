// In: addresses in every spelling. Out: none of the own network or of the machine's metadata passes as public.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { judgeAddress } from './judge-address.ts';

test.each([
  ['8.8.8.8', 'public'],
  ['2606:4700::1111', 'public'],
  ['::ffff:8.8.8.8', 'public'],
  ['127.0.0.1', 'private'],
  ['::1', 'private'],
  ['0:0:0:0:0:0:0:1', 'private'],
  ['::ffff:127.0.0.1', 'private'],
  ['::ffff:7f00:1', 'private'],
  ['10.1.2.3', 'private'],
  ['172.31.255.255', 'private'],
  ['172.32.0.0', 'public'],
  ['192.168.0.1', 'private'],
  ['fd12:3456::1', 'private'],
  ['169.254.169.254', 'forbidden'],
  ['::ffff:169.254.169.254', 'forbidden'],
  ['fd00:ec2::254', 'forbidden'],
  ['100.100.100.200', 'forbidden'],
  ['168.63.129.16', 'forbidden'],
  ['fe80::1%eth0', 'forbidden'],
  ['0.0.0.0', 'forbidden'],
  ['::', 'forbidden'],
  ['::127.0.0.1', 'forbidden'],
  ['64:ff9b::a9fe:a9fe', 'forbidden'],
  ['2002:7f00:1::', 'forbidden'],
  ['224.0.0.1', 'forbidden'],
  ['255.255.255.255', 'forbidden'],
  ['localhost', 'forbidden'],
  ['', 'forbidden'],
] as const)('%s is %s', (address, reach) => {
  expect(judgeAddress(address)).toBe(reach);
});

test('an IPv4 address is the same inside IPv6', () => {
  fc.assert(
    fc.property(fc.ipV4(), (address) => {
      expect(judgeAddress(`::ffff:${address}`)).toBe(judgeAddress(address));
    }),
  );
});
