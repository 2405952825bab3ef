// In: headers as servers write them. Out: milliseconds in every form, and a second where there is no sense in them.
import { expect, test } from 'vitest';
import { readRetryAfterMs } from './read-retry-after.ts';

test.each([
  ['seconds', { 'retry-after': '7' }, 7000],
  ['parts of a second', { 'retry-after': '0.25' }, 250],
  ['milliseconds before seconds', { 'retry-after': '1', 'retry-after-ms': '150' }, 150],
  [
    'a date, by the clock of the sender',
    { 'retry-after': 'Wed, 21 Oct 2015 07:28:09 GMT', date: 'Wed, 21 Oct 2015 07:28:00 GMT' },
    9000,
  ],
  ['a date that is over', { 'retry-after': 'Wed, 21 Oct 2015 07:28:00 GMT', date: 'Wed, 21 Oct 2015 07:28:09 GMT' }, 0],
  ['a date without the sender’s', { 'retry-after': 'Wed, 21 Oct 2015 07:28:00 GMT' }, 1000],
  ['nothing', {}, 1000],
  ['nonsense', { 'retry-after': 'soon', 'retry-after-ms': '-5' }, 1000],
])('%s', (_name, headers, expected) => {
  expect(readRetryAfterMs(headers)).toBe(expected);
});
