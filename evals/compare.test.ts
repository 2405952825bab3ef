// In: two results. Out: rows are paired by id, differences and their interval are of the pairs only, and what cannot be compared is refused.
import { expect, test } from 'vitest';
import { compareResults } from './compare.ts';
import type { Result, Row } from './eval-types.ts';

function row(id: string, measures: Row['measures'], latencyMs: number): Row {
  return {
    id,
    category: id.slice(0, 1),
    verdict: '',
    reason: null,
    measures,
    latencyMs,
    firstEventMs: null,
    firstTextMs: null,
    promptTokens: null,
    completionTokens: null,
    request: null,
    response: null,
    expected: null,
  };
}

function result(label: string, rows: readonly Row[]): Result {
  return {
    benchmark: 'bfcl',
    label,
    baseUrl: 'http://127.0.0.1/v1',
    startedAt: '2026-01-01',
    endedAt: '2026-01-01',
    settings: {},
    taskCount: rows.length,
    rows,
  };
}

const ids = Array.from({ length: 40 }, (_, place) => `${place < 20 ? 'x' : 'y'}${place}`);
const cells = (text: string, category: string) =>
  text
    .split('\n')
    .find((line) => line.startsWith(category))
    ?.split(/ {2,}/);

test('two results side by side', () => {
  const first = result(
    'before',
    ids.map((id, place) => row(id, { right: place % 2 }, 1000)),
  );
  const second = result(
    'after',
    ids.toReversed().map((id) => row(id, { right: id.startsWith('x') ? 1 : 0 }, 2000)),
  );
  const text = compareResults(first, second);
  expect(cells(text, 'x')?.slice(1, 6)).toEqual(['right', '20', '50.0', '100.0', '+50.0']);
  expect(cells(text, 'y')?.slice(1, 6)).toEqual(['right', '20', '50.0', '0.0', '-50.0']);
  expect(cells(text, 'all')?.slice(1, 6)).toEqual(['right', '40', '50.0', '50.0', '0.0']);
  expect(cells(text, 'x')?.slice(-2)).toEqual(['1.00', '2.00']);
  const [low, high] = (cells(text, 'x')?.[6] ?? '').split(' to ').map(Number);
  expect(low).toBeGreaterThan(20);
  expect(high).toBeLessThan(80);
});

test('rows without a partner, and questions that did not arise, are left out', () => {
  const first = result('before', [row('x1', { right: 1, valid: null }, 1), row('x2', { right: 0, valid: 1 }, 1)]);
  const second = result('after', [row('x2', { right: 1, valid: 1 }, 1), row('x3', { right: 1, valid: 1 }, 1)]);
  const text = compareResults(first, second);
  expect(cells(text, 'x')?.slice(1, 6)).toEqual(['right', '1', '0.0', '100.0', '+100.0']);
  expect(text).toContain('2 rows are in one result only');
  expect(text).toMatch(/x +valid +1 +100.0 +100.0 +0.0/);
});

test('different benchmarks are not compared', () => {
  const other = { ...result('b', []), benchmark: 'jsonschemabench' };
  expect(() => compareResults(result('a', []), other)).toThrow('cannot be compared');
});
