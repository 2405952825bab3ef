// In: what an index holds. Out: the bytes of its file, and back: a Fault `model_invalid` for a file that is not whole or not ours. Numbers are little-endian, as on every platform that is supported. Knows no text.
import { createHash } from 'node:crypto';
import { closeSync, fstatSync, mkdirSync, openSync, readSync, renameSync, rmSync, writeSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { Fault } from '../../contract/fault.ts';
import { formatVersion, type MaterialKind } from './kinds.ts';
import { bucketCount } from './shingle-spill.ts';

/** Whose material it is; what a citation says. */
export interface MaterialSource {
  /** SPDX where it is known. */
  readonly license: string | null;
  readonly url: string;
}

export interface IndexedDocument {
  /** Place in the list of sources. */
  readonly source: number;
  readonly kind: MaterialKind;
  /** Within its source. */
  readonly path: string;
  /** Its first token's place; tokens of all documents are counted together. */
  readonly start: number;
}

export interface IndexHeader {
  readonly version: number;
  readonly name: string;
  /** What it was made from: another digest asks for another index. */
  readonly madeFrom: string;
  readonly sources: readonly MaterialSource[];
  /** In the order of their places. */
  readonly documents: readonly IndexedDocument[];
  readonly tokenCount: number;
  readonly shingleCount: number;
}

export interface IndexBytes {
  readonly header: IndexHeader;
  /** Of each bucket the first entry, and the end of the last. */
  readonly bucketStarts: Uint32Array;
  readonly keys: Uint32Array;
  readonly places: Uint32Array;
  /** Hexadecimal. */
  readonly digest: string;
}

const magic = 'KNGLPROT';
const digestBytes = 32;
const hashedAtOnce = 4 * 1024 * 1024;

/** Whole or not at all: written beside its place, then moved there. */
export function writeIndexFile(path: string, { header, bucketStarts, keys, places }: Omit<IndexBytes, 'digest'>): void {
  const json = Buffer.from(JSON.stringify(header));
  const padding = Buffer.alloc((4 - (json.length % 4)) % 4, ' ');
  const preamble = Buffer.alloc(magic.length + 4);
  preamble.write(magic, 'latin1');
  preamble.writeUInt32LE(json.length + padding.length, magic.length);
  const digest = createHash('sha256');
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const partial = `${path}.${process.pid}.new`;
  const file = openSync(partial, 'w', 0o600);
  try {
    for (const piece of [preamble, json, padding, bucketStarts, keys, places]) {
      digest.update(piece);
      for (let at = 0; at < piece.byteLength; ) at += writeSync(file, bytesOf(piece), at);
    }
    writeSync(file, digest.digest());
    closeSync(file);
    renameSync(partial, path);
  } catch (cause) {
    rmSync(partial, { force: true });
    throw new Fault('store_failed', `The index ${path} cannot be written: ${String(cause)}`, { cause });
  }
}

/** Lets other work in between: to check 30 MB takes a tenth of a second. */
export async function readIndexFile(path: string): Promise<IndexBytes> {
  try {
    const bytes = await readFile(path);
    const end = bytes.length - digestBytes;
    const hash = createHash('sha256');
    for (let at = 0; at < end; at += hashedAtOnce) {
      hash.update(bytes.subarray(at, Math.min(end, at + hashedAtOnce)));
      await setImmediate();
    }
    const digest = hash.digest('hex');
    if (end < magic.length || digest !== bytes.subarray(end).toString('hex')) throw new Error('it is not whole');
    if (bytes.toString('latin1', 0, magic.length) !== magic) throw new Error('it is no index');
    return { ...sectionsOf(bytes), digest };
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new Fault('model_invalid', `The index of protected material ${path} cannot be used: ${reason}`, { cause });
  }
}

/** What an index holds, without reading all of it; null where there is none that can be read. Its digest is not looked at. */
export function readIndexHeader(path: string): IndexHeader | null {
  try {
    const file = openSync(path, 'r');
    try {
      const preamble = Buffer.alloc(magic.length + 4);
      readSync(file, preamble);
      const length = preamble.readUInt32LE(magic.length);
      if (preamble.toString('latin1', 0, magic.length) !== magic || length > fstatSync(file).size) return null;
      const json = Buffer.alloc(length);
      readSync(file, json, 0, length, preamble.length);
      // As in `sectionsOf`.
      const header = JSON.parse(json.toString('utf8')) as IndexHeader;
      return header.version === formatVersion ? header : null;
    } finally {
      closeSync(file);
    }
  } catch {
    return null;
  }
}

function sectionsOf(bytes: Buffer): Omit<IndexBytes, 'digest'> {
  const headerStart = magic.length + 4;
  const tableStart = headerStart + bytes.readUInt32LE(magic.length);
  // Only `writeIndexFile` writes it: the digest fits.
  const header = JSON.parse(bytes.toString('utf8', headerStart, tableStart)) as IndexHeader;
  if (header.version !== formatVersion) throw new Error('it was made by another version of Kinglet');
  // Arrays of words need an address that words can have.
  const aligned = (bytes.byteOffset + tableStart) % 4 === 0 ? bytes : Buffer.from(Uint8Array.from(bytes).buffer);
  const words = (from: number, count: number): Uint32Array =>
    new Uint32Array(aligned.buffer, aligned.byteOffset + tableStart + from * 4, count);
  const { shingleCount } = header;
  return {
    header,
    bucketStarts: words(0, bucketCount + 1),
    keys: words(bucketCount + 1, shingleCount),
    places: words(bucketCount + 1 + shingleCount, shingleCount),
  };
}

function bytesOf(piece: Buffer | Uint32Array): Uint8Array {
  return new Uint8Array(piece.buffer, piece.byteOffset, piece.byteLength);
}
