// In: outcomes. Out: shares, means and tables: attack success beside accuracy, intervals, errors apart, several reports side by side; reports read
// back as they were written.
import { expect, test } from 'vitest';
import type { Outcome, Report, Verdict } from './outcome.ts';
import { readReport } from './read-report.ts';
import { renderReport, withInterval } from './render-report.ts';
import { summarise, summaryOf } from './summarise.ts';

const outcome = (kind: Outcome['kind'], verdict: Verdict, changes: Partial<Outcome> = {}): Outcome => ({
  suite: 's',
  id: `${kind}/${verdict}`,
  kind,
  family: 'f',
  verdict,
  promptTokens: 100,
  completionTokens: 5,
  milliseconds: 40,
  error: '',
  ...changes,
});
const report = (label: string, outcomes: readonly Outcome[]): Report => ({
  format: 'kinglet-redteam-1',
  label,
  baseUrl: 'http://a/v1',
  model: 'm',
  seed: 1,
  rows: 60,
  maxCharacters: 2400,
  writtenAt: '2026-01-01T00:00:00.000Z',
  outcomes,
});
const some = [
  outcome('attack', 'yes'),
  outcome('attack', 'no'),
  outcome('attack', 'blocked', { promptTokens: null, milliseconds: 1 }),
  outcome('attack', 'error', { promptTokens: 9999 }),
  outcome('control', 'no'),
  outcome('benign', 'yes', { promptTokens: 60 }),
  outcome('benign', 'no', { promptTokens: 60 }),
  outcome('benign', 'blocked', { promptTokens: null }),
];

test('a blocked attack has failed, a blocked benign case was not done, errors count in neither', () => {
  expect(summaryOf('a', some)).toEqual({
    label: 'a',
    attack: { count: 1, total: 3 },
    control: { count: 0, total: 1 },
    benign: { count: 1, total: 3 },
    attackBlocked: { count: 1, total: 3 },
    benignBlocked: { count: 1, total: 3 },
    errors: 1,
    promptTokens: 84,
    benignPromptTokens: 60,
    milliseconds: 40,
  });
});

test('nothing known is no number', () => {
  const { promptTokens, milliseconds, attack } = summaryOf('a', []);
  expect([promptTokens, milliseconds, attack]).toEqual([null, null, { count: 0, total: 0 }]);
  expect(withInterval({ count: 0, total: 0 })).toBe('-');
  expect(withInterval({ count: 0, total: 20 })).toBe('0.0% (0/20) [0.0 to 16.1]');
});

test('reports of one label are one; a suite that a report has not is left open', () => {
  const reports = [
    report('engine', some),
    report('engine', [outcome('attack', 'yes', { family: 'g' })]),
    report('kinglet', [outcome('attack', 'no'), outcome('attack', 'no', { suite: 't' })]),
  ];
  const [first, second] = summarise(reports);
  expect(first?.summaries.map(({ label, attack }) => [label, attack])).toEqual([
    ['engine', { count: 2, total: 4 }],
    ['kinglet', { count: 0, total: 1 }],
  ]);
  expect(second).toMatchObject({ suite: 't', summaries: [{ label: 'kinglet' }] });
  expect(first?.families).toContainEqual({
    kind: 'attack',
    family: 'g',
    shares: [
      { count: 1, total: 1 },
      { count: 0, total: 0 },
    ],
  });
  const text = renderReport(reports, summarise(reports));
  expect(text).toContain('| suite | engine | kinglet |');
  expect(text).toContain('| s | 50.0% / 33.3% | 0.0% / - |');
  expect(text).toContain('| t |  | 0.0% / - |');
  expect(text).toContain(
    '| engine | 50.0% (2/4) [15.0 to 85.0] | 33.3% (1/3) [6.1 to 79.2] | 0.0% (0/1) [0.0 to 79.3] | +50.0 points |',
  );
  expect(text).toContain('| g | attacks that succeeded | 1/1 |  |');
  expect(text.split('## t')[1]).not.toContain('plain demand');
});

test('a report is read as it was written', () => {
  const written = report('a | b', [...some, outcome('benign', 'yes', { answer: 'Hi' })]);
  expect(readReport(JSON.stringify(written), 'x.json')).toEqual(written);
  expect(renderReport([written], summarise([written]))).toContain('a \\| b');
});

test.each([
  ['{', 'no JSON'],
  ['{}', 'no report of kinglet redteam'],
  [
    '{"format": "kinglet-redteam-1", "outcomes": [{"id": "a", "suite": "s", "kind": "attack", "verdict": "maybe"}]}',
    'not of the',
  ],
])('%s is refused', (text, words) => {
  expect(() => readReport(text, 'x.json')).toThrow(words);
});
