// In: an input's name, and what goes to which of its outputs. Out: files that grow segment by segment and can be cut back to the end of any
// segment. Knows no filter.
import { appendFile, mkdir, open, rm, stat, truncate } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Fault } from '../contract/fault.ts';
import { compress } from './compress.ts';
import type { Compression } from './decompress.ts';
import type { CurateSettings, InputFile } from './settings.ts';

export const shelves = ['kept', 'removed', 'rejected'] as const;
export type Shelf = (typeof shelves)[number];
export type ShelfSizes = Readonly<Record<Shelf, number>>;
export const emptyShelves: ShelfSizes = { kept: 0, removed: 0, rejected: 0 };

/** Relative to the folder of outputs. */
export function outputName({ name, form }: InputFile, mode: CurateSettings['mode'], shelf: Shelf): string {
  if (shelf === 'rejected') return `rejected/${name}.jsonl`;
  const [, stem = name, ending = ''] = /^(.*?)((?:\.(?:gz|zst))?)$/s.exec(name) ?? [];
  if (form === 'parquet') return `${shelf}/${name}.jsonl`;
  return mode === 'mark' && form === 'text' ? `${shelf}/${stem}.jsonl${ending}` : `${shelf}/${name}`;
}

export interface InputOutputs {
  add(shelf: Shelf, bytes: Buffer): void;
  /** Writes what was added since the last; resolves to the files' sizes. Fault `disk_full`. */
  closeSegment(): Promise<ShelfSizes>;
}

export interface OutputOptions {
  readonly folder: string;
  readonly mode: CurateSettings['mode'];
  /** Files whose content is not safe from a power failure yet; grows. */
  readonly unsynced: Set<string>;
}

/** Cuts what an earlier run left behind the given sizes. */
export async function openOutputs(
  {
    input,
    compression,
    sizes,
  }: { readonly input: InputFile; readonly compression: Compression; readonly sizes: ShelfSizes },
  { folder, mode, unsynced }: OutputOptions,
): Promise<InputOutputs> {
  const pathOf = (shelf: Shelf): string => join(folder, outputName(input, mode, shelf));
  for (const shelf of shelves) await cutTo(pathOf(shelf), sizes[shelf]);
  const written: Record<Shelf, number> = { ...sizes };
  const waiting: Record<Shelf, Buffer[]> = { kept: [], removed: [], rejected: [] };
  return {
    add: (shelf, bytes) => void waiting[shelf].push(bytes),
    closeSegment: async () => {
      for (const shelf of shelves) {
        const parts = waiting[shelf].splice(0);
        if (parts.length === 0) continue;
        // What was rejected is read by people: it stays plain.
        const bytes = await compress(Buffer.concat(parts), shelf === 'rejected' ? 'none' : compression);
        const path = pathOf(shelf);
        if (written[shelf] === 0) await mkdir(dirname(path), { recursive: true });
        await append(path, bytes);
        written[shelf] += bytes.length;
        unsynced.add(path);
      }
      return { ...written };
    },
  };
}

export async function append(path: string, bytes: Buffer | string): Promise<void> {
  try {
    await appendFile(path, bytes);
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOSPC')
      throw new Fault('disk_full', `The disk is full: ${path}. Make room; the same command goes on from here.`, {
        cause,
      });
    throw cause;
  }
}

/** Fault `config_invalid` where the file is shorter. */
export async function cutTo(path: string, sizeBytes: number): Promise<void> {
  if (sizeBytes === 0) return rm(path, { force: true });
  const known = await stat(path).catch(() => null);
  if (known === null || known.size < sizeBytes)
    throw new Fault('config_invalid', `${path} was changed since the last run. Begin anew in another folder.`);
  await truncate(path, sizeBytes);
}

export async function syncFiles(paths: Set<string>): Promise<void> {
  for (const path of paths) {
    const file = await open(path, 'r+');
    try {
      await file.datasync();
    } finally {
      await file.close();
    }
  }
  paths.clear();
}
