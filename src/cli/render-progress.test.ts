// In: progress events. Out: bars on a terminal, lines now and then elsewhere, nothing left standing.
import { expect, test } from 'vitest';
import { renderProgress } from './render-progress.ts';
import { recordedTerminal } from './samples.suite.ts';

function render(isInteractive: boolean) {
  const terminal = recordedTerminal(isInteractive);
  let nowMs = 0;
  let written = '';
  const renderer = renderProgress(terminal, { nowMs: () => nowMs }, (text) => {
    written += text;
  });
  const at = (timeMs: number, doneBytes: number, kind: 'step-start' | 'bytes' | 'step-end' = 'bytes') => {
    nowMs = timeMs;
    renderer.onProgress({ kind, label: 'model', doneBytes, totalBytes: 100e6 });
  };
  return { terminal, renderer, at, written: () => written };
}

test('without a terminal: a line at the start, one every few seconds, one at the end', () => {
  const { terminal, at, written } = render(false);
  at(0, 0, 'step-start');
  for (let second = 1; second <= 9; second += 1) at(second * 1000, second * 10e6);
  at(10_000, 100e6, 'step-end');
  expect(terminal.said[0]).toBe('  model: 0 kB of 100 MB');
  expect(terminal.said).toHaveLength(5);
  expect(terminal.said[1]).toBe('  model: 30 MB of 100 MB, 10 MB/s, 7 s left');
  expect(terminal.said.at(-1)).toBe('  model: 100 MB, done in 10.0 s');
  expect(written()).toBe('');
});

test('on a terminal: a bar that is drawn anew and gone at the end, within the columns', () => {
  const { terminal, renderer, at, written } = render(true);
  at(0, 0, 'step-start');
  at(1000, 50e6);
  expect(written()).toContain('[##########');
  for (const line of written().split('\n')) expect(line.length).toBeLessThan(80);
  at(1001, 51e6);
  expect(written()).not.toContain('51 MB');
  at(2000, 100e6, 'step-end');
  expect(terminal.said).toEqual(['  model: 100 MB, done in 2.0 s']);
  const before = written().length;
  renderer.close();
  expect(written().slice(before)).toBe('');
  expect(written().endsWith('\x1b[1A\x1b[0J')).toBe(true);
});

test('a notice is a line of its own, above the bars', () => {
  const { terminal, renderer, at, written } = render(true);
  at(0, 0, 'step-start');
  at(1000, 50e6);
  renderer.onProgress({ kind: 'notice', label: 'engine', message: 'skipped' });
  expect(terminal.said).toEqual(['  engine: skipped']);
  renderer.close();
  expect(written().endsWith('\x1b[1A\x1b[0J')).toBe(true);
});
