// In: a model's folder under the home. Out: what is installed there, believed while size and time of the files are as recorded.
// Knows no source.
import { readFile, rename, stat, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { JsonRecord } from './json-record.ts';

export interface InstalledModel {
  readonly id: string;
  readonly path: string;
  readonly projectorPath: string | null;
  readonly sizeBytes: number;
  /** Null for a file that the operator brought: nobody said what it should be. */
  readonly sha256: string | null;
  /** Where it came from, such as `hub:Qwen/…`, `wheels:…` or `file`. */
  readonly source: string;
}

const recordName = 'install.json';

/** Null when nothing is recorded, or the files are not as they were. */
export async function readInstallRecord(folder: string): Promise<InstalledModel | null> {
  try {
    const record = new JsonRecord(JSON.parse(await readFile(join(folder, recordName), 'utf8')), recordName);
    const projector = record.recordOrNull('projector');
    const path = await unchangedPath(folder, record.record('model'));
    const projectorPath = projector === null ? null : await unchangedPath(folder, projector);
    if (path === null || (projector !== null && projectorPath === null)) return null;
    return {
      id: record.text('id'),
      path,
      projectorPath,
      sizeBytes: record.record('model').number('sizeBytes'),
      sha256: record.record('model').digestOrNull('sha256'),
      source: record.text('source'),
    };
  } catch {
    return null;
  }
}

export async function writeInstallRecord(
  folder: string,
  installed: InstalledModel,
  projectorSha256: string | null,
): Promise<void> {
  const describe = async (path: string, sha256: string | null): Promise<unknown> => {
    const { size, mtimeMs } = await stat(path);
    return { fileName: basename(path), sizeBytes: size, modifiedMs: mtimeMs, sha256 };
  };
  const content = {
    id: installed.id,
    source: installed.source,
    model: await describe(installed.path, installed.sha256),
    projector: installed.projectorPath === null ? null : await describe(installed.projectorPath, projectorSha256),
  };
  const path = join(folder, recordName);
  await writeFile(`${path}.new`, `${JSON.stringify(content, null, 2)}\n`);
  await rename(`${path}.new`, path);
}

async function unchangedPath(folder: string, file: JsonRecord): Promise<string | null> {
  const path = join(folder, file.relativePath('fileName'));
  const { size, mtimeMs } = await stat(path);
  return size === file.number('sizeBytes') && mtimeMs === file.number('modifiedMs') ? path : null;
}
