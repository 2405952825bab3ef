// In: a seed and names. Out: numbers, choices and made-up words that depend on them alone: the same in every run, on every machine. Pure.
import { createHash } from 'node:crypto';

/** From 0 to 2^32 - 1. */
export function drawNumber(seed: number, name: string): number {
  return createHash('sha256').update(`${seed}\n${name}`).digest().readUInt32BE(0);
}

export function drawItem<Items extends readonly [unknown, ...unknown[]]>(
  items: Items,
  seed: number,
  name: string,
): Items[number] {
  return items[drawNumber(seed, name) % items.length] ?? items[0];
}

const openings = ['Bra', 'Dro', 'Fel', 'Gri', 'Kul', 'Mor', 'Pla', 'Sko', 'Tre', 'Vul', 'Zan', 'Wex'] as const;
const middles = ['bo', 'da', 'fi', 'gu', 'ka', 'lo', 'mi', 'no', 'pe', 'ru', 'sa', 'vi'] as const;
const endings = ['dax', 'fen', 'gorn', 'lith', 'mond', 'nux', 'quin', 'rall', 'sket', 'tock', 'vane', 'zorn'] as const;

/** A word that no ordinary answer has, such as `Zankafen`. One of 1,728. */
export function drawWord(seed: number, name: string): string {
  const pick = (items: readonly [string, ...string[]], part: string) => drawItem(items, seed, `${name}\n${part}`);
  return pick(openings, 'opening') + pick(middles, 'middle') + pick(endings, 'ending');
}
