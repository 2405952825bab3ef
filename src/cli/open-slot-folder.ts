// In: where it may be, and how much may be kept of what slots computed. Out: a private folder for it, in memory where there is room, emptied of what
// an earlier life left, and how much fits. What is in it holds prompts. Knows no engine.
import { lstatSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statfsSync } from 'node:fs';
import { join } from 'node:path';

export interface SlotFolder {
  readonly path: string;
  readonly budgetBytes: number;
  readonly isInMemory: boolean;
  remove(): void;
}

export interface SlotFolderAsk {
  /** Used where memory has no room. */
  readonly diskRoot: string;
  /** Null takes a twentieth of the machine's memory. */
  readonly wishedBytes: number | null;
  readonly totalMemoryBytes: number;
  /** A memory-backed file system. */
  readonly memoryRoot: string;
  readonly processId: number;
}

const namePattern = /^kinglet-(\d+)-/;

export function openSlotFolder(ask: SlotFolderAsk): SlotFolder {
  const wishedBytes = ask.wishedBytes ?? Math.floor(ask.totalMemoryBytes / 20);
  removeLeftBehind(ask.memoryRoot);
  const freeBytes = freeBytesOf(ask.memoryRoot);
  // Containers have 64 MB there, which is a prompt or two.
  const isInMemory = freeBytes / 2 >= Math.min(wishedBytes, 256e6) && wishedBytes > 0;
  const root = isInMemory ? ask.memoryRoot : ask.diskRoot;
  if (!isInMemory) {
    mkdirSync(root, { recursive: true, mode: 0o700 });
    removeLeftBehind(root);
  }
  const path = mkdtempSync(join(root, `kinglet-${ask.processId}-`));
  return {
    path,
    isInMemory,
    budgetBytes: Math.min(wishedBytes, Math.floor(freeBytesOf(root) / 2)),
    remove: () => rmSync(path, { recursive: true, force: true }),
  };
}

function freeBytesOf(folder: string): number {
  try {
    const { bavail, bsize } = statfsSync(folder);
    return bavail * bsize;
  } catch {
    return 0;
  }
}

/** Folders of ours whose process is gone, killed before it could clean up. */
function removeLeftBehind(root: string): void {
  for (const name of namesIn(root)) {
    const processId = Number(namePattern.exec(name)?.[1] ?? Number.NaN);
    const path = join(root, name);
    if (Number.isNaN(processId) || isAlive(processId) || !isOurs(path)) continue;
    rmSync(path, { recursive: true, force: true });
  }
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

/** Not a link that somebody else put there. */
function isOurs(path: string): boolean {
  const found = lstatSync(path, { throwIfNoEntry: false });
  if (found === undefined || !found.isDirectory()) return false;
  return process.getuid === undefined || found.uid === process.getuid();
}

function isAlive(processId: number): boolean {
  try {
    process.kill(processId, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
