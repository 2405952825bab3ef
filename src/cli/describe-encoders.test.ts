// In: the shipped encoders on machines with and without them. Out: rows as the table of models wants them.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { loadEncoders } from '../catalog/load-encoders.ts';
import { describeEncoders } from './describe-encoders.ts';
import { renderModels } from './render-models.ts';
import { machineWith } from './samples.suite.ts';

test('not fetched yet, and served', async () => {
  const home = mkdtempSync(join(tmpdir(), 'kinglet-rows-'));
  const facts = { encoders: loadEncoders(), machine: machineWith(), home, runningNames: ['all-minilm-l6-v2'] };
  const rows = await describeEncoders(facts);
  expect(rows[0]).toMatchObject({ isInstalled: false, isRunning: true, fit: 'yes', path: null });
  const [, line, origins] = renderModels(rows).split('\n');
  expect(line).toMatch(/^ {2}all-minilm-l6-v2 {2}23 MB {2}400 MB {2}yes {3}running {2}embeddings$/);
  expect(origins).toBe('    Apache-2.0; from wheels, hub');
  const small = await describeEncoders({ ...facts, machine: machineWith({ totalMemoryBytes: 1e8 }), runningNames: [] });
  expect(small[0]).toMatchObject({ fit: 'no', isRunning: false });
  rmSync(home, { recursive: true });
});
