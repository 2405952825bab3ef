// In: the secret of this installation. Out: words that nobody else can guess, the same for the same part of the same partition: a prompt that
// comes again has the same tokens, and what was computed of it is found again. Knows no turn.
import { createHmac } from 'node:crypto';

/** Eight letters, 37 bits: a guess must be right at once, in a text that was written before. */
export type Seal = (part: string) => string;

const letters = 'abcdefghijklmnopqrstuvwxyz';
const sealLetters = 8;

export function createSeal(secret: Uint8Array, partition: string): Seal {
  return (part) => {
    const digest = createHmac('sha256', secret).update(partition).update('\0').update(part).digest();
    let word = '';
    // Letters only: tokenizers cut them into fewer tokens than digits.
    for (const byte of digest.subarray(0, sealLetters)) word += letters[byte % letters.length] ?? '';
    return word;
  };
}
