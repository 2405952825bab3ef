// In: a file or a stream, and how much of its content was read before. Out: the content behind that, decompressed, and how it was compressed:
// told by its first bytes, not by its name. Knows no document.
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { Fault } from '../contract/fault.ts';
import { type Compression, compressionOf, decompress } from './decompress.ts';

export interface OpenedBytes {
  readonly compression: Compression;
  readonly chunks: AsyncIterable<Buffer>;
}

export async function openFile(path: string, from: number): Promise<OpenedBytes> {
  const compression = compressionOf(await firstBytes(path));
  if (compression === 'none') return { compression, chunks: createReadStream(path, { start: from }) };
  return { compression, chunks: behind(decompress(createReadStream(path), compression), from) };
}

/** Fault `invalid_value` when the stream ends before `from`: it is another one than before. */
export async function openStream(stream: AsyncIterable<Buffer>, from: number): Promise<OpenedBytes> {
  const parts = stream[Symbol.asyncIterator]();
  const first = await parts.next();
  const start: Buffer = first.done === true ? Buffer.alloc(0) : first.value;
  const all = continued(start, parts);
  const compression = compressionOf(start);
  return { compression, chunks: behind(compression === 'none' ? all : decompress(all, compression), from) };
}

async function firstBytes(path: string): Promise<Buffer> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(4), 0, 4, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

async function* continued(start: Buffer, parts: AsyncIterator<Buffer>): AsyncGenerator<Buffer> {
  try {
    yield start;
    for (let part = await parts.next(); part.done !== true; part = await parts.next()) yield part.value;
  } finally {
    await parts.return?.();
  }
}

async function* behind(chunks: AsyncIterable<Buffer>, from: number): AsyncGenerator<Buffer> {
  let left = from;
  for await (const chunk of chunks) {
    if (left < chunk.length) yield left === 0 ? chunk : chunk.subarray(left);
    left = Math.max(0, left - chunk.length);
  }
  if (left > 0)
    throw new Fault('invalid_value', `The input ends ${left} bytes before the place that an earlier run had reached.`);
}
