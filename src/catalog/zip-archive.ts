// In: a zip file (a wheel is one), trusted by its digest but read as if hostile. Out: its members by name, each as a bounded,
// checksummed stream. Knows no wheel and no destination.
import { type FileHandle, open } from 'node:fs/promises';
import { pipeline } from 'node:stream';
import { crc32, createInflateRaw } from 'node:zlib';
import { Fault } from '../contract/fault.ts';

export interface ZipMember {
  readonly name: string;
  readonly sizeBytes: number;
  readonly compressedBytes: number;
  readonly isDeflated: boolean;
  readonly checksum: number;
  readonly isExecutable: boolean;
  readonly isFolder: boolean;
  readonly headerOffset: number;
}

const endSignature = 0x06054b50;
const end64LocatorSignature = 0x07064b50;
const end64Signature = 0x06064b50;
const memberSignature = 0x02014b50;
const headerSignature = 0x04034b50;
const chunkBytes = 1 << 18;
const maxDirectoryBytes = 64 << 20;
const symbolicLink = 0o120000;
const fileTypeMask = 0o170000;

export async function listZip(path: string): Promise<readonly ZipMember[]> {
  const file = await open(path);
  try {
    const directory = await readDirectory(file, (await file.stat()).size, path);
    return parseDirectory(directory, path);
  } finally {
    await file.close();
  }
}

/** The member's content; errors when it is longer, shorter or other than the directory says. */
export async function* readZipMember(path: string, member: ZipMember): AsyncGenerator<Buffer> {
  const file = await open(path);
  let seenBytes = 0;
  let checksum = 0;
  try {
    const packed = readPacked(file, member, path);
    for await (const chunk of member.isDeflated ? inflated(packed) : packed) {
      seenBytes += chunk.length;
      if (seenBytes > member.sizeBytes) throw damaged(path, `${member.name} is longer than it says`);
      checksum = crc32(chunk, checksum);
      yield chunk;
    }
  } catch (cause) {
    throw cause instanceof Fault ? cause : damaged(path, `${member.name} does not unpack`, cause);
  } finally {
    await file.close();
  }
  if (seenBytes !== member.sizeBytes) throw damaged(path, `${member.name} is shorter than it says`);
  if (checksum !== member.checksum) throw damaged(path, `${member.name} has a wrong checksum`);
}

async function* readPacked(file: FileHandle, member: ZipMember, path: string): AsyncGenerator<Buffer> {
  const header = await readAt(file, member.headerOffset, 30, path);
  if (header.readUInt32LE(0) !== headerSignature) throw damaged(path, `no header for ${member.name}`);
  let position = member.headerOffset + 30 + header.readUInt16LE(26) + header.readUInt16LE(28);
  for (let restBytes = member.compressedBytes; restBytes > 0; ) {
    const chunk = await readAt(file, position, Math.min(restBytes, chunkBytes), path);
    position += chunk.length;
    restBytes -= chunk.length;
    yield chunk;
  }
}

async function* inflated(packed: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const inflate = createInflateRaw({ chunkSize: chunkBytes });
  // A failure on either side ends both; it is thrown by the loop below.
  pipeline(packed, inflate, () => undefined);
  for await (const chunk of inflate) if (Buffer.isBuffer(chunk)) yield chunk;
}

async function readDirectory(file: FileHandle, fileBytes: number, path: string): Promise<Buffer> {
  const tailBytes = Math.min(fileBytes, 22 + 65_535);
  const tail = await readAt(file, fileBytes - tailBytes, tailBytes, path);
  let at = tail.length - 22;
  while (at >= 0 && tail.readUInt32LE(at) !== endSignature) at -= 1;
  if (at < 0) throw damaged(path, 'no end record: it is cut off, or no zip file');
  let sizeBytes = tail.readUInt32LE(at + 12);
  let offset = tail.readUInt32LE(at + 16);
  if (sizeBytes === 0xffffffff || offset === 0xffffffff) {
    const locator = await readAt(file, fileBytes - tailBytes + at - 20, 20, path);
    if (locator.readUInt32LE(0) !== end64LocatorSignature) throw damaged(path, 'no zip64 locator');
    const end = await readAt(file, toSafe(locator.readBigUInt64LE(8), path), 56, path);
    if (end.readUInt32LE(0) !== end64Signature) throw damaged(path, 'no zip64 end record');
    sizeBytes = toSafe(end.readBigUInt64LE(40), path);
    offset = toSafe(end.readBigUInt64LE(48), path);
  }
  if (sizeBytes > maxDirectoryBytes) throw damaged(path, 'its directory is absurdly long');
  return readAt(file, offset, sizeBytes, path);
}

