// In: rows of a small data set, answers that follow all, some or none of their instructions, and no answer. Out: how they count, and the table.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import type { Exchange } from './eval-types.ts';
import { ifeval } from './ifeval.ts';

const folder = mkdtempSync(join(tmpdir(), 'ifeval-'));
afterAll(() => rmSync(folder, { recursive: true }));
const lines = [
  { key: 1, prompt: 'Write.', instruction_id_list: ['punctuation:no_comma'], kwargs: [{}] },
  {
    key: 2,
    prompt: 'Write more.',
    instruction_id_list: ['startend:quotation', 'keywords:existence'],
    kwargs: [{}, { keywords: ['sun'] }],
  },
];
writeFileSync(join(folder, 'input_data.jsonl'), lines.map((line) => `${JSON.stringify(line)}\n`).join(''));

const benchmarkOf = (only: readonly string[] = [], rowLimit = 9) =>
  ifeval({ folder, model: 'm', only, rowLimit, seed: 1, maxTokens: 7, extra: { top_p: 0.5 } });

function answered(content: string | null, status = 200): Exchange {
  const choice = { message: { content }, finish_reason: 'stop' };
  const body = { choices: [choice], usage: { prompt_tokens: 3, completion_tokens: 2 } };
  return { status, pieces: [{ text: JSON.stringify(body), atMs: 1 }], failure: null, hasTimedOut: false, latencyMs: 5 };
}

test('a task is the prompt and nothing else; instructions and kinds of them can be chosen', () => {
  const tasks = benchmarkOf().tasks();
  expect(tasks.map(({ body }) => JSON.parse(body))).toEqual(
    lines.map(({ prompt }) => ({
      ...{ model: 'm', messages: [{ role: 'user', content: prompt }], temperature: 0, max_tokens: 7, top_p: 0.5 },
    })),
  );
  expect(tasks.map(({ category }) => category)).toEqual(['prompts', 'prompts']);
  const ids = (only: readonly string[]) =>
    benchmarkOf(only)
      .tasks()
      .map(({ id }) => id);
  expect([ids(['keywords']), ids(['punctuation:no_comma'])]).toEqual([['2'], ['1']]);
  expect(() => ids(['length'])).toThrow('no instruction');
  expect(benchmarkOf([], 1).tasks()).toHaveLength(1);
});

test('a prompt counts when all of its instructions are followed; loosely, when they are but for a first line', () => {
  const [one, two] = benchmarkOf().tasks();
  if (one === undefined || two === undefined) throw new Error('no tasks');
  const judged = (task: typeof one, content: string | null, status = 200) => task.judge(answered(content, status));
  expect(judged(one, 'a b')).toMatchObject({ verdict: 'followed', reason: null, measures: { strict: 1, loose: 1 } });
  expect(judged(one, 'a, b')).toMatchObject({ verdict: 'missed', reason: 'punctuation:no_comma' });
  expect(judged(two, '"the sun"').measures).toEqual({ strict: 1, loose: 1 });
  expect(judged(two, '"the moon"')).toMatchObject({ reason: 'keywords:existence', measures: { strict: 0, loose: 0 } });
  expect(judged(two, 'Here:\n"the sun"')).toMatchObject({
    reason: 'startend:quotation',
    measures: { strict: 0, loose: 1 },
  });
  expect(judged(one, 'a', 429)).toMatchObject({ verdict: 'failed', measures: { strict: 0, loose: 0 } });
  const rows = [judged(one, 'a b'), judged(two, 'Here:\n"the sun"')].map((judgement, at) => ({
    ...judgement,
    ...{ id: `${at}`, category: [one, two][at]?.category ?? '', latencyMs: 5, request: null },
  }));
  const table = benchmarkOf().render(rows);
  expect(table).toMatch(/^punctuation +1 +100.0% +100.0% +0/m);
  expect(table).toMatch(/^startend +1 +0.0% +100.0% +0/m);
  expect(table).toMatch(/^all +2 +50.0% +100.0% +0/m);
  expect(table).toContain('single instructions, of 3: strict 66.7%, loose 100.0%');
});

test('a row that nobody can judge stops the evaluation before it asks', () => {
  const strange = [{ ...lines[0], instruction_id_list: ['keywords:none'] }];
  const other = mkdtempSync(join(folder, 'other-'));
  writeFileSync(join(other, 'input_data.jsonl'), JSON.stringify(strange[0]));
  const { tasks } = ifeval({ folder: other, model: 'm', only: [], rowLimit: 9, seed: 1, maxTokens: 7, extra: {} });
  expect(() => tasks()).toThrow('keywords:none');
});
