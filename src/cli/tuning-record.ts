// In: what a measurement holds for, and its result. Out: the record of it under the home, written and found again; a damaged one is none.
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { homeLayout } from '../catalog/home-layout.ts';
import type { Machine } from '../catalog/machine.ts';
import type { EngineConfig } from '../config/config.ts';
import type { Tuning } from './tuning.ts';

/** With anything of it changed the record holds no more. */
export interface TuningSubject {
  readonly machine: Pick<Machine, 'architecture' | 'cpuModel' | 'coreCount' | 'cpuFeatures'>;
  readonly modelId: string;
  readonly modelDigest: string;
  /** Where the engine came from, and its build. */
  readonly engineBuild: string;
  /** What the operator has set. */
  readonly config: Pick<EngineConfig, 'threads' | 'batchTokens' | 'flashAttention' | 'kvTypeK' | 'kvTypeV' | 'tune'>;
}

const kvType = z.enum(['f16', 'bf16', 'q8_0', 'q5_1', 'q5_0', 'q4_1', 'q4_0']);
const count = z.number().int().min(1);
const settings = z.strictObject({
  threads: count,
  batchTokens: count,
  flashAttention: z.enum(['auto', 'on', 'off']),
  kvTypeK: kvType,
  kvTypeV: kvType,
});
const speed = z.strictObject({
  promptTokensPerSecond: z.number().positive(),
  answerTokensPerSecond: z.number().positive(),
});
const schema = z.object({
  tuning: z.strictObject({
    chosen: settings,
    before: speed,
    after: speed,
    measured: z.array(z.strictObject({ settings, speed: speed.nullable() })),
  }),
});

function pathOf(home: string, { machine, modelId, modelDigest, engineBuild, config }: TuningSubject): string {
  const { architecture, cpuModel, coreCount, cpuFeatures } = machine;
  const { threads, batchTokens, flashAttention, kvTypeK, kvTypeV, tune } = config;
  const subject = [
    ...[architecture, cpuModel, coreCount, cpuFeatures, modelDigest, engineBuild],
    ...[threads, batchTokens, flashAttention, kvTypeK, kvTypeV, tune],
  ];
  const digest = createHash('sha256').update(JSON.stringify(subject)).digest('hex').slice(0, 16);
  return join(homeLayout(home).tuning, `${modelId.replace(/[^\w.-]/g, '_').slice(0, 80)}-${digest}.json`);
}

export function readTuning(home: string, subject: TuningSubject): Tuning | null {
  try {
    return schema.parse(JSON.parse(readFileSync(pathOf(home, subject), 'utf8'))).tuning;
  } catch {
    return null;
  }
}

export function writeTuning(home: string, subject: TuningSubject, tuning: Tuning, nowMs: number): void {
  const path = pathOf(home, subject);
  const record = { measuredAt: new Date(nowMs).toISOString(), ...subject, tuning };
  mkdirSync(homeLayout(home).tuning, { recursive: true });
  writeFileSync(`${path}.new`, `${JSON.stringify(record, null, 2)}\n`);
  renameSync(`${path}.new`, path);
}