function parseDirectory(directory: Buffer, path: string): readonly ZipMember[] {
  const members: ZipMember[] = [];
  for (let at = 0; at < directory.length; ) {
    if (at + 46 > directory.length || directory.readUInt32LE(at) !== memberSignature)
      throw damaged(path, 'broken directory');
    const nameBytes = directory.readUInt16LE(at + 28);
    const extraBytes = directory.readUInt16LE(at + 30);
    const next = at + 46 + nameBytes + extraBytes + directory.readUInt16LE(at + 32);
    if (next > directory.length) throw damaged(path, 'broken directory');
    const name = directory.toString('utf8', at + 46, at + 46 + nameBytes);
    const extra = directory.subarray(at + 46 + nameBytes, at + 46 + nameBytes + extraBytes);
    members.push(parseMember(directory.subarray(at, at + 46), name, extra, path));
    at = next;
  }
  return members;
}

function parseMember(fixed: Buffer, name: string, extra: Buffer, path: string): ZipMember {
  const method = fixed.readUInt16LE(10);
  if ((fixed.readUInt16LE(8) & 1) !== 0) throw damaged(path, `${name} is encrypted`);
  if (method !== 0 && method !== 8) throw damaged(path, `${name} uses an unknown compression`);
  if (name === '' || /^[/\\]|^[A-Za-z]:|\\|\0/.test(name) || name.split('/').includes('..')) {
    throw damaged(path, `${JSON.stringify(name)} would land outside its folder`);
  }
  const mode = fixed.readUInt32LE(38) >>> 16;
  if ((mode & fileTypeMask) === symbolicLink) throw damaged(path, `${name} is a link`);
  const wide = readWideFields(extra, path);
  const widen = (value: number): number => (value === 0xffffffff ? (wide.shift() ?? value) : value);
  const sizeBytes = widen(fixed.readUInt32LE(24));
  const compressedBytes = widen(fixed.readUInt32LE(20));
  const headerOffset = widen(fixed.readUInt32LE(42));
  return {
    name,
    sizeBytes,
    compressedBytes,
    headerOffset,
    isDeflated: method === 8,
    checksum: fixed.readUInt32LE(16),
    isExecutable: (mode & 0o111) !== 0,
    isFolder: name.endsWith('/'),
  };
}

/** The zip64 extra field: 8 bytes for each of size, compressed size and offset that did not fit, in that order. */
function readWideFields(extra: Buffer, path: string): number[] {
  for (let at = 0; at + 4 <= extra.length; at += 4 + extra.readUInt16LE(at + 2)) {
    if (extra.readUInt16LE(at) !== 1) continue;
    const field = extra.subarray(at + 4, at + 4 + extra.readUInt16LE(at + 2));
    const values: number[] = [];
    for (let value = 0; value + 8 <= Math.min(field.length, 24); value += 8) {
      values.push(toSafe(field.readBigUInt64LE(value), path));
    }
    return values;
  }
  return [];
}

async function readAt(file: FileHandle, position: number, sizeBytes: number, path: string): Promise<Buffer> {
  if (position < 0) throw damaged(path, 'it is cut off');
  const buffer = Buffer.alloc(sizeBytes);
  const { bytesRead } = await file.read(buffer, 0, sizeBytes, position);
  if (bytesRead !== sizeBytes) throw damaged(path, 'it is cut off');
  return buffer;
}

function toSafe(value: bigint, path: string): number {
  if (value > BigInt(Number.MAX_SAFE_INTEGER)) throw damaged(path, 'it claims an absurd size');
  return Number(value);
}

function damaged(path: string, reason: string, cause?: unknown): Fault {
  return new Fault('digest_mismatch', `The archive ${path} is damaged: ${reason}. Remove it and try again.`, { cause });
}
