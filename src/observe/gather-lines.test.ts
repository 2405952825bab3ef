// In: lines and time. Out: every line once and in order, those of a moment together; nothing waits for ever.
import { expect, test } from 'vitest';
import { manualClock } from '../base/manual-clock.suite.ts';
import { gatherLines } from './gather-lines.ts';

function gathering() {
  const written: string[] = [];
  const clock = manualClock();
  const pass = () => clock.pass(10);
  return { written, clock, pass, lines: gatherLines({ write: (text) => written.push(text) }, clock) };
}

test('lines of a moment are one write, in their order', () => {
  const { written, clock, pass, lines } = gathering();
  for (const line of ['a\n', 'b\n', 'c\n']) lines.write(line);
  expect(written).toEqual([]);
  expect(clock.waiting()).toBe(1);
  pass();
  expect(written).toEqual(['a\nb\nc\n']);
  lines.write('d\n');
  pass();
  expect(written).toEqual(['a\nb\nc\n', 'd\n']);
});

test('what waits is written when the process ends, once', () => {
  const { written, clock, lines } = gathering();
  lines.write('a\n');
  lines.flush();
  lines.flush();
  expect(written).toEqual(['a\n']);
  expect(clock.waiting()).toBe(0);
});

test('many lines do not wait', () => {
  const { written, clock, lines } = gathering();
  const line = `${'x'.repeat(999)}\n`;
  for (let index = 0; index < 66; index += 1) lines.write(line);
  expect(written).toEqual([line.repeat(66)]);
  expect(clock.waiting()).toBe(0);
});
