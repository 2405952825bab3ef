// In: names and contents. Out: the bytes of a zip file, right in every detail unless told otherwise. For tests only.
import { crc32, deflateRawSync } from 'node:zlib';

export interface ZipEntry {
  readonly name: string;
  readonly content: string | Uint8Array;
  readonly isStored?: boolean;
  readonly mode?: number;
  readonly claimedBytes?: number;
  readonly checksum?: number;
  readonly flags?: number;
  /** Sizes and offset go into the zip64 field. */
  readonly isWide?: boolean;
}

export function zipBytes(entries: readonly ZipEntry[]): Buffer {
  const locals: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const entry of entries) {
    const content = Buffer.from(entry.content);
    const packed = entry.isStored === true ? content : deflateRawSync(content);
    const name = Buffer.from(entry.name);
    const checksum = entry.checksum ?? crc32(content);
    const sizeBytes = entry.claimedBytes ?? content.length;
    const method = entry.isStored === true ? 0 : 8;
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(method, 8);
    local.writeUInt32LE(checksum, 14);
    local.writeUInt32LE(packed.length, 18);
    local.writeUInt32LE(sizeBytes, 22);
    local.writeUInt16LE(name.length, 26);
    const extra = entry.isWide === true ? wideField(sizeBytes, packed.length, offset) : Buffer.alloc(0);
    const member = Buffer.alloc(46);
    member.writeUInt32LE(0x02014b50, 0);
    member.writeUInt16LE(entry.flags ?? 0, 8);
    member.writeUInt16LE(method, 10);
    member.writeUInt32LE(checksum, 16);
    member.writeUInt32LE(entry.isWide === true ? 0xffffffff : packed.length, 20);
    member.writeUInt32LE(entry.isWide === true ? 0xffffffff : sizeBytes, 24);
    member.writeUInt16LE(name.length, 28);
    member.writeUInt16LE(extra.length, 30);
    member.writeUInt32LE(((entry.mode ?? 0o100644) << 16) >>> 0, 38);
    member.writeUInt32LE(entry.isWide === true ? 0xffffffff : offset, 42);
    locals.push(local, name, packed);
    directory.push(member, name, extra);
    offset += local.length + name.length + packed.length;
  }
  const listing = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(listing.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, listing, end]);
}

/** The same with a zip64 end record and its locator, as archives beyond 4 GB have. */
export function zip64Bytes(entries: readonly ZipEntry[]): Buffer {
  const plain = zipBytes(entries);
  const end = Buffer.from(plain.subarray(-22));
  const body = plain.subarray(0, -22);
  const record = Buffer.alloc(56);
  record.writeUInt32LE(0x06064b50, 0);
  record.writeBigUInt64LE(BigInt(end.readUInt32LE(12)), 40);
  record.writeBigUInt64LE(BigInt(end.readUInt32LE(16)), 48);
  const locator = Buffer.alloc(20);
  locator.writeUInt32LE(0x07064b50, 0);
  locator.writeBigUInt64LE(BigInt(body.length), 8);
  end.writeUInt32LE(0xffffffff, 12);
  end.writeUInt32LE(0xffffffff, 16);
  return Buffer.concat([body, record, locator, end]);
}

function wideField(sizeBytes: number, packedBytes: number, offset: number): Buffer {
  const field = Buffer.alloc(28);
  field.writeUInt16LE(1, 0);
  field.writeUInt16LE(24, 2);
  for (const [index, value] of [sizeBytes, packedBytes, offset].entries())
    field.writeBigUInt64LE(BigInt(value), 4 + index * 8);
  return field;
}
