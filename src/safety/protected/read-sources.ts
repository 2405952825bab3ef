// In: a folder and whose it is. Out: its files as documents, one at a time, in the order of their names. Links are not followed.
import { type Dirent, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { SourceDocument } from './index-builder.ts';
import type { MaterialSource } from './index-file.ts';
import type { MaterialKind } from './kinds.ts';
import { isWritten, kindOfPath, largestFileBytes } from './source-file.ts';

export interface SourceFolder {
  readonly path: string;
  readonly source: MaterialSource;
  /** In front of each document's path. */
  readonly name: string;
  /** Names of folders in it with what is not its owner's. */
  readonly foreign: ReadonlySet<string>;
}

/** What was fetched for it, or tells its history. */
const neverRead = ['node_modules', '.git', '.svn', '.hg'];

/** What cannot be read, is too large or not written by anybody is passed over. */
export function* readSources(
  { path, source, name, foreign }: SourceFolder,
  kinds: readonly MaterialKind[],
): Generator<SourceDocument> {
  for (const file of filesUnder(path, '', foreign)) {
    const kind = kindOfPath(file);
    if (kind === null || !kinds.includes(kind)) continue;
    const text = textOf(join(path, file));
    if (text !== null && isWritten(text, kind)) yield { source, kind, path: `${name}/${file}`, text };
  }
}

function* filesUnder(root: string, folder: string, foreign: ReadonlySet<string>): Generator<string> {
  const entries = entriesOf(join(root, folder));
  const names = new Set(entries.map(({ name }) => name));
  for (const entry of entries) {
    if (isTwin(entry.name, names)) continue;
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
    if (entry.isDirectory()) {
      if (!neverRead.includes(entry.name) && !foreign.has(entry.name)) yield* filesUnder(root, path, foreign);
    } else if (entry.isFile()) yield path;
  }
}

/** The same for another kind of module, beside the one that is read. */
function isTwin(name: string, names: ReadonlySet<string>): boolean {
  const plain = name.replace(/\.[cm]([jt]s)$/, '.$1');
  return plain !== name && names.has(plain);
}

function entriesOf(folder: string): readonly Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true }).sort((one, other) => (one.name < other.name ? -1 : 1));
  } catch {
    return [];
  }
}

function textOf(path: string): string | null {
  try {
    return statSync(path).size > largestFileBytes ? null : readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}
