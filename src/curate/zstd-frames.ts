// In: the bytes of a zstd file, in any chunks. Out: the same in chunks of which none goes past the end of a frame. Node's decoder drops what
// stands behind a frame's end in the same write (nodejs/node issue 64741), so a file of several frames would lose most of its content.

const frameMagic = 0xfd2fb528;
const skippableMagic = 0x184d2a50;

export async function* alongZstdFrames(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const walk = new ZstdFrameWalk();
  for await (const chunk of chunks) {
    let start = 0;
    for (const end of walk.push(chunk)) {
      yield chunk.subarray(start, end);
      start = end;
    }
    if (start < chunk.length) yield chunk.subarray(start);
  }
}

type Step = 'magic' | 'skippable-size' | 'descriptor' | 'header' | 'block' | 'lost';

/** Follows the lengths that headers of frames and blocks tell. Invariant: `held` are the bytes of the header that `step` waits for. */
export class ZstdFrameWalk {
  #step: Step = 'magic';
  #wanted = 4;
  #held: number[] = [];
  /** Bytes to pass over before the next header. */
  #passing = 0;
  #hasChecksum = false;
  /** Behind what is passed over, the frame is over. */
  #isLast = false;

  /** Offsets in the chunk behind the frames that end in it. */
  push(chunk: Buffer): readonly number[] {
    const ends: number[] = [];
    let at = 0;
    while (at < chunk.length && this.#step !== 'lost') {
      if (this.#passing > 0) {
        const passed = Math.min(this.#passing, chunk.length - at);
        this.#passing -= passed;
        at += passed;
      } else {
        this.#held.push(chunk[at] ?? 0);
        at += 1;
        if (this.#held.length === this.#wanted) this.#read(Buffer.from(this.#held));
      }
      if (this.#passing === 0 && this.#isLast) {
        ends.push(at);
        this.#isLast = false;
      }
    }
    return ends;
  }

  #read(header: Buffer): void {
    switch (this.#step) {
      case 'magic':
        this.#readMagic(header.readUInt32LE());
        break;
      case 'skippable-size':
        this.#isLast = true;
        this.#pass(header.readUInt32LE(), 'magic', 4);
        break;
      case 'descriptor':
        this.#readDescriptor(header[0] ?? 0);
        break;
      case 'header':
        this.#expect('block', 3);
        break;
      case 'block':
        this.#readBlock(header.readUIntLE(0, 3));
        break;
      case 'lost':
        break;
    }
  }

  #readMagic(magic: number): void {
    if (magic === frameMagic) this.#expect('descriptor', 1);
    else if ((magic & 0xfffffff0) >>> 0 === skippableMagic) this.#expect('skippable-size', 4);
    else this.#expect('lost', 0);
  }

  #readDescriptor(descriptor: number): void {
    const isSingleSegment = (descriptor & 0x20) !== 0;
    const contentSizeBytes = [isSingleSegment ? 1 : 0, 2, 4, 8][descriptor >> 6] ?? 0;
    const dictionaryBytes = [0, 1, 2, 4][descriptor & 3] ?? 0;
    this.#hasChecksum = (descriptor & 4) !== 0;
    const rest = contentSizeBytes + dictionaryBytes + (isSingleSegment ? 0 : 1);
    this.#expect('header', rest);
  }

  #readBlock(header: number): void {
    const isRunLength = ((header >> 1) & 3) === 1;
    const content = isRunLength ? 1 : header >> 3;
    this.#isLast = (header & 1) === 1;
    if (this.#isLast) this.#pass(content + (this.#hasChecksum ? 4 : 0), 'magic', 4);
    else this.#pass(content, 'block', 3);
  }

  #pass(sizeBytes: number, next: Step, wanted: number): void {
    this.#passing = sizeBytes;
    this.#expect(next, wanted);
  }

  #expect(step: Step, wanted: number): void {
    this.#step = step;
    this.#wanted = wanted;
    this.#held = [];
  }
}
