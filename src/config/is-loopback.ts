// In: a host to listen on. Out: whether only this machine can reach it. Resolves no names but `localhost`.
import { isIPv4, isIPv6 } from 'node:net';

export function isLoopback(host: string): boolean {
  const bare = host.replace(/^\[(.*)\]$/, '$1').toLowerCase();
  if (bare === 'localhost') return true;
  if (isIPv4(bare)) return bare.startsWith('127.');
  return isIPv6(bare) && (bare === '::1' || /^(0{1,4}:){7}0{0,3}1$/.test(bare) || bare.startsWith('::ffff:127.'));
}
