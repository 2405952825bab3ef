// In: lines and time. Out: every line once and in order, those of a moment together; nothing waits for ever.
import { expect, test } from 'vitest';
import { gatherLines } from './gather-lines.ts';

function gathering() {
  const written: string[] = [];
  const timers = new Set<() => void>();
  const clock = {
    after: (_durationMs: number, call: () => void) => {
      timers.add(call);
      return () => timers.delete(call);
    },
  };
  const pass = () => {
    for (const call of [...timers]) {
      timers.delete(call);
      call();
    }
  };
  return { written, timers, pass, lines: gatherLines({ write: (text) => written.push(text) }, clock) };
}

test('lines of a moment are one write, in their order', () => {
  const { written, timers, pass, lines } = gathering();
  for (const line of ['a\n', 'b\n', 'c\n']) lines.write(line);
  expect(written).toEqual([]);
  expect(timers.size).toBe(1);
  pass();
  expect(written).toEqual(['a\nb\nc\n']);
  lines.write('d\n');
  pass();
  expect(written).toEqual(['a\nb\nc\n', 'd\n']);
});

test('what waits is written when the process ends, once', () => {
  const { written, timers, lines } = gathering();
  lines.write('a\n');
  lines.flush();
  lines.flush();
  expect(written).toEqual(['a\n']);
  expect(timers.size).toBe(0);
});

test('many lines do not wait', () => {
  const { written, timers, lines } = gathering();
  const line = `${'x'.repeat(999)}\n`;
  for (let index = 0; index < 66; index += 1) lines.write(line);
  expect(written).toEqual([line.repeat(66)]);
  expect(timers.size).toBe(0);
});
