// In: keys, values and their sizes. Out: a map that forgets what was used longest ago. Knows nothing of what it holds.

export class LeastRecentlyUsed<Value> {
  // Invariant: iteration order is from the longest unused to the most recent; #totalSize is the sum of the entries' sizes.
  readonly #entries = new Map<string, { readonly value: Value; readonly size: number }>();
  readonly #maxSize: number;
  #totalSize = 0;

  constructor(maxSize: number) {
    this.#maxSize = maxSize;
  }

  get(key: string): Value | undefined {
    const entry = this.#entries.get(key);
    if (entry === undefined) return undefined;
    this.#entries.delete(key);
    this.#entries.set(key, entry);
    return entry.value;
  }

  /** An entry larger than the whole map is not kept. */
  set(key: string, value: Value, size: number): void {
    this.#remove(key);
    if (size > this.#maxSize) return;
    this.#entries.set(key, { value, size });
    this.#totalSize += size;
    for (const oldest of this.#entries.keys()) {
      if (this.#totalSize <= this.#maxSize) break;
      this.#remove(oldest);
    }
  }

  get totalSize(): number {
    return this.#totalSize;
  }

  #remove(key: string): void {
    const entry = this.#entries.get(key);
    if (entry === undefined) return;
    this.#entries.delete(key);
    this.#totalSize -= entry.size;
  }
}
