// In: the settings that would be chosen, what may be changed of them, and a way to measure. Out: the best of a few that were measured within a
// budget of time: one setting after the other, each kept where it is clearly better, and all of them only if a second look says the same. Starts
// nothing itself.
import { Fault } from '../contract/fault.ts';
import type { MeasuredSettings, Speed, TunedSettings, Tuning } from './tuning.ts';

export interface Measurement {
  readonly speed: Speed | null;
  readonly durationMs: number;
}

export interface TuningSearch {
  readonly base: TunedSettings;
  /** What the operator has set stays. */
  readonly fixed: ReadonlySet<keyof TunedSettings>;
  readonly coreCount: number;
  /** Answers are not quite the same with another number format of what is cached. */
  readonly mayChangeKvTypes: boolean;
  /** Of all measurements together, but the first. */
  readonly budgetMs: number;
  measure(settings: TunedSettings): Promise<Measurement>;
}

interface Best {
  readonly settings: TunedSettings;
  readonly speed: Speed;
  /** What a request may take of the time that it takes without measuring. */
  readonly mostShare: number;
}

interface Candidate {
  readonly change: Partial<TunedSettings>;
  /** Taken where a request takes at the most so much of the time that it takes with the best so far. */
  readonly mostShare: number;
}

/** What measuring twice may differ by is no gain. */
const clearGain = 0.95;
/** Of the base and of the best, at the end. */
const confirmations = 2;
/** As long may a step take: a cancelled prompt runs on for so long. */
const stepSeconds = 0.5;
const leastBatch = 32;
const mostBatch = 512;
/** A request that is typical of chats: long prompts, of which most is often cached, and shorter answers. */
const typical = { promptTokens: 512, answerTokens: 128 };

/** In the order of what they are worth: where time runs out the rest stays as it is. */
const proposals: readonly ((best: Best, search: TuningSearch) => Candidate | null)[] = [
  ({ settings }, { coreCount }) => changed({ threads: coreCount }, settings),
  batchForSpeed,
  ({ settings }) => changed({ threads: Math.ceil(settings.threads / 2) }, settings),
  ({ settings }) => changed({ flashAttention: settings.flashAttention === 'off' ? 'auto' : 'off' }, settings),
  ({ settings }, { mayChangeKvTypes }) =>
    // Values in small formats need flash attention.
    mayChangeKvTypes ? changed({ kvTypeK: 'q8_0', kvTypeV: 'q8_0', flashAttention: 'on' }, settings) : null,
];

export async function searchTuning(search: TuningSearch): Promise<Tuning> {
  const measured: MeasuredSettings[] = [];
  let [spentMs, longestMs] = [0, 0];
  const measure = async (settings: TunedSettings): Promise<Speed | null> => {
    const { speed, durationMs } = await search.measure(settings);
    spentMs += durationMs;
    longestMs = Math.max(longestMs, durationMs);
    measured.push({ settings, speed });
    return speed;
  };
  const before = await measure(search.base);
  if (before === null) throw new Fault('engine_start_failed', 'The engine could not be measured.');
  let best: Best = { settings: search.base, speed: before, mostShare: 1 };
  for (const propose of proposals) {
    const candidate = propose(best, search);
    if (candidate === null || isFixed(candidate, search.fixed)) continue;
    if (spentMs + longestMs * (1 + confirmations) > search.budgetMs) break;
    const settings = { ...best.settings, ...candidate.change };
    if (measured.some((earlier) => isSame(earlier.settings, settings))) continue;
    const speed = await measure(settings);
    const { mostShare } = candidate;
    if (speed !== null && secondsOf(speed) <= secondsOf(best.speed) * mostShare)
      best = { settings, speed, mostShare: best.mostShare * mostShare };
  }
  if (best.settings === search.base) return { chosen: best.settings, before, after: best.speed, measured };
  // What else the machine had to do at one time must not decide for all times.
  const [beforeAgain, afterAgain] = [await measure(search.base), await measure(best.settings)];
  const isConfirmed =
    beforeAgain !== null && afterAgain !== null && secondsOf(afterAgain) <= secondsOf(beforeAgain) * best.mostShare;
  return isConfirmed
    ? { chosen: best.settings, before: beforeAgain, after: afterAgain, measured }
    : { chosen: search.base, before, after: before, measured };
}

/** A larger batch where a step is short enough, and a smaller one where it is not: the latter may cost a little. */
function batchForSpeed({ settings, speed }: Best): Candidate | null {
  const tokens = 2 ** Math.floor(Math.log2(Math.max(1, speed.promptTokensPerSecond * stepSeconds)));
  const batchTokens = Math.min(mostBatch, Math.max(leastBatch, tokens));
  const candidate = changed({ batchTokens }, settings);
  return candidate !== null && batchTokens < settings.batchTokens ? { ...candidate, mostShare: 1.1 } : candidate;
}

function changed(change: Partial<TunedSettings>, settings: TunedSettings): Candidate | null {
  return isSame({ ...settings, ...change }, settings) ? null : { change, mostShare: clearGain };
}

function isFixed({ change }: Candidate, fixed: ReadonlySet<string>): boolean {
  return Object.keys(change).some((name) => fixed.has(name));
}

function isSame(one: TunedSettings, other: TunedSettings): boolean {
  return (
    one.threads === other.threads &&
    one.batchTokens === other.batchTokens &&
    one.flashAttention === other.flashAttention &&
    one.kvTypeK === other.kvTypeK &&
    one.kvTypeV === other.kvTypeV
  );
}

function secondsOf({ promptTokensPerSecond, answerTokensPerSecond }: Speed): number {
  return typical.promptTokens / promptTokensPerSecond + typical.answerTokens / answerTokensPerSecond;
}
