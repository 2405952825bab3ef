// In: texts cut anywhere. Out: the same data as in the whole text, none of it let go before it is told, and a bounded end held.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { findPersonalData } from './find-personal-data.ts';
import { type PersonalDataSpan, personalDataKinds, spanLimit } from './personal-data-span.ts';
import { PersonalDataStream } from './personal-data-stream.ts';

function play(pieces: readonly string[]) {
  const stream = new PersonalDataStream(personalDataKinds);
  const spans: PersonalDataSpan[] = [];
  let [length, shown] = [0, 0];
  for (const piece of [...pieces, null]) {
    const told = piece === null ? stream.end() : stream.push(piece);
    length += piece?.length ?? 0;
    for (const span of told.spans) expect(span.start).toBeGreaterThanOrEqual(shown);
    expect(length - told.heldLength).toBeGreaterThanOrEqual(shown);
    shown = length - told.heldLength;
    spans.push(...told.spans);
  }
  expect(shown).toBe(length);
  return spans;
}

test('prose is let go word by word, numbers are awaited', () => {
  const stream = new PersonalDataStream();
  expect(stream.push('the quick brown fox ').heldLength).toBeLessThanOrEqual(5);
  expect(stream.push('calls +1 415 555').heldLength).toBe('+1 415 555'.length);
  expect(stream.push(' 2671 and').spans).toEqual([]);
  expect(stream.push(' then it goes on for long').spans).toHaveLength(1);
});

test('scripts without spaces are let go letter by letter', () => {
  const stream = new PersonalDataStream();
  for (let index = 0; index < 300; index += 1) expect(stream.push('我们今天去').heldLength).toBeLessThanOrEqual(1);
  expect(stream.push('，他的邮箱是 ann').heldLength).toBe(3);
  expect(stream.push('@example.org 吧').spans).toHaveLength(0);
  expect(stream.push('好的好的好的好的好的').spans).toHaveLength(1);
});

test('time grows with the text only, also where it has no spaces', () => {
  for (const piece of ['我', 'a', '1', '-']) {
    const stream = new PersonalDataStream();
    const start = performance.now();
    for (let index = 0; index < 2_000; index += 1) stream.push(piece.repeat(8));
    expect(performance.now() - start, piece).toBeLessThan(4_000);
  }
});

test('what is held is bounded', () => {
  const stream = new PersonalDataStream();
  for (let index = 0; index < 300; index += 1) {
    expect(stream.push('Aa1 ').heldLength).toBeLessThanOrEqual(spanLimit + 4);
  }
});

const fragment = fc.constantFrom(
  ...[
    'ann@example.org',
    '4111 1111 1111 1111',
    '+1 415 555 2671',
    '536-22-1234',
    'DE89370400440532013000',
    'the card ',
  ],
  ...[
    '12 Main Street',
    'born 3/4/1985',
    'password: a1b2c3',
    'Mr. Ann Lee',
    'SWIFT DEUTDEFF',
    'see https://example.org/x',
  ],
  ...['电话 +86 138 0013 8000 好', '我们去1990年3月4日', '梅子', 'https://zh.example/中文'],
  ...[' and so it went on for a while ', ', ', '. ', '\n', ' of the fine green tree '],
);

test('any cuts, the same spans', () => {
  fc.assert(
    fc.property(
      fc.array(fragment, { maxLength: 16 }),
      fc.array(fc.integer({ min: 1, max: 12 })),
      fc.constantFrom(' ', ', '),
      (parts, sizes, joint) => {
        const text = parts.join(joint);
        const pieces: string[] = [];
        for (let at = 0; at < text.length; ) {
          const size = sizes[pieces.length % Math.max(1, sizes.length)] ?? 3;
          pieces.push(text.slice(at, at + size));
          at += size;
        }
        expect(play(pieces)).toEqual(findPersonalData(text, personalDataKinds));
      },
    ),
    { numRuns: 300 },
  );
});
