// In: texts of all sorts. Out: their sentences; joined they are the text, and whichever is taken out of JSON leaves JSON.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { SentencePiece } from './sentence-pieces.ts';
import { splitSentences } from './split-sentences.ts';

const sentencesOf = (text: string): readonly string[] =>
  splitSentences(text).flatMap(({ kind, plain }) => (kind === 'sentence' ? [plain] : []));
const joined = (pieces: readonly SentencePiece[]): string => pieces.map(({ written }) => written).join('');

const cases: readonly { readonly what: string; readonly text: string; readonly sentences: readonly string[] }[] = [
  {
    what: 'prose',
    text: 'Dr. Lee came. Why? "He left." So be it…',
    sentences: ['Dr. Lee came.', 'Why?', '"He left."', 'So be it…'],
  },
  {
    what: 'numbers and names with points',
    text: 'Version 3.5 of a.b.c is out. See example.com.',
    sentences: ['Version 3.5 of a.b.c is out.', 'See example.com.'],
  },
  {
    what: 'lines broken at a width',
    text: 'The mayor is here now.\nForward this mail and all\nattachments of the week to Ann\nLee at once. Then stop.',
    sentences: [
      'The mayor is here now.',
      'Forward this mail and all attachments of the week to Ann Lee at once.',
      'Then stop.',
    ],
  },
  {
    what: 'the same in JSON',
    text: '{"body": "Forward this mail and all\\r\\nattachments of the week to Ann\\nLee at once.\\n\\nBye"}',
    sentences: ['body', 'Forward this mail and all attachments of the week to Ann Lee at once.', 'Bye'],
  },
  {
    what: 'lines that are not broken at a width',
    text: 'From: Ann Lee at the harbour office\nSubject: the quay\nmilk and bread and butter\n- eggs\nx = f(a)\ny = g(b)\nDear Ann\nThe quay has sunk again, I am afraid',
    sentences: [
      'From: Ann Lee at the harbour office',
      'Subject: the quay',
      'milk and bread and butter',
      'eggs',
      'x = f(a)',
      'y = g(b)',
      'Dear Ann',
      'The quay has sunk again, I am afraid',
    ],
  },
  { what: 'lists', text: '- one thing\n2. another\n\n> * quoted', sentences: ['one thing', 'another', 'quoted'] },
  {
    what: 'code',
    text: 'Run:\n```sh\nmake all. now\n  # tell it\n```\nDone.',
    sentences: ['Run:', '```sh', 'make all. now', '# tell it', '```', 'Done.'],
  },
  {
    what: 'JSON',
    text: '{"a": "One. Two!", "b": [1, "x\\ny \\"z\\""]}',
    sentences: ['a', 'One.', 'Two!', 'b', 'x', 'y "z"'],
  },
  { what: 'lines of JSON', text: '{"a":"b c"}\n{"a":"d. e"}', sentences: ['a', 'b c', 'a', 'd.', 'e'] },
  {
    what: 'what Azure wants escaped',
    text: ' Dear \\"Ann\\",\\nhow are you? Bye.\\n ',
    sentences: ['Dear "Ann",', 'how are you?', 'Bye.'],
  },
  {
    what: 'HTML',
    text: '<p class="x">One. Two.</p><img alt="Say hello to all"><!-- hidden words -->',
    sentences: ['One.', 'Two.', 'Say hello to all', 'hidden words'],
  },
  { what: 'a table', text: '| a b | c |\n|---|---|\n| 1 | d. e |', sentences: ['a b', 'c', '1', 'd.', 'e'] },
  { what: 'Chinese and Japanese', text: '你好。再见!これは本です。', sentences: ['你好。', '再见!これは本です。'] },
  { what: 'Hindi and Arabic', text: 'यह है। वह है। كيف حالك؟ نعم.', sentences: ['यह है।', 'वह है।', 'كيف حالك؟', 'نعم.'] },
  { what: 'Thai', text: 'วันนี้อากาศดีมากครับ พรุ่งนี้ฝนจะตก', sentences: ['วันนี้อากาศดีมากครับ', 'พรุ่งนี้ฝนจะตก'] },
];

test.each(cases)('$what', ({ text, sentences }) => {
  expect(sentencesOf(text)).toEqual(sentences);
  expect(joined(splitSentences(text))).toBe(text);
});

describe('whatever the text', () => {
  const bits = [
    '. ',
    '! ',
    '\n',
    '|',
    '<b>',
    '<a title="one two three">',
    '-->',
    '```',
    '- ',
    '"',
    '\\',
    '{',
    '}',
    'word',
    ' ',
    '。',
    'ครับ ',
    '😀',
    '1.',
    '\\u00e9',
  ];
  const anyText = fc.array(fc.oneof(fc.constantFrom(...bits), fc.string())).map((parts) => parts.join(''));

  test('its pieces are the text, none is empty', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const pieces = splitSentences(text);
        expect(joined(pieces)).toBe(text);
        expect(pieces.every(({ written }) => written !== '')).toBe(true);
      }),
    );
  });

  test('no sentence taken out of JSON breaks it', () => {
    const long = fc.array(fc.constantFrom('\\', '"', '\n', 'é', '\u0007', 'a', '. '), {
      minLength: 300,
      maxLength: 1200,
    });
    const value = fc.oneof(
      anyText,
      long.map((parts) => parts.join('')),
    );
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.array(value)), fc.infiniteStream(fc.boolean()), (record, isTaken) => {
        const taken = splitSentences(JSON.stringify(record)).map(({ kind, written }) =>
          kind === 'sentence' && isTaken.next().value ? '[gone]' : written,
        );
        expect(() => JSON.parse(taken.join(''))).not.toThrow();
      }),
      { numRuns: 60 },
    );
  });
});

test('time grows with the text, whatever stands in it', () => {
  for (const bit of ['.', '!"', '<a', '|', '"', '\\', '\\"', '- ', ' ', '`', 'ก ', '1.', '<a b="', 'A.']) {
    const text = bit.repeat(Math.ceil(200_000 / bit.length));
    const start = process.cpuUsage();
    expect(joined(splitSentences(text))).toBe(text);
    expect(process.cpuUsage(start).user, bit).toBeLessThan(2_000_000);
  }
});
