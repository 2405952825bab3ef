// In: the pieces of a text, looked at as soon as a look is due. Out: which pieces a reader gets together, where text comes slowly and fast, and
// how much of what is looked at was judged before.
import { expect, test } from 'vitest';
import { HeldText } from './held-text.ts';

const words = ['Here', ' is', ' a', ' plan', ',', ' in', ' seven', ' step', 's', ':', ' first', ' of', ' all'];

/** Everything is clear. */
function shownTogether(pieces: readonly string[], isAwaited: boolean): readonly string[] {
  const hold = new HeldText<string>(null);
  const shown: string[] = [];
  for (const text of pieces) {
    hold.push({ item: text, text });
    if (hold.isEarlyDue(isAwaited))
      shown.push(
        hold
          .lookedAt(true)
          .map(({ item }) => item)
          .join(''),
      );
  }
  return shown;
}

test('where text comes slowly, the first piece is shown at once and signs come with their neighbours', () => {
  expect(shownTogether(words, true)).toEqual([
    'Here',
    ' is',
    ' a plan',
    ', in',
    ' seven',
    ' step',
    's: first',
    ' of all',
  ]);
});

test('where it comes fast, more and more is shown together', () => {
  const shown = shownTogether([...words, ...words, ...words], false);
  expect(shown[0]).toBe('Here');
  expect(Math.max(...shown.slice(0, 4).map(({ length }) => length))).toBeLessThan(32);
  expect(Math.max(...shown.map(({ length }) => length))).toBeGreaterThan(30);
});

test('what was judged with its sentence is told from what was not', () => {
  const hold = new HeldText<string>(null);
  for (const text of ['One is over. ', 'The next']) hold.push({ item: text, text });
  expect(hold.early).toEqual({ text: 'One is over. The next', judgedUnits: 0 });
  hold.release(false);
  expect(hold.early).toEqual({ text: 'One is over. The next', judgedUnits: 13 });
  hold.release(true);
  hold.push({ item: 'x', text: `${'long '.repeat(60)}. ` });
  hold.release(false);
  hold.push({ item: 'y', text: 'and on' });
  expect(hold.early.judgedUnits).toBe(100);
  expect(hold.early.text).toHaveLength(106);
});
