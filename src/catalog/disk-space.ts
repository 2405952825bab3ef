// In: a folder and how much is to be written there. Out: Fault `disk_full` in plain words, before the first byte or when the
// disk fills on the way. Knows no download.
import { mkdir, statfs } from 'node:fs/promises';
import { Fault } from '../contract/fault.ts';
import { formatBytes } from './format-bytes.ts';

/** Left free for everybody else on the disk. */
const reserveBytes = 64_000_000;

export async function freeDiskBytes(folder: string): Promise<number> {
  await mkdir(folder, { recursive: true });
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
}

export async function ensureDiskSpace(folder: string, neededBytes: number): Promise<void> {
  const freeBytes = await freeDiskBytes(folder);
  if (freeBytes < neededBytes + reserveBytes) throw diskFull(folder, neededBytes + reserveBytes, freeBytes);
}

/** Maps a full disk to `disk_full`; anything else is given back as it was. */
export function asDiskFault(error: unknown, folder: string, neededBytes: number): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  return code === 'ENOSPC' || code === 'EDQUOT' ? diskFull(folder, neededBytes, 0, error) : error;
}

function diskFull(folder: string, neededBytes: number, freeBytes: number, cause?: unknown): Fault {
  return new Fault(
    'disk_full',
    `Not enough disk space in ${folder}: ${formatBytes(neededBytes)} needed, ${formatBytes(freeBytes)} free. ` +
      'Free some space, or set KINGLET_HOME to a folder on another disk; what was fetched so far is kept.',
    { cause },
  );
}
