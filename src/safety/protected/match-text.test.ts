// In: indexes of made-up code and prose. Out: repetitions are found with their owner, verbatim and lightly edited; what is short, common or a table is not;
// and a text is clear until its end lies in a repetition.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { codeDocument, indexOf, madeUpLines, owner } from './built-index.suite.ts';
import { matchText } from './match-text.ts';

const lines = madeUpLines(60);
const other = { license: 'MIT', url: 'https://example.org/other' };

const words = Array.from(
  { length: 200 },
  (_, at) => `${['the grey', 'a slow', 'some tall', 'no other'][at % 4]} heron${at} waits`,
);
const prose = codeDocument(words.join(', '), { kind: 'protectedText', path: 'owner/poem.txt' });

describe('code', () => {
  test('a repetition is cited with licence, address, file and place', async () => {
    const index = await indexOf([
      codeDocument(madeUpLines(60, 'stork').join('\n'), { source: other, path: 'x' }),
      codeDocument(lines.join('\n')),
    ]);
    const before = 'Here is one way to do it:\n\n';
    const { matches } = matchText(`${before}${lines.slice(20, 30).join('\n')}\n\nThat is all of it.`, [index]);
    expect(matches).toHaveLength(1);
    const [match] = matches;
    expect(match).toMatchObject({
      citation: { kind: 'protectedCode', ...owner },
      path: 'owner/file.ts',
      indexName: 'test',
    });
    expect(match?.start).toBeLessThan(before.length + 20);
    expect(match?.end).toBeGreaterThan(before.length + 300);
  });

  test('any stretch of 60 tokens is found', async () => {
    const index = await indexOf([codeDocument(lines.join('\n'))]);
    fc.assert(
      fc.property(fc.nat(50), fc.nat(20), (first, skipped) => {
        const piece = lines
          .slice(first, first + 7)
          .join('\n')
          .slice(skipped);
        expect(matchText(piece, [index]).matches.length).toBe(
          first + 7 > 60 ? matchText(piece, [index]).matches.length : 1,
        );
      }),
    );
  });

  test.each<readonly [string, (piece: readonly string[]) => readonly string[]]>([
    ['laid out anew', (piece) => piece.map((line) => line.replaceAll(' ', '\n\t'))],
    ['with comments', (piece) => piece.map((line) => `// so\n${line} /* and so */`)],
    ['with a name changed', (piece) => piece.map((line) => line.replaceAll('heronReeds23', 'grass'))],
    ['with a line more', (piece) => [...piece.slice(0, 4), 'console.log("here");', ...piece.slice(4)]],
    ['with a line less', (piece) => [...piece.slice(0, 4), ...piece.slice(5)]],
  ])('%s it is found as well', async (_how, edit) => {
    const index = await indexOf([codeDocument(lines.join('\n'))]);
    const { matches } = matchText(edit(lines.slice(20, 29)).join('\n'), [index]);
    expect(matches.map(({ citation }) => citation.url)).toEqual([owner.url]);
  });

  test('a few lines are nobody’s', async () => {
    const index = await indexOf([codeDocument(lines.join('\n'))]);
    expect(matchText(lines.slice(20, 22).join('\n'), [index]).matches).toEqual([]);
  });

  test('what many have is nobody’s', async () => {
    const common = lines.slice(0, 20).join('\n');
    const documents = Array.from({ length: 6 }, (_, at) =>
      codeDocument(`${common}\n${madeUpLines(20, `bird${at}x`).join('\n')}`, {
        source: { license: null, url: `https://example.org/${at}` },
      }),
    );
    expect(matchText(common, [await indexOf(documents)]).matches).toEqual([]);
    expect(matchText(common, [await indexOf(documents.slice(0, 3))]).matches).toHaveLength(3);
  });

  test('a table is nobody’s', async () => {
    const table = Array.from({ length: 300 }, (_, at) => `${at * 37}, `).join('');
    expect(matchText(table, [await indexOf([codeDocument(table)])]).matches).toEqual([]);
  });
});

describe('prose', () => {
  test('thirty words are enough, in any case and punctuation', async () => {
    const index = await indexOf([prose]);
    const passage = words.slice(40, 48).join('; ').toUpperCase();
    expect(matchText(`He wrote: “${passage}”!`, [index]).matches).toMatchObject([
      { citation: { kind: 'protectedText' } },
    ]);
    expect(matchText(words.slice(40, 44).join('; '), [index]).matches).toEqual([]);
  });
});

describe('a beginning', () => {
  test('is clear until so much of it is a repetition, and again behind it', async () => {
    const index = await indexOf([prose]);
    const clearAt = (count: number, behind = ''): boolean =>
      matchText(`It begins: ${words.slice(8, 8 + count).join(' ')}${behind}`, [index]).isClear;
    expect([clearAt(0), clearAt(2), clearAt(5), clearAt(12)]).toEqual([true, true, false, false]);
    expect(clearAt(5, ' but then something else altogether came to her mind and stayed')).toBe(true);
  });

  test('of other words is always clear', async () => {
    const index = await indexOf([prose, codeDocument(lines.join('\n'))]);
    fc.assert(fc.property(fc.lorem({ maxCount: 60 }), (text) => matchText(text, [index]).isClear));
  });
});

test('a text that repeats itself costs no more than another', async () => {
  const index = await indexOf([codeDocument(`${lines.join('\n')}\n${'nest(); '.repeat(5000)}`)]);
  const begunMs = performance.now();
  for (let round = 0; round < 10; round += 1) matchText('nest(); '.repeat(20_000), [index]);
  expect(performance.now() - begunMs).toBeLessThan(5000);
});
