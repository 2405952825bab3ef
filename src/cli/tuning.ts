// In: nothing. Out: what is measured of an engine on a machine, and what came of it. Types, and how a result is told.
import type { KvType } from '../config/config.ts';

export interface TunedSettings {
  readonly threads: number;
  readonly batchTokens: number;
  readonly flashAttention: 'auto' | 'on' | 'off';
  readonly kvTypeK: KvType;
  readonly kvTypeV: KvType;
}

export interface Speed {
  readonly promptTokensPerSecond: number;
  readonly answerTokensPerSecond: number;
}

export interface MeasuredSettings {
  readonly settings: TunedSettings;
  /** Null where the engine does not run with them. */
  readonly speed: Speed | null;
}

export interface Tuning {
  readonly chosen: TunedSettings;
  /** With what would have been chosen without measuring. */
  readonly before: Speed;
  readonly after: Speed;
  readonly measured: readonly MeasuredSettings[];
}

/** One line. */
export function describeTuning({ chosen, before, after, measured }: Tuning): string {
  const gain = (name: keyof Speed) => `${before[name].toFixed(1)} to ${after[name].toFixed(1)}`;
  const settings = `${chosen.threads} threads, batches of ${chosen.batchTokens}, flash attention ${chosen.flashAttention}, KV ${chosen.kvTypeK}/${chosen.kvTypeV}`;
  return `${settings}: ${gain('promptTokensPerSecond')} prompt tokens and ${gain('answerTokensPerSecond')} answer tokens a second, the best of ${measured.length} measured`;
}
