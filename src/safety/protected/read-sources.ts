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
}

/** Nobody's own: what was fetched or made. */
const skipped = new Set(['node_modules', '.git', '.svn', '.hg']);

/** What cannot be read, is too large or not written by anybody is passed over. */
export function* readSources(
  { path, source, name }: SourceFolder,
  kinds: readonly MaterialKind[],
): Generator<SourceDocument> {
  for (const file of filesUnder(path, '')) {
    const kind = kindOfPath(file);
    if (kind === null || !kinds.includes(kind)) continue;
    const text = textOf(join(path, file));
    if (text !== null && isWritten(text, kind)) yield { source, kind, path: `${name}/${file}`, text };
  }
}

function* filesUnder(root: string, folder: string): Generator<string> {
  for (const entry of entriesOf(join(root, folder))) {
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
    if (entry.isDirectory()) {
      if (!skipped.has(entry.name)) yield* filesUnder(root, path);
    } else if (entry.isFile()) yield path;
  }
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
