// In: an index file's content. Out: where a shingle stands in which document. Knows no matching.
import { Fault } from '../../contract/fault.ts';
import { documentAt } from './document-at.ts';
import { type IndexBytes, type IndexedDocument, type MaterialSource, readIndexFile } from './index-file.ts';
import type { MaterialKind } from './kinds.ts';

export class ProtectedIndex {
  readonly #bytes: IndexBytes;
  readonly #starts: Uint32Array;
  readonly kinds: ReadonlySet<MaterialKind>;

  constructor(bytes: IndexBytes) {
    this.#bytes = bytes;
    this.#starts = Uint32Array.from(bytes.header.documents, ({ start }) => start);
    this.kinds = new Set(bytes.header.documents.map(({ kind }) => kind));
  }

  /** Fault `model_invalid`. */
  static async read(path: string): Promise<ProtectedIndex> {
    return new ProtectedIndex(await readIndexFile(path));
  }

  get header(): IndexBytes['header'] {
    return this.#bytes.header;
  }

  get digest(): string {
    return this.#bytes.digest;
  }

  /** The first of the entries that have this shingle; they lie in a row. Minus one where none has. */
  firstEntry(bucket: number, key: number): number {
    const { bucketStarts, keys } = this.#bytes;
    let low = bucketStarts[bucket] ?? 0;
    const end = bucketStarts[bucket + 1] ?? 0;
    let high = end;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((keys[middle] ?? 0) < key) low = middle + 1;
      else high = middle;
    }
    return low < end && keys[low] === key ? low : -1;
  }

  /** Whether the entry behind this one has the same shingle. */
  isFollowed(entry: number, bucket: number): boolean {
    const { bucketStarts, keys } = this.#bytes;
    return entry + 1 < (bucketStarts[bucket + 1] ?? 0) && keys[entry + 1] === keys[entry];
  }

  placeOf(entry: number): number {
    return this.#bytes.places[entry] ?? 0;
  }

  documentNumberAt(place: number): number {
    return documentAt(this.#starts, place);
  }

  /** A document that is in the header, and whose it is. */
  origin(number: number): { readonly document: IndexedDocument; readonly source: MaterialSource } {
    const document = this.header.documents[number];
    const source = document === undefined ? undefined : this.header.sources[document.source];
    if (document === undefined || source === undefined)
      throw new Fault('internal', `The index ${this.header.name} has no document ${number}.`);
    return { document, source };
  }
}
