// In: Host and Origin headers. Out: who is let in, for every shape of name and address.
import { describe, expect, test } from 'vitest';
import { Fault } from '../contract/fault.ts';
import { checkHost, checkOrigin, isAllowedOrigin } from './check-origin.ts';

describe('the Host header', () => {
  test.each([
    'localhost',
    'localhost:80',
    'a.localhost',
    'LocalHost',
    '127.0.0.1',
    '10.1.2.3:99',
    '[::1]',
    '[::1]:80',
    '[fe80::1]',
    'my.box',
    'my.box:1',
    'MY.BOX.',
  ])('%s is let in', (host) => {
    expect(() => checkHost(host, ['my.box'])).not.toThrow();
  });
  test.each([
    null,
    '',
    'evil.example',
    'localhost.evil.example',
    'xlocalhost',
    'my.box.evil',
    '[',
    '[evil]',
    '127.0.0.1.nip.io',
    '1.2.3',
    '0x7f.1',
    'localhost@evil.example',
  ])('%j is not', (host) => {
    expect(() => checkHost(host, ['my.box'])).toThrow(expect.objectContaining({ code: 'host_not_allowed' }));
  });
  test('a star lets any in', () => {
    expect(() => checkHost('evil.example', ['*'])).not.toThrow();
  });
});

describe('the Origin header', () => {
  test('absent, own or configured is let in', () => {
    expect(() => checkOrigin(null, 'a:1', [])).not.toThrow();
    expect(() => checkOrigin('http://a:1', 'a:1', [])).not.toThrow();
    expect(() => checkOrigin('https://a', 'a', [])).not.toThrow();
    expect(() => checkOrigin('https://app.example', 'a', ['https://app.example'])).not.toThrow();
    expect(() => checkOrigin('https://any', 'a', ['*'])).not.toThrow();
  });
  test.each(['null', 'http://a:2', 'http://a', 'https://app.example.evil', 'http://app.example', ''])(
    '%j is not',
    (origin) => {
      expect(() => checkOrigin(origin, 'a:1', ['https://app.example'])).toThrow(Fault);
    },
  );
  test('only what is configured gets headers', () => {
    expect(isAllowedOrigin('https://x', [])).toBe(false);
    expect(isAllowedOrigin('https://x', ['https://x'])).toBe(true);
  });
});
