// In: pages with the data of nobody, one person and several. Out: only those that gather several persons' data are found.
import { expect, test } from 'vitest';
import { personalPageChance } from './personal-page-scorer.ts';

const entry = (index: number): string =>
  `Person ${index}: person${index}@example.org, born on March ${index + 1}, 1970, phone 212-555-01${10 + index}`;
const prose = 'The library is open on weekdays. Members may borrow ten books, and keep them for a month. ';

test.for([
  ['prose', prose.repeat(20), false],
  ['one person', `${entry(1)} ${prose}`, false],
  ['a letter with two numbers', `${prose.repeat(10)} Call 212-555-0134, or 212-555-0187 in the evening.`, false],
  ['offices', 'info@a.org sales@b.org press@c.org help@d.org jobs@e.org team@f.org', false],
  ['a list', Array.from({ length: 8 }, (_, index) => entry(index)).join('\n'), true],
  [
    'a list within prose',
    `${prose}\n${Array.from({ length: 6 }, (_, index) => entry(index)).join('\n')}\n${prose}`,
    true,
  ],
  [
    'a long text that names many',
    Array.from({ length: 8 }, (_, index) => `${entry(index)} ${prose.repeat(60)}`).join('\n'),
    false,
  ],
] as const)('%s', ([, text, isPage]) => {
  expect(personalPageChance(text) >= 0.5).toBe(isPage);
});
