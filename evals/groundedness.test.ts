// In: answers of text:detectGroundedness, good, wrong and none. Out: how they count, and the table.
import { expect, test } from 'vitest';
import type { Exchange, Row } from './eval-types.ts';
import type { GroundednessCase } from './groundedness/make-cases.ts';
import { groundednessTask, renderGroundedness } from './groundedness.ts';

const made = (kind: GroundednessCase['kind'], spoiltPart: string | null = null): GroundednessCase => ({
  kind,
  text: 'A. B.',
  query: kind === 'answer' ? 'What?' : null,
  spoiltPart,
});
const taskOf = (given: GroundednessCase) =>
  groundednessTask(given, { id: '1', language: 'en', context: 'A.' }, { model: 'gpt-4o-mini', extra: {} });
const exchange = (body: unknown, status = 200): Exchange => ({
  status,
  pieces: [{ text: JSON.stringify(body), atMs: 1 }],
  failure: null,
  hasTimedOut: false,
  latencyMs: 5,
});
const told = (...texts: readonly string[]) => ({
  ungroundedDetected: texts.length > 0,
  ungroundedDetails: texts.map((text) => ({ text })),
});

test('a task is a request of the Content Safety API', () => {
  const task = taskOf(made('answer'));
  expect(task.path).toBe('/contentsafety/text:detectGroundedness?api-version=2024-09-15-preview');
  expect(JSON.parse(task.body)).toMatchObject({
    task: 'QnA',
    qna: { query: 'What?' },
    text: 'A. B.',
    groundingSources: ['A.'],
  });
});

test('what is spoilt must be told, what is grounded must not, and no answer is neither', () => {
  expect(taskOf(made('sentence')).judge(exchange(told()))).toMatchObject({
    verdict: 'right',
    measures: { detected: 0, placed: null },
  });
  expect(taskOf(made('sentence')).judge(exchange(told('A.')))).toMatchObject({ verdict: 'wrong' });
  expect(taskOf(made('negated')).judge(exchange(told()))).toMatchObject({ verdict: 'wrong' });
  expect(taskOf(made('added', 'B.')).judge(exchange(told('B.')))).toMatchObject({
    verdict: 'right',
    measures: { placed: 1 },
  });
  expect(taskOf(made('added', 'B.')).judge(exchange(told('A.', 'B.')))).toMatchObject({
    verdict: 'right',
    measures: { placed: 0 },
  });
  expect(taskOf(made('negated')).judge(exchange({ error: { code: 'ServerBusy' } }, 503))).toMatchObject({
    verdict: 'failed',
  });
});

test('the table: precision is against as many grounded texts as spoilt ones', () => {
  const row = (given: GroundednessCase, answer: unknown, status = 200): Row => {
    const task = taskOf(given);
    return {
      id: task.id,
      category: task.category,
      request: null,
      latencyMs: 5,
      ...task.judge(exchange(answer, status)),
    };
  };
  const rows = [
    row(made('sentence'), told()),
    row(made('sentence'), told()),
    row(made('sentence'), told()),
    row(made('sentence'), told('A.')),
    row(made('negated'), told('A.')),
    row(made('negated'), told()),
    row(made('negated'), {}, 500),
  ];
  const lines = renderGroundedness(rows).split('\n');
  const cellsOf = (title: string) =>
    lines
      .find((text) => text.startsWith(title))
      ?.slice(title.length)
      .trim()
      .split(/\s+/);
  expect(cellsOf('en sentence')).toEqual(['4', '0', '25.0%', '-', '-', '-', '-', '0.01', '0.01']);
  expect(cellsOf('en negated')).toEqual(['3', '1', '50.0%', '0.667', '0.500', '0.571', '-', '0.01', '0.01']);
});
