// In: texts cut anywhere. Out: the same items as for the whole text, and nothing of a match shown before it is found.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { BlocklistStream, patternHold, patternReach, patternStep } from './blocklist-stream.ts';
import { compileBlocklist } from './compile-blocklist.ts';
import { matchBlocklists } from './match-blocklists.ts';
import { listOf } from './naked-find.suite.ts';

const terms = ['plum', 'plum cake', 'café', '梅子', '자두', 'e', '#a', '𠮷'];
const patterns = [String.raw`\bpear\b`, '^fig', 'nut$', String.raw`ki\s*wi`, String.raw`\bpea\b.*`, 'li(?:me|ly)'];

function play(pieces: readonly string[], lists = [compileBlocklist(listOf(terms, patterns))]) {
  const stream = new BlocklistStream(lists);
  const steps = pieces.map((piece) => stream.push(piece));
  return { steps, ids: [...steps, stream.end()].flatMap(({ matches }) => matches.map(({ item }) => item.id)) };
}

test('held is what may become a term', () => {
  const { steps } = play(['I like plu', 'm', ' ca', 'r tyres', ' '], [compileBlocklist(listOf(['plum cake', 'tyre']))]);
  expect(steps.map(({ heldLength }) => heldLength)).toEqual([3, 4, 7, 5, 1]);
  expect(play(['ca\u200bf', 'e'], [compileBlocklist(listOf(['café']))]).steps.at(-1)?.heldLength).toBe(5);
});

test('a term is told when its end is sure', () => {
  const { steps } = play(['a plum', 's, a plum', ', ']);
  expect(steps.map(({ matches }) => matches.length)).toEqual([0, 0, 1]);
});

test('a pattern is told when nothing that follows can undo it, a step later at most', () => {
  const lists = [compileBlocklist(listOf([], patterns))];
  const before = '-'.repeat(patternStep);
  const told = (...pieces: string[]) =>
    play(
      pieces.map((piece) => before + piece),
      lists,
    ).steps.map(({ matches }) => matches.map(({ item }) => item.text));
  expect(told(' pear', ' pears pear', '')).toEqual([[], [String.raw`\bpear\b`], []]);
  expect(told(' nut', 's')).toEqual([[], []]);
  expect(told('fig')).toEqual([[]]);
  expect(told('pea', ' soup')).toEqual([[], [String.raw`\bpea\b.*`]]);
  expect(told(' kiwi', '')).toEqual([[], [String.raw`ki\s*wi`]]);
  expect(
    play(['kiwi', '-'.repeat(patternStep - 6), '-', '-', '-'], lists).steps.map(({ matches }) => matches.length),
  ).toEqual([0, 0, 0, 0, 1]);
});

test('patterns hold back a bounded end, and see a bounded past', () => {
  const lists = [compileBlocklist(listOf([], ['^fig', 'ki.*wi']))];
  const stream = new BlocklistStream(lists);
  for (let index = 0; index < 100; index += 1) {
    const { heldLength, matches } = stream.push(`x${'x'.repeat(index)}fig\n`);
    expect(heldLength).toBeLessThanOrEqual(patternHold + 1);
    expect(matches).toEqual([]);
  }
  expect(stream.push(`ki${'-'.repeat(patternReach - 100)}`).matches).toEqual([]);
  expect(stream.push(`wi${'-'.repeat(patternStep)}`).matches).toHaveLength(1);
  expect(stream.end()).toEqual({ matches: [], heldLength: 0 });
});

const fragment = fc.constantFrom(
  ...['plum', ' ', 'cake', 'caf', 'e', '\u0301', '\u200b', '梅', '子', '자', '두', '\ud842', '\udfb7', '#a', 'a', '\n'],
  ...['pear', 'fig', 'nut', 'ki', 'wi', 'pea', 'li', 'me', 'ly', '_', '.'],
);

test('any cuts, the same items', () => {
  const lists = [compileBlocklist(listOf(terms, patterns))];
  fc.assert(
    fc.property(fc.array(fragment, { maxLength: 30 }), (pieces) => {
      const whole = matchBlocklists(lists, pieces.join('')).map(({ item }) => item.id);
      expect(play(pieces, lists).ids.toSorted()).toEqual(whole.toSorted());
      expect(
        play(
          Array.from({ length: pieces.join('').length }, (_, at) => pieces.join('').charAt(at)),
          lists,
        ).ids.toSorted(),
      ).toEqual(whole.toSorted());
    }),
    { numRuns: 500 },
  );
});

test('no part of a term is let go before it is told', () => {
  const term = fc.stringMatching(/^[abé梅자]([abé梅자ab ]{0,6}[abé梅자])?$/u);
  const around = fc.stringMatching(/^[xyzé 1\u200b]{0,8}$/u);
  const cuts = fc.array(fc.integer({ min: 0, max: 30 }));
  fc.assert(
    fc.property(term, around, around, cuts, (sought, before, after, places) => {
      const stream = new BlocklistStream([compileBlocklist(listOf([sought]))]);
      const text = `${before} ${sought.normalize('NFD')} ${after}`;
      let isTold = false;
      let [start, shown] = [0, 0];
      for (const end of [
        ...places.filter((place) => place < text.length).sort((left, right) => left - right),
        text.length,
      ]) {
        const { matches, heldLength } = stream.push(text.slice(start, end));
        isTold ||= matches.length > 0;
        if (!isTold) shown = end - heldLength;
        start = end;
      }
      expect(isTold || stream.end().matches.length > 0).toBe(true);
      expect(shown).toBeLessThanOrEqual(before.length + 1);
    }),
    { numRuns: 500 },
  );
});
