// In: compressed bytes. Out: what they hold, as it comes; with a damaged end, all before the damage and then the error, the same in every
// run. Knows no file.
import type { Transform } from 'node:stream';
import { createGunzip, createZstdDecompress } from 'node:zlib';
import { alongZstdFrames } from './zstd-frames.ts';

export type Compression = 'none' | 'gzip' | 'zstd';

export function compressionOf(start: Buffer): Compression {
  if (start[0] === 0x1f && start[1] === 0x8b) return 'gzip';
  if (start.length < 4) return 'none';
  const magic = start.readUInt32LE();
  return magic === 0xfd2fb528 || (magic & 0xfffffff0) >>> 0 === 0x184d2a50 ? 'zstd' : 'none';
}

/** So much compressed is decoded at once: it bounds what a file of one repeated byte can unfold to. */
const stepBytes = 16_384;

export async function* decompress(chunks: AsyncIterable<Buffer>, compression: 'gzip' | 'zstd'): AsyncGenerator<Buffer> {
  const decoder = compression === 'gzip' ? createGunzip() : createZstdDecompress();
  const waiting: Buffer[] = [];
  decoder.on('data', (part: Buffer) => waiting.push(part));
  const ended = settled(decoder);
  try {
    const steps = inSteps(compression === 'zstd' ? alongZstdFrames(chunks) : chunks);
    for await (const step of steps) {
      const written = new Promise<null>((resolve) => decoder.write(step, () => resolve(null)));
      const end = await Promise.race([written, ended]);
      yield* waiting.splice(0);
      if (end !== null) return throwIfFailed(end);
    }
    decoder.end();
    const end = await ended;
    yield* waiting.splice(0);
    throwIfFailed(end);
  } finally {
    decoder.destroy();
  }
}

interface DecoderEnd {
  readonly error: Error | null;
}

function settled(decoder: Transform): Promise<DecoderEnd> {
  return new Promise((resolve) => {
    decoder.once('end', () => resolve({ error: null }));
    decoder.once('error', (error) => resolve({ error }));
  });
}

function throwIfFailed({ error }: DecoderEnd): void {
  if (error !== null) throw error;
}

async function* inSteps(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  for await (const chunk of chunks)
    for (let at = 0; at < chunk.length; at += stepBytes) yield chunk.subarray(at, at + stepBytes);
}
