// In: names of api-versions. Out: those that Azure had, and what each of them knows.
import { expect, test } from 'vitest';
import { hasAnnotations, knowsOperation, newestVersion, readApiVersion } from './api-version.ts';

test.each(['2022-12-01', '2024-10-21', '2023-03-15-preview', '2025-04-01-preview'])('%s is one', (name) => {
  expect(readApiVersion('dated', name)?.name).toBe(name);
});

test.each(['', 'v1', 'preview', '2024-10-22', '2025-04-01', '2024-10-21-preview', '2024-10-01-PREVIEW', ' 2024-10-21'])(
  '%j is none of the dated ones',
  (name) => expect(readApiVersion('dated', name)).toBeNull(),
);

test('a dated route needs one, a v1 route does not', () => {
  expect(readApiVersion('dated', null)).toBeNull();
  expect(readApiVersion('v1', null)).toBe(newestVersion);
  expect(readApiVersion('v1', 'preview')?.name).toBe('preview');
  expect(readApiVersion('v1', '2024-10-21')).toBeNull();
});

test('what a version knows', () => {
  const version = (name: string) => readApiVersion('dated', name) ?? newestVersion;
  expect(knowsOperation(version('2022-12-01'), 'chat/completions')).toBe(false);
  expect(knowsOperation(version('2023-03-15-preview'), 'chat/completions')).toBe(true);
  expect(knowsOperation(version('2022-12-01'), 'completions')).toBe(true);
  expect(knowsOperation(version('2024-10-21'), 'responses')).toBe(false);
  expect(knowsOperation(version('2025-03-01-preview'), 'responses')).toBe(true);
  expect(knowsOperation(newestVersion, 'responses')).toBe(true);
  expect(hasAnnotations(version('2023-05-15'))).toBe(false);
  expect(hasAnnotations(version('2023-06-01-preview'))).toBe(true);
  expect(hasAnnotations(version('2024-02-01'))).toBe(true);
});
