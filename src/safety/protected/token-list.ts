// In: tokens, one after the other. Out: their hashes and where they begin, in arrays that grow. Knows no language.

export interface Token {
  /** Two independent 32-bit hashes. */
  readonly first: number;
  readonly second: number;
  /** UTF-16 offset in the text. */
  readonly start: number;
  readonly isWord: boolean;
}

/** Invariant: the first `count` places of each array are the tokens. */
export class TokenList {
  count = 0;
  first = new Uint32Array(256);
  second = new Uint32Array(256);
  starts = new Uint32Array(256);
  /** 1 for a word of two letters at least. */
  words = new Uint8Array(256);
  readonly textLength: number;

  constructor(textLength: number) {
    this.textLength = textLength;
  }

  push({ first, second, start, isWord }: Token): void {
    const at = this.count;
    if (at === this.first.length) this.#grow();
    this.first[at] = first;
    this.second[at] = second;
    this.starts[at] = start;
    this.words[at] = isWord ? 1 : 0;
    this.count = at + 1;
  }

  /** Takes the last one back if it is this one. */
  dropLast(first: number): void {
    if (this.count > 0 && this.first[this.count - 1] === first >>> 0) this.count -= 1;
  }

  #grow(): void {
    this.first = twice(this.first);
    this.second = twice(this.second);
    this.starts = twice(this.starts);
    const words = new Uint8Array(this.words.length * 2);
    words.set(this.words);
    this.words = words;
  }
}

function twice(array: Uint32Array<ArrayBuffer>): Uint32Array<ArrayBuffer> {
  const grown = new Uint32Array(array.length * 2);
  grown.set(array);
  return grown;
}

export const firstSeed = 0x811c9dc5;
export const secondSeed = 0x9747b28c;

/** One step of FNV-1a for each code unit. */
export function firstStep(hash: number, unit: number): number {
  return Math.imul(hash ^ unit, 0x01000193);
}

export function secondStep(hash: number, unit: number): number {
  const mixed = Math.imul(hash ^ unit, 0x5bd1e995);
  return mixed ^ (mixed >>> 15);
}
