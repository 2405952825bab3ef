// In: the machine, the home and what a start would bring there. Out: findings on Node, memory and disk. Fetches nothing.
import { accessSync, constants, existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { freeDiskBytes } from '../catalog/disk-space.ts';
import { formatBytes } from '../catalog/format-bytes.ts';
import type { Machine } from '../catalog/machine.ts';
import { type Finding, ok, problem, warning } from './finding.ts';

const neededNodeMajor = 24;
/** A small model, its KV cache and the service. */
const leastMemoryBytes = 1_000_000_000;
/** An engine, unpacked, and the ledger. */
const engineBytes = 400_000_000;

export function checkNode(version: string): Finding {
  if (Number(version.split('.')[0]) >= neededNodeMajor) return ok('node', version);
  const advice = `Install Node ${neededNodeMajor}, or use npm start and npm run kinglet, which bring it.`;
  return problem('node', `${version}; ${neededNodeMajor} is needed`, advice);
}

/** `modelBytes`: what the chosen model takes; null where it is not known. */
export function checkMemory(machine: Machine, modelBytes: number | null, isServiceRunning: boolean): Finding {
  const { totalMemoryBytes, availableMemoryBytes } = machine;
  const detail = `${formatBytes(totalMemoryBytes)}, ${formatBytes(availableMemoryBytes)} of it available`;
  if (totalMemoryBytes < leastMemoryBytes)
    return problem('memory', detail, `Give this machine or container ${formatBytes(leastMemoryBytes)} or more.`);
  if (modelBytes !== null && modelBytes > availableMemoryBytes && !isServiceRunning)
    return warning(
      'memory',
      `${detail}; the model takes ${formatBytes(modelBytes)}`,
      'Close other programs, or choose a smaller model (kinglet models).',
    );
  return ok('memory', detail);
}

/** `downloadBytes`: what is still to be fetched. */
export async function checkDisk(home: string, downloadBytes: number): Promise<Finding> {
  const folder = nearestFolder(home);
  try {
    accessSync(folder, constants.W_OK | constants.X_OK);
  } catch {
    return problem('disk', `${folder} may not be written to`, 'Set KINGLET_HOME to a folder of yours.');
  }
  const freeBytes = await freeDiskBytes(folder);
  const detail = `${formatBytes(freeBytes)} free in ${home}`;
  const neededBytes = downloadBytes + engineBytes;
  return freeBytes >= neededBytes
    ? ok('disk', detail)
    : problem(
        'disk',
        `${detail}; ${formatBytes(neededBytes)} are needed`,
        'Free some space, or set KINGLET_HOME to a folder on another disk.',
      );
}

/** The home itself may not be there yet; looking must not make it. */
function nearestFolder(path: string): string {
  const parent = dirname(path);
  return existsSync(path) || parent === path ? path : nearestFolder(parent);
}
