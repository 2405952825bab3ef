// In: words. Out: how unusual their letters are beside each other, as they stand or deciphered: low in any language with Latin letters, high in
// noise and ciphers. Knows no word.
import { letterPairCosts, letterPairSigns } from './letter-pair-costs.ts';

/** The edge of a word, then a to z. */
const symbols = 27;
const stepsPerNat = 8;
const costs = Float64Array.from(letterPairCosts, (sign) => letterPairSigns.indexOf(sign) / stepsPerNat);

/** Nats that a letter costs behind another: 1 to 26, or 0 for the edge of a word. */
export function pairCost(before: number, symbol: number): number {
  return costs[before * symbols + symbol] ?? 0;
}

/** Each of a to z becomes a code unit; null puts the letters of a word in reverse. */
export type Cipher = Uint8Array | null;

/** A cipher for each way to put other letters in the places of a to z. */
export function mapLetters(move: (place: number) => number): Uint8Array {
  return Uint8Array.from({ length: 26 }, (_, place) => 0x61 + move(place));
}

const asTheyStand = mapLetters((place) => place);

/** Nats for all letters of a word of ASCII letters, its edges included, once it is deciphered. */
export function letterPairCost(word: string, cipher: Cipher = asTheyStand): number {
  let cost = 0;
  let before = 0;
  for (let at = 0; at < word.length; at += 1) {
    const place = (word.charCodeAt(cipher === null ? word.length - 1 - at : at) | 0x20) - 0x61;
    const symbol = cipher === null ? place + 1 : (cipher[place] ?? 0) - 0x60;
    cost += pairCost(before, symbol);
    before = symbol;
  }
  return cost + pairCost(before, 0);
}
