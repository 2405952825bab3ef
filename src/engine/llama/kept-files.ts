// In: saved slots, and a private folder that outlives the process. Out: copies that the next start finds again, as long as model, build and
// settings are the same; what is stale or damaged is removed, never used. Knows no engine.
import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { KeptState } from '../../contract/engine.ts';
import { Fault } from '../../contract/fault.ts';
import { numberAt, valueAt } from './llama-client.ts';

export interface KeptFiles {
  /** Copies the file, and writes down whose it is. */
  keep(state: KeptState, path: string): Promise<void>;
  /** Copies it to the path; Fault `engine_error` when it is not what was kept. */
  fetch(stateId: number, path: string): Promise<void>;
  forget(stateId: number): Promise<void>;
  list(): Promise<readonly (KeptState & { readonly sizeBytes: number })[]>;
}

interface Entry extends KeptState {
  readonly sizeBytes: number;
  readonly sha256: string;
}

/** `key` names all that a saved slot depends on beside its tokens. */
export function openKeptFiles(folder: string, key: string): KeptFiles {
  const recordPath = (stateId: number) => join(folder, `${stateId}.json`);
  const statePath = (stateId: number) => join(folder, `${stateId}.state`);

  async function forget(stateId: number): Promise<void> {
    // The record first: without it the other file is nobody's.
    await rm(recordPath(stateId), { force: true });
    await rm(statePath(stateId), { force: true });
  }

  async function read(name: string): Promise<Entry | null> {
    try {
      const entry = entryOf(JSON.parse(await readFile(join(folder, name), 'utf8')), key);
      return entry !== null && (await stat(statePath(entry.stateId))).size === entry.sizeBytes ? entry : null;
    } catch {
      return null;
    }
  }

  return {
    forget,
    keep: async (state, path) => {
      const { stateId, partition, tokens } = state;
      await mkdir(folder, { recursive: true, mode: 0o700 });
      const { sha256, sizeBytes } = await copy(path, statePath(stateId));
      const record = JSON.stringify({ key, stateId, partition, tokens, sizeBytes, sha256 });
      await writeFile(`${recordPath(stateId)}.part`, record, { mode: 0o600 });
      await rename(`${recordPath(stateId)}.part`, recordPath(stateId));
    },
    fetch: async (stateId, path) => {
      const entry = await read(`${stateId}.json`);
      const copied = entry === null ? null : await copy(statePath(stateId), path);
      if (copied === null || copied.sha256 !== entry?.sha256)
        throw new Fault('engine_error', 'What was kept of a prompt is damaged.');
    },
    list: async () => {
      const names = await readdir(folder).catch(() => []);
      const entries = await Promise.all(names.filter((name) => name.endsWith('.json')).map(read));
      const found = entries.filter((entry) => entry !== null);
      const wanted = new Set(found.flatMap(({ stateId }) => [`${stateId}.json`, `${stateId}.state`]));
      await Promise.all(
        names.filter((name) => !wanted.has(name)).map((name) => rm(join(folder, name), { force: true })),
      );
      return found;
    },
  };
}

function entryOf(record: unknown, key: string): Entry | null {
  const tokens = valueAt(record, 'tokens');
  const [stateId, sizeBytes] = [numberAt(record, 'stateId'), numberAt(record, 'sizeBytes')];
  const [partition, sha256] = [valueAt(record, 'partition'), valueAt(record, 'sha256')];
  if (valueAt(record, 'key') !== key || stateId === null || sizeBytes === null) return null;
  if (typeof partition !== 'string' || typeof sha256 !== 'string' || !Array.isArray(tokens)) return null;
  return { stateId, partition, sha256, sizeBytes, tokens: tokens.map(Number) };
}

/** Under another name until it is whole. */
async function copy(from: string, to: string): Promise<{ readonly sha256: string; readonly sizeBytes: number }> {
  const hash = createHash('sha256');
  let sizeBytes = 0;
  const measured = new Transform({
    transform: (chunk: Buffer, _encoding, done) => {
      hash.update(chunk);
      sizeBytes += chunk.length;
      done(null, chunk);
    },
  });
  const chunks = { highWaterMark: 1 << 20 };
  await pipeline(createReadStream(from, chunks), measured, createWriteStream(`${to}.part`, { ...chunks, mode: 0o600 }));
  await rename(`${to}.part`, to);
  return { sha256: hash.digest('hex'), sizeBytes };
}
