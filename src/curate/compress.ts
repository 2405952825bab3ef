// In: bytes. Out: a gzip member or zstd frame of its own of them; several behind one another are one file to whoever reads it. The same bytes
// always give the same. Pure.
import { promisify } from 'node:util';
import { gzip, zstdCompress } from 'node:zlib';
import type { Compression } from './decompress.ts';

const zip = promisify(gzip);
const compressZstd = promisify(zstdCompress);

export async function compress(bytes: Buffer, compression: Compression): Promise<Buffer> {
  switch (compression) {
    case 'none':
      return bytes;
    case 'gzip':
      return zip(bytes);
    case 'zstd':
      return compressZstd(bytes);
  }
}
