// In: a key and engines with their weights. Out: the engines in the order in which the key prefers them. Pure; knows no load.
import { createHash } from 'node:crypto';

export interface Weighted {
  readonly id: string;
  /** Above 0. */
  readonly weight: number;
}

/**
 * Weighted rendezvous hashing: each engine draws a number for the key, and the order is that of the draws. An engine that comes or goes
 * moves the keys that prefer it and no other, an engine of twice the weight is the first choice of twice as many keys, and every
 * Kinglet in front of the same engines comes to the same order.
 */
export function rendezvousOrder<Engine extends Weighted>(key: string, engines: readonly Engine[]): readonly Engine[] {
  return engines
    .map((engine) => ({ engine, score: engine.weight / -Math.log(draw(key, engine.id)) }))
    .sort((one, other) => other.score - one.score || (one.engine.id < other.engine.id ? -1 : 1))
    .map(({ engine }) => engine);
}

const drawBits = 48;

/** Between 0 and 1, never either. */
function draw(key: string, id: string): number {
  const digest = createHash('sha256').update(`${id}\n${key}`).digest();
  return (digest.readUIntBE(0, drawBits / 8) + 0.5) / 2 ** drawBits;
}
