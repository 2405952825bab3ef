// In: home folders. Out: the secret is made once, is the owner's only, and a damaged one is told.
import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { installSecret } from './install-secret.ts';

let home = '';
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'kinglet-secret-'));
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

const bytes = (value: number) => (count: number) => new Uint8Array(count).fill(value);

test('it is made once and read from then on, by nobody else', () => {
  const first = installSecret(join(home, 'new'), bytes(1));
  expect([...installSecret(join(home, 'new'), bytes(2))]).toEqual([...first]);
  expect(first.length).toBe(32);
  expect(statSync(join(home, 'new', 'secret')).mode & 0o077).toBe(0);
  expect(readdirSync(join(home, 'new'))).toEqual(['secret']);
});

test('a damaged one is told, not replaced', () => {
  writeFileSync(join(home, 'secret'), 'short');
  expect(() => installSecret(home, bytes(1))).toThrow(/must hold 32 bytes/);
});
