// In: what people say of times, days and amounts, and values that are written out. Out: which of them are the same.
import { describe, expect, test } from 'vitest';
import { isReading, readingsOf } from './written-readings.ts';

describe('the same', () => {
  test.each([
    ['at 7 pm', '19:00'],
    ['7pm tonight', '19:00:00'],
    ['7:30 p.m.', '19:30'],
    ['12 am', '00:00'],
    ['12 pm', '12:00'],
    ['at 7', '19:00'],
    ['at 7', '07:00'],
    ['at 19.30', '19:30'],
    ["by 7 o'clock", '07:00'],
    ['at noon', '12:00'],
    ['around midnight', '00:00'],
    ['from 9:15 to 10:00', '09:15'],
    ['march 4, 2026', '2026-03-04'],
    ['4 march 2026', '2026-03-04'],
    ['the 4th of march', '2026-03-04'],
    ['sept. 21st, 2026', '2026-09-21'],
    ['3/4/2026', '2026-03-04'],
    ['3/4/2026', '2026-04-03'],
    ['4.3.2026', '2026-03-04'],
    ['two hundred euros', '200'],
    ['two hundred and fifty', '250.00'],
    ['a hundred', '100'],
    ['twenty-five', '25'],
    ['three thousand five hundred', '3,500'],
    ['1.5k euros', '1500'],
    ['2 million', '2000000'],
    ['1,200 thousand', '1200000'],
    ['pay one thousand to ann and two hundred to bob', '1000'],
    ['pay one thousand to ann and two hundred to bob', '200'],
  ])('%s is %s', (said, value) => expect(isReading(value, readingsOf(said))).toBe(true));
});

describe('not the same', () => {
  test.each([
    ['at 7 pm', '07:00'],
    ['at 19:00', '07:00'],
    ['march 4, 2026', '2027-03-04'],
    ['march 4', '2026-03-05'],
    ['4.3.2026', '2026-04-03'],
    ['tomorrow at 7', '2026-03-04'],
    ['two hundred', '2'],
    ['two hundred', '100'],
    ['two, hundred', '200'],
    ['1.5k', '15'],
    ['5k run', '50'],
    ['twenty euros and fifty cents', '70'],
    ['room 7', '19:00'],
    ['version 1.2', '12'],
    ['', '12'],
    ['two hundred', 'DE200'],
  ])('%s is not %s', (said, value) => expect(isReading(value, readingsOf(said))).toBe(false));
});

test('long texts take time in proportion to them', () => {
  for (const unit of [
    '7',
    '7 ',
    '7 pm ',
    '7:',
    '1,',
    '1.',
    'one ',
    'hundred ',
    'two hundred and ',
    'march ',
    'at ',
    'at 7',
    'a ',
    '4 march ',
    '-',
    ' ',
  ]) {
    const text = unit.repeat(60_000 / unit.length);
    const start = performance.now();
    readingsOf(text);
    expect(performance.now() - start).toBeLessThan(2000);
  }
});
