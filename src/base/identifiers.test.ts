// In: bytes. Out: ids of the right shape, all of them different.
import { expect, test } from 'vitest';
import { identifierSource } from './identifiers.ts';

test('prefix and 29 letters and digits, none twice', () => {
  const newId = identifierSource();
  const ids = new Set(Array.from({ length: 1000 }, () => newId('req_')));
  expect(ids.size).toBe(1000);
  for (const id of ids) expect(id).toMatch(/^req_[0-9A-Za-z]{29}$/);
});

test('bytes that would favour some letters are skipped', () => {
  let calls = 0;
  const newId = identifierSource((sizeBytes) => {
    calls += 1;
    return new Uint8Array(sizeBytes).fill(calls === 1 ? 255 : 61);
  });
  expect(newId('')).toBe('z'.repeat(29));
});
