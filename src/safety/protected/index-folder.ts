// In: the folder of a home's indexes. Out: all of them as they are now: one that came, changed or went is seen a second later at most. One that
// is damaged is told once and left out. Knows no text.
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Fault } from '../../contract/fault.ts';
import { ProtectedIndex } from './protected-index.ts';

export interface IndexFolder {
  /** Costs nothing unless something changed. */
  current(): Promise<readonly ProtectedIndex[]>;
  /** Of what `current` last gave. */
  version(): string;
}

export interface IndexFolderOptions {
  readonly folder: string;
  nowMs(): number;
  onFault(fault: Fault): void;
}

export const indexExtension = '.idx';
const checkedEveryMs = 1000;

interface LoadedFile {
  /** Changes with the file. */
  readonly mark: string;
  /** Null of one that is damaged. */
  readonly index: ProtectedIndex | null;
}

/** Invariant: `#files` is what the folder held at the last check, `#indexes` those of them that can be used. */
class WatchedFolder implements IndexFolder {
  readonly #options: IndexFolderOptions;
  #files = new Map<string, LoadedFile>();
  #indexes: readonly ProtectedIndex[] = [];
  #checkedMs = Number.NEGATIVE_INFINITY;
  #checking: Promise<void> | null = null;

  constructor(options: IndexFolderOptions) {
    this.#options = options;
  }

  async current(): Promise<readonly ProtectedIndex[]> {
    if (this.#checking === null && this.#options.nowMs() - this.#checkedMs >= checkedEveryMs)
      this.#checking = this.#check().finally(() => {
        this.#checkedMs = this.#options.nowMs();
        this.#checking = null;
      });
    if (this.#checking !== null) await this.#checking;
    return this.#indexes;
  }

  version(): string {
    return this.#indexes.map(({ digest }) => digest.slice(0, 12)).join('.');
  }

  async #check(): Promise<void> {
    const marks = await marksIn(this.#options.folder);
    const files = new Map<string, LoadedFile>();
    for (const [path, mark] of marks) {
      const known = this.#files.get(path);
      files.set(path, known?.mark === mark ? known : { mark, index: await this.#read(path) });
    }
    this.#files = files;
    this.#indexes = [...files.values()].flatMap(({ index }) => index ?? []);
  }

  async #read(path: string): Promise<ProtectedIndex | null> {
    try {
      return await ProtectedIndex.read(path);
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      this.#options.onFault(error);
      return null;
    }
  }
}

export function openIndexFolder(options: IndexFolderOptions): IndexFolder {
  return new WatchedFolder(options);
}

/** Path to mark, by name. A folder that is not there has none. */
async function marksIn(folder: string): Promise<readonly (readonly [string, string])[]> {
  const names = await readdir(folder).catch(() => []);
  const paths = names
    .filter((name) => name.endsWith(indexExtension) && !name.startsWith('.'))
    .sort()
    .map((name) => join(folder, name));
  const marks = paths.map(async (path) => {
    const { mtimeMs, size, ino } = await stat(path);
    return [[path, `${mtimeMs}/${size}/${ino}`] as const];
  });
  // One that went in between is gone.
  return (await Promise.all(marks.map((mark) => mark.catch(() => [])))).flat();
}
