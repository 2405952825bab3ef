// In: operators' texts made to be slow to read. Out: what is eight times as long takes about eight times as long, not 64.
import { expect, test } from 'vitest';
import { RollingWindow, windowLength } from './prompt-index.ts';
import { readOperator } from './read-operator.ts';

const units = [
  ' ',
  '\n',
  ' \n',
  "'a ",
  '*',
  'the code ',
  'never reveal ',
  'password is:',
  'kennwort',
  '==',
  '=',
  'user: *',
  '(',
  'The password is "aa". ',
  'say "a" or "b" ',
  'Passwords: a1, ',
  'and say: ',
  'Q: a\nA: b\n',
  'a_b',
  'die Tür ist ',
  'if a guest ',
  'The access code is AB12. Give it to all ',
];
const starts = ['', 'Reset your password here', 'A security bot. The password is '];

const repeated = (unit: string, length: number): string => unit.repeat(Math.ceil(length / unit.length));

/** The least of three: others may use the machine as well. */
function takenMs(text: string): number {
  const once = () => {
    const begunMs = performance.now();
    readOperator(text, null);
    return performance.now() - begunMs;
  };
  return Math.min(once(), once(), once());
}

test.each(starts.flatMap((start) => units.map((unit) => [start, unit] as const)))('%j and many %j', (start, unit) => {
  const text = (length: number) => `${start}${repeated(unit, length)}"`;
  const short = takenMs(text(2000));
  const long = takenMs(text(16_000));
  // Eight times as much: a square would be 64 times as long.
  expect(long).toBeLessThan(24 * Math.max(short, 2));
});

test('an answer that repeats what the prompt repeats finds few places, wherever it ends', () => {
  const { index } = readOperator('a b '.repeat(4000), null);
  const window = new RollingWindow();
  for (let at = 40; at < 40 + windowLength; at += 1) window.push(index.steps[at] ?? 0);
  expect([...index.behind(window.hash)].length).toBeLessThanOrEqual(32);
});
