// In: JSONSchemaBench's schemas (shared data). Out: nearly all are taken, in milliseconds, and random sentences of their grammars fit. Fails
// where the data is missing.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { Fault } from '../contract/fault.ts';
import type { JsonObject } from '../contract/json.ts';
import { validatorIfAny } from './ajv-oracle.suite.ts';
import { expectSound, readLenient } from './check-soundness.suite.ts';
import { seededRandom } from './gbnf-sampler.suite.ts';

interface Row {
  readonly id: string;
  readonly schema: JsonObject;
}

const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = join(process.env['KINGLET_DATA'] ?? join(root, '../shared/data'), 'jsonschemabench');

function rowsOf(name: string): readonly Row[] {
  const lines = gunzipSync(readFileSync(join(folder, `${name}.jsonl.gz`)))
    .toString('utf8')
    .trim()
    .split('\n');
  // The file's own format: one row a line.
  return lines.map((line) => JSON.parse(line) as Row);
}

function isTaken({ schema }: Row): boolean {
  try {
    readLenient(schema);
    return true;
  } catch (error) {
    if (error instanceof Fault) return false;
    throw error;
  }
}

describe.each(['Glaiveai2K', 'Github_easy', 'Github_trivial'])('%s', (name) => {
  const rows = rowsOf(name);

  test('nearly all are taken', () => {
    const startedAt = performance.now();
    const taken = rows.filter(isTaken).length;
    expect(taken / rows.length).toBeGreaterThan(0.99);
    expect((performance.now() - startedAt) / rows.length).toBeLessThan(100);
  }, 180_000);

  test('what is taken is obeyed', () => {
    let checked = 0;
    for (const { id, schema } of rows.filter((row, index) => index % 4 === 0 && isTaken(row))) {
      const validate = validatorIfAny(schema);
      if (validate === null) continue;
      expectSound(schema, seededRandom(id.length + checked), 3, validate);
      checked += 1;
    }
    expect(checked).toBeGreaterThan(rows.length / 5);
  }, 180_000);
});
