// In: tokens. Out: a hash of 48 bits for each run of so many of them, by a rolling sum. Pure.
import type { MaterialKind } from './kinds.ts';
import type { TokenList } from './token-list.ts';

export interface Shingles {
  /** 32 bits, by which an index sorts within a bucket. */
  readonly keys: Uint32Array;
  /** 16 bits more. */
  readonly buckets: Uint16Array;
}

const firstBase = 0x2c9277b5;
const secondBase = 0x1b873593;
/** The same words as code and as prose are two things. */
const seeds: Readonly<Record<MaterialKind, number>> = { protectedCode: 0x3c6ef372, protectedText: 0x5f356495 };

/** One for each place where a run can begin: none of a text with fewer tokens. */
export function shinglesOf(tokens: TokenList, length: number, kind: MaterialKind): Shingles {
  const count = Math.max(0, tokens.count - length + 1);
  const keys = new Uint32Array(count);
  const buckets = new Uint16Array(count);
  const { first, second } = tokens;
  const firstPower = power(firstBase, length);
  const secondPower = power(secondBase, length);
  const seed = seeds[kind];
  let firstSum = 0;
  let secondSum = 0;
  for (let at = 0; at < tokens.count; at += 1) {
    firstSum = (Math.imul(firstSum, firstBase) + (first[at] ?? 0)) | 0;
    secondSum = (Math.imul(secondSum, secondBase) + (second[at] ?? 0)) | 0;
    const begin = at - length + 1;
    if (begin > 0) {
      firstSum = (firstSum - Math.imul(firstPower, first[begin - 1] ?? 0)) | 0;
      secondSum = (secondSum - Math.imul(secondPower, second[begin - 1] ?? 0)) | 0;
    }
    if (begin < 0) continue;
    keys[begin] = mixed(firstSum ^ seed);
    buckets[begin] = mixed(secondSum ^ seed) >>> 16;
  }
  return { keys, buckets };
}

function power(base: number, exponent: number): number {
  let product = 1;
  for (let step = 0; step < exponent; step += 1) product = Math.imul(product, base);
  return product;
}

/** Every bit of the sum moves every bit of the result. */
function mixed(sum: number): number {
  let hash = sum ^ (sum >>> 16);
  hash = Math.imul(hash, 0x85ebca6b);
  hash ^= hash >>> 13;
  hash = Math.imul(hash, 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
