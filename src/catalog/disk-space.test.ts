// In: this disk. Out: room is found before the first byte, or its lack is named with what to do.
import { tmpdir } from 'node:os';
import { expect, test } from 'vitest';
import { asDiskFault, ensureDiskSpace, freeDiskBytes } from './disk-space.ts';

test('passes where there is room, and says how much is missing where not', async () => {
  expect(await freeDiskBytes(tmpdir())).toBeGreaterThan(0);
  await ensureDiskSpace(tmpdir(), 1);
  await expect(ensureDiskSpace(tmpdir(), 1e18)).rejects.toMatchObject({
    code: 'disk_full',
    message: expect.stringMatching(/1000000000 GB needed, .* free\. .*KINGLET_HOME/),
  });
});

test('only a full disk becomes disk_full', () => {
  const full = Object.assign(new Error('no space'), { code: 'ENOSPC' });
  expect(asDiskFault(full, '/home', 5e9)).toMatchObject({ code: 'disk_full' });
  const other = new Error('other');
  expect(asDiskFault(other, '/home', 5e9)).toBe(other);
});
