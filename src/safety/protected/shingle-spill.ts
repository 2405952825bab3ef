// In: shingles with their places, in the order of the places. Out: the same sorted by shingle, part by part, over files in a folder of its
// own: memory holds one part at a time. Knows no document.
import { closeSync, mkdirSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';

/** By the upper bits of the bucket. */
const partBits = 6;
const partCount = 1 << partBits;
export const bucketCount = 1 << 16;
export const bucketsInPart = bucketCount / partCount;
/** Bucket, key, place. */
const recordWords = 3;
const bufferedRecords = 2048;

/** One part, sorted by bucket, then key, then place. */
export interface SortedPart {
  readonly firstBucket: number;
  /** Where each bucket begins, and the end of the last. */
  readonly bucketStarts: Uint32Array;
  readonly keys: Uint32Array;
  readonly places: Uint32Array;
}

/** Invariant: of part p the first `#filled[p]` words of `#buffers[p]` are not in its file yet. */
export class ShingleSpill {
  readonly #folder: string;
  readonly #files: readonly number[];
  readonly #buffers: readonly Uint32Array[];
  readonly #filled = new Uint32Array(partCount);
  /** Of all shingles so far. */
  count = 0;

  /** Makes the folder; what a killed process left there goes. */
  constructor(folder: string) {
    this.#folder = folder;
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    this.#buffers = Array.from({ length: partCount }, () => new Uint32Array(bufferedRecords * recordWords));
    this.#files = this.#buffers.map((_, part) => openSync(this.#pathOf(part), 'w', 0o600));
  }

  add(bucket: number, key: number, place: number): void {
    const part = bucket >>> (16 - partBits);
    const buffer = this.#buffers[part];
    const at = this.#filled[part] ?? 0;
    if (buffer === undefined) return;
    buffer[at] = bucket;
    buffer[at + 1] = key;
    buffer[at + 2] = place;
    this.#filled[part] = at + recordWords;
    this.count += 1;
    if (at + recordWords === buffer.length) this.#flush(part);
  }

  /** Nothing may be added any more. */
  *sortedParts(): Generator<SortedPart> {
    for (let part = 0; part < partCount; part += 1) {
      this.#flush(part);
      const bytes = readFileSync(this.#pathOf(part));
      yield sortPart(part * bucketsInPart, new Uint32Array(bytes.buffer, bytes.byteOffset, bytes.byteLength / 4));
    }
  }

  /** Takes the folder away. */
  close(): void {
    for (const file of this.#files) closeSync(file);
    rmSync(this.#folder, { recursive: true, force: true });
  }

  #pathOf(part: number): string {
    return join(this.#folder, String(part));
  }

  #flush(part: number): void {
    const filled = this.#filled[part] ?? 0;
    const [file, buffer] = [this.#files[part], this.#buffers[part]];
    if (file === undefined || buffer === undefined || filled === 0) return;
    writeSync(file, buffer.subarray(0, filled));
    this.#filled[part] = 0;
  }
}

/** Counted into their buckets, which are short, and sorted there. Places come in their order and stay so. */
function sortPart(firstBucket: number, records: Uint32Array): SortedPart {
  const count = records.length / recordWords;
  const bucketStarts = new Uint32Array(bucketsInPart + 1);
  const bucketOf = (record: number): number => (records[record * recordWords] ?? 0) - firstBucket;
  for (let record = 0; record < count; record += 1) addTo(bucketStarts, bucketOf(record) + 1, 1);
  for (let bucket = 0; bucket < bucketsInPart; bucket += 1) addTo(bucketStarts, bucket + 1, bucketStarts[bucket] ?? 0);
  const next = bucketStarts.slice();
  const order = new Uint32Array(count);
  for (let record = 0; record < count; record += 1) {
    const bucket = bucketOf(record);
    order[next[bucket] ?? 0] = record;
    addTo(next, bucket, 1);
  }
  const keyOf = (record: number): number => records[record * recordWords + 1] ?? 0;
  for (let bucket = 0; bucket < bucketsInPart; bucket += 1)
    order
      .subarray(bucketStarts[bucket], bucketStarts[bucket + 1])
      .sort((one, other) => keyOf(one) - keyOf(other) || one - other);
  return {
    firstBucket,
    bucketStarts,
    keys: order.map(keyOf),
    places: order.map((record) => records[record * recordWords + 2] ?? 0),
  };
}

function addTo(array: Uint32Array, at: number, value: number): void {
  array[at] = (array[at] ?? 0) + value;
}
