// In: the data set itself, where KINGLET_DATA or ../shared/data has it. Out: the checker takes every row's own answer, and nothing that was
// spoilt. The same check runs before every evaluation; without the data there is nothing to evaluate, and nothing to check here.
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { isUnjust } from '../bfcl.ts';
import { bfclCategories, readBfclRows } from './bfcl-row.ts';
import { checkCalls, type MadeCall } from './check-calls.ts';
import { firstAnswers } from './first-answers.ts';
import type { PythonValue } from './python-value.ts';

const home = process.env['KINGLET_DATA'] ?? fileURLToPath(new URL('../../../shared/data', import.meta.url));
const folder = `${home}/bfcl_v4`;
const sizes = {
  simple_python: 400,
  multiple: 200,
  parallel: 200,
  parallel_multiple: 200,
  simple_javascript: 50,
  irrelevance: 240,
  simple_java: 100,
};

test.skipIf(!existsSync(folder)).each(bfclCategories)('%s: each row takes its first possible answer', (category) => {
  const rows = readBfclRows(folder, category, 1000);
  expect(rows.length).toBe(sizes[category]);
  expect(rows.filter(isUnjust).map(({ id }) => id)).toEqual([]);
});

/** Each spoils one call; null where it cannot. */
const spoilers: Readonly<Record<string, (call: MadeCall, required: readonly string[]) => MadeCall | null>> = {
  'another name': ({ name, values }) => ({ name: `${name}_2`, values }),
  'a parameter too many': ({ name, values }) => ({ name, values: { ...values, unheard_of: 1n } }),
  'a required parameter missing': ({ name, values }, required) => {
    const [first] = required;
    return first === undefined ? null : { name, values: without(values, first) };
  },
  'a value of another kind': ({ name, values }) => withFirst(name, values, [{ unheard: 'of' }]),
  'another text': ({ name, values }) => withFirst(name, values, 'unheard of'),
  null: ({ name, values }) => withFirst(name, values, null),
};

function without(values: MadeCall['values'], name: string): MadeCall['values'] {
  return Object.fromEntries(Object.entries(values).filter(([key]) => key !== name));
}

function withFirst(name: string, values: MadeCall['values'], value: PythonValue): MadeCall | null {
  const first = Object.keys(values)[0];
  return first === undefined ? null : { name, values: { ...values, [first]: value } };
}

const calling = bfclCategories.filter((category) => category !== 'irrelevance');

test.skipIf(!existsSync(folder)).each(calling)('%s: no row takes a spoilt answer', (category) => {
  let spoiltCount = 0;
  for (const row of readBfclRows(folder, category, 1000)) {
    const answers = firstAnswers(row);
    const [first, ...others] = answers;
    if (first === undefined) throw new Error(`${row.id} has no answer`);
    expect(checkCalls(row, [...answers, first]), row.id).not.toBeNull();
    expect(checkCalls(row, others), row.id).not.toBeNull();
    const document = row.functions.find(({ name }) => name === row.accepted[0]?.name);
    for (const [title, spoil] of Object.entries(spoilers)) {
      const spoilt = spoil(first, document?.required ?? []);
      if (spoilt === null) continue;
      spoiltCount += 1;
      expect(checkCalls(row, [spoilt, ...others]), `${row.id}: ${title}`).not.toBeNull();
    }
  }
  expect(spoiltCount).toBeGreaterThan(4 * sizes[category]);
});
