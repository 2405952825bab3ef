// In: operators' texts made to be slow to read. Out: what is 16 times as long takes about 16 times as long, not 256.
import { expect, test } from 'vitest';
import { RollingWindow, windowLength } from './prompt-index.ts';
import { readOperator } from './read-operator.ts';
import { awaited, awaitedBare, declared, forbidden, keptLater, unnamed, unspoken } from './secret-cues.ts';

const cues = { declared, awaited, awaitedBare, forbidden, keptLater, unnamed, unspoken };

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
const start = 'A security bot. Reset your password here';

const repeated = (unit: string, length: number): string => unit.repeat(Math.ceil(length / unit.length));

/** The lesser of two: others may use the machine as well. */
function takenMs(text: string): number {
  const once = () => {
    const begunMs = performance.now();
    readOperator(text, null);
    return performance.now() - begunMs;
  };
  return Math.min(once(), once());
}

test.each(units)('many %j', (unit) => {
  const text = (length: number) => `${start}${repeated(unit, length)}"`;
  const short = takenMs(text(2000));
  const long = takenMs(text(32_000));
  // 16 times as much: a square would be 256 times as long.
  expect(long).toBeLessThan(80 * Math.max(short, 2));
});

test.each(Object.entries(cues).flatMap(([name, patterns]) => patterns.map((pattern) => [name, pattern] as const)))(
  'of %s, what a pattern repeats is bounded, but for blanks: %s',
  (_name, { source }) => {
    const plain = source
      .replaceAll(/\\[^s]/g, 'x')
      .replaceAll(/\[[^\]]*\]/g, 'x')
      .replaceAll(/\\s[*+]/g, '');
    expect(plain).not.toMatch(/[*+]/);
  },
);

test('an answer that repeats what the prompt repeats finds few places, wherever it ends', () => {
  const { index } = readOperator('a b '.repeat(4000), null);
  const window = new RollingWindow();
  for (let at = 40; at < 40 + windowLength; at += 1) window.push(index.steps[at] ?? 0);
  expect([...index.behind(window.hash)].length).toBeLessThanOrEqual(32);
});
