// In: texts with marks, whole and broken. Out: their documents, nothing lost, and no text that takes longer than its length.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { splitDocuments } from './split-documents.ts';

const words = (text: string) => ({ kind: 'words', text });
const mark = (text: string) => ({ kind: 'mark', text });

test('what is within the marks is a document', () => {
  const text = 'a """ <documents> b </documents> """ c """<documents>d</documents>"""';
  expect(splitDocuments(text)).toEqual([
    words('a '),
    mark('""" <documents>'),
    { kind: 'document', text: ' b ' },
    mark('</documents> """'),
    words(' c '),
    mark('"""<documents>'),
    { kind: 'document', text: 'd' },
    mark('</documents>"""'),
  ]);
});

test.each(['', 'a', '"""<documents> open', '</documents>""" closed', '"""<documents>x</documents> no quotation'])(
  '%j holds none',
  (text) => {
    expect(splitDocuments(text)).toEqual(text === '' ? [] : [words(text)]);
  },
);

test('nothing is lost, and nothing is empty', () => {
  const piece = fc.constantFrom('"""', ' ', '<documents>', '</documents>', 'x', '\n');
  fc.assert(
    fc.property(fc.array(piece), (pieces) => {
      const text = pieces.join('');
      const split = splitDocuments(text);
      expect(split.map((part) => part.text).join('')).toBe(text);
      expect(split.every((part) => part.text !== '')).toBe(true);
    }),
  );
});

test.each(['"""<documents>', '"""', '</documents>', '"""<documents></documents>', '""" '])(
  'a megabyte of %s is split at once',
  (unit) => {
    const begunMs = performance.now();
    splitDocuments(unit.repeat(1_000_000 / unit.length));
    expect(performance.now() - begunMs).toBeLessThan(1000);
  },
);
