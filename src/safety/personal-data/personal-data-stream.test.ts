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
  ...[' and so it went on for a while ', ', ', '. ', '\n', ' of the fine green tree '],
);

test('any cuts, the same spans', () => {
  fc.assert(
    fc.property(fc.array(fragment, { maxLength: 16 }), fc.array(fc.integer({ min: 1, max: 12 })), (parts, sizes) => {
      const text = parts.join(' ');
      const pieces: string[] = [];
      for (let at = 0; at < text.length; ) {
        const size = sizes[pieces.length % Math.max(1, sizes.length)] ?? 3;
        pieces.push(text.slice(at, at + size));
        at += size;
      }
      expect(play(pieces)).toEqual(findPersonalData(text, personalDataKinds));
    }),
    { numRuns: 300 },
  );
});
