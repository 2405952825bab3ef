// In: measurements, and what they hold for. Out: found again for just that; damaged ones are none.
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { machineWith } from './samples.suite.ts';
import { describeTuning, type Tuning } from './tuning.ts';
import { readTuning, type TuningSubject, writeTuning } from './tuning-record.ts';

let home = '';
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'kinglet-tuning-'));
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

const settings = { threads: 2, batchTokens: 64, flashAttention: 'off', kvTypeK: 'f16', kvTypeV: 'f16' } as const;
const tuning: Tuning = {
  chosen: settings,
  before: { promptTokensPerSecond: 80, answerTokensPerSecond: 11.5 },
  after: { promptTokensPerSecond: 96, answerTokensPerSecond: 12 },
  measured: [
    { settings, speed: { promptTokensPerSecond: 96, answerTokensPerSecond: 12 } },
    { settings: { ...settings, threads: 1 }, speed: null },
  ],
};
const subject: TuningSubject = {
  machine: machineWith(),
  modelId: '../m odel',
  modelDigest: 'd',
  engineBuild: 'native 9000',
  config: { threads: null, batchTokens: null, flashAttention: 'auto', kvTypeK: null, kvTypeV: null, tune: 'on' },
};

test('is found again for the same machine, model, build and settings, and for no other', () => {
  expect(readTuning(home, subject)).toBeNull();
  writeTuning(home, subject, tuning, 0);
  expect(readTuning(home, subject)).toEqual(tuning);
  for (const other of [
    { machine: machineWith({ coreCount: 8 }) },
    { machine: machineWith({ cpuModel: 'Other' }) },
    { modelDigest: 'e' },
    { engineBuild: 'native 9001' },
    { config: { ...subject.config, threads: 2 } },
    { config: { ...subject.config, tune: 'with-kv-types' as const } },
  ])
    expect(readTuning(home, { ...subject, ...other })).toBeNull();
});

test('what is damaged is none, and no name of a model leaves the folder', () => {
  writeTuning(home, subject, tuning, 0);
  const folder = join(home, 'tuning');
  const [name = '', ...others] = readdirSync(folder);
  expect(others).toEqual([]);
  for (const damaged of ['', '{', '{"tuning":{"chosen":{"threads":0}}}', 'null']) {
    writeFileSync(join(folder, name), damaged);
    expect(readTuning(home, subject)).toBeNull();
  }
});

test('is told in a line', () => {
  expect(describeTuning(tuning)).toBe(
    '2 threads, batches of 64, flash attention off, KV f16/f16: 80.0 to 96.0 prompt tokens and 11.5 to 12.0 answer tokens a second, the best of 2 measured',
  );
});
