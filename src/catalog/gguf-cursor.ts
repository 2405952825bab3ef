// In: a GGUF file. Out: its numbers and texts one after the other, never beyond the file's end and never more memory than a
// window. Knows no key. The file may be hostile.
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';

/** Thrown when the file ends early or claims absurd sizes; caught in gguf-header. */
export class GgufDamage extends Error {}

const windowBytes = 1 << 20;

/** Invariant: `#window` holds the file from `#windowStart`, and `#at` is a position in the file. */
export class GgufCursor {
  readonly #descriptor: number;
  readonly fileBytes: number;
  #window = Buffer.alloc(0);
  #windowStart = 0;
  #at = 0;

  constructor(path: string) {
    this.#descriptor = openSync(path, 'r');
    this.fileBytes = fstatSync(this.#descriptor).size;
  }

  get position(): number {
    return this.#at;
  }

  close(): void {
    closeSync(this.#descriptor);
  }

  u8(): number {
    return this.#take(1).readUInt8(0);
  }

  i8(): number {
    return this.#take(1).readInt8(0);
  }

  u16(): number {
    return this.#take(2).readUInt16LE(0);
  }

  i16(): number {
    return this.#take(2).readInt16LE(0);
  }

  u32(): number {
    return this.#take(4).readUInt32LE(0);
  }

  i32(): number {
    return this.#take(4).readInt32LE(0);
  }

  f32(): number {
    return this.#take(4).readFloatLE(0);
  }

  f64(): number {
    return this.#take(8).readDoubleLE(0);
  }

  i64(): number {
    return Number(this.#take(8).readBigInt64LE(0));
  }

  /** Sizes and counts: more than a number can hold exactly is damage. */
  u64(): number {
    const value = this.#take(8).readBigUInt64LE(0);
    if (value > BigInt(Number.MAX_SAFE_INTEGER)) throw new GgufDamage(`a count of ${value}`);
    return Number(value);
  }

  /** The text, or null when it is longer than `maxBytes`; then it is skipped. */
  text(maxBytes: number): string | null {
    const sizeBytes = this.u64();
    if (sizeBytes <= maxBytes) return this.#take(sizeBytes).toString('utf8');
    this.skip(sizeBytes);
    return null;
  }

  skip(sizeBytes: number): void {
    if (this.#at + sizeBytes > this.fileBytes) throw new GgufDamage('the file ends inside its header');
    this.#at += sizeBytes;
  }

  #take(sizeBytes: number): Buffer {
    const start = this.#at;
    this.skip(sizeBytes);
    if (start < this.#windowStart || start + sizeBytes > this.#windowStart + this.#window.length) {
      this.#window = Buffer.alloc(Math.min(Math.max(windowBytes, sizeBytes), this.fileBytes - start));
      this.#windowStart = start;
      const readBytes = readSync(this.#descriptor, this.#window, 0, this.#window.length, start);
      if (readBytes < sizeBytes) throw new GgufDamage('the file ends inside its header');
    }
    return this.#window.subarray(start - this.#windowStart, start - this.#windowStart + sizeBytes);
  }
}
