// In: bounds, steps and decimal texts. Out: exactly the numbers within are accepted, also after they were rounded to binary numbers.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Automaton, accepts, isEmpty } from './automaton.ts';
import { compare, decimalOf, isMultiple, numberOf } from './decimal.ts';
import { boundOf } from './number-bound.ts';
import { numberLanguage } from './number-language.ts';
import type { NumberDemand } from './number-shape.ts';
import { WorkMeter } from './work-meter.ts';

const fail = (): never => {
  throw new Error('too much work');
};
const limits = { maxStates: 3000, meter: new WorkMeter(1e10, fail) };
const free: NumberDemand = {
  canBeInteger: true,
  canBeFraction: true,
  low: null,
  high: null,
  multiples: [],
  excluded: [],
};

function languageOf(demand: Partial<NumberDemand>): Automaton {
  const language = numberLanguage({ ...free, ...demand }, limits);
  if (language === null) throw new Error('too large');
  return language;
}

const someBound = fc.constantFrom(
  0,
  1,
  -1,
  10,
  99,
  100,
  101,
  -100,
  0.5,
  2.25,
  -0.75,
  9.99,
  12.5,
  1e6,
  123456.789,
  -1000,
);
const someText = fc.oneof(
  fc.integer({ min: -1200, max: 1200 }).map(String),
  fc
    .tuple(fc.integer({ min: -130, max: 130 }), fc.integer({ min: 0, max: 9999 }))
    .map(([whole, rest]) => `${whole}.${rest}`),
  fc
    .tuple(someBound, fc.constantFrom('', '0', '00', '1', '000000001'))
    .map(([bound, more]) => `${bound}${Number.isInteger(bound) && more !== '' ? '.' : ''}${more}`),
  fc.constantFrom('0.1', '-0.5', '1000000', '1000000.5', '999999.99', '0.0', '100.00', '99.999999999999'),
);

describe('a number language', () => {
  test('is what lies between its bounds', () => {
    const bound = fc.option(fc.record({ value: someBound, isExclusive: fc.boolean() }));
    fc.assert(
      fc.property(bound, bound, fc.array(someText, { minLength: 5, maxLength: 30 }), (low, high, texts) => {
        const automaton = languageOf({
          low: low === null ? null : boundOf(low.value, low.isExclusive),
          high: high === null ? null : boundOf(high.value, high.isExclusive),
        });
        for (const text of texts) {
          if (/^-0(\.0*)?$/.test(text) || text.replace(/[-.]/g, '').length > 15) continue;
          const value = Number(text);
          const isIn =
            (low === null || value > low.value || (value === low.value && !low.isExclusive)) &&
            (high === null || value < high.value || (value === high.value && !high.isExclusive));
          expect(accepts(automaton, text), `${text} in ${JSON.stringify([low, high])}`).toBe(isIn);
        }
      }),
      { numRuns: 300 },
    );
  });

  test('counts in steps, exactly', () => {
    const step = fc.constantFrom(1, 2, 3, 7, 10, 100, 1000, 25, 0.1, 0.01, 0.5, 0.25, 1.5, 12.5, 30, 250);
    fc.assert(
      fc.property(
        step,
        fc.boolean(),
        fc.array(someText, { minLength: 5, maxLength: 30 }),
        (value, isNegative, texts) => {
          const automaton = languageOf({ multiples: [{ step: decimalOf(value), isNegative }] });
          for (const text of texts) {
            if (/^-0(\.0*)?$/.test(text) || text.replace(/[-.]/g, '').length > 15) continue;
            const isIn = isMultiple(decimalOf(Number(text)), decimalOf(value)) !== isNegative;
            // Fewer digits behind the point are written than could be.
            const isShort = (text.split('.')[1] ?? '').length <= decimalOf(value).scale + 2;
            if (!isIn || isShort) expect(accepts(automaton, text), `${text} by ${value}`).toBe(isIn);
          }
        },
      ),
      { numRuns: 300 },
    );
  });

  test.each([
    [{ canBeFraction: false }, ['0', '-7', '123'], ['1.0', '1.5', '-0', '01', '1e3', '']],
    [{ canBeInteger: false }, ['0.5', '-1.25', '1.05'], ['1', '1.0', '0.00', '-0.0']],
    [{ excluded: [1, 2.5] }, ['1.5', '2', '10'], ['1', '1.0', '1.000', '2.5', '2.50']],
    [{ low: boundOf(1e20, false) }, ['100000000000000000000', '300000000000000000000'], ['99999999999999999999', '1']],
    [{ high: boundOf(-1e20, true) }, ['-300000000000000000000'], ['-100000000000000000000', '0']],
    [
      { low: boundOf(2 ** 53, true), canBeFraction: false },
      ['9007199254741100'],
      ['9007199254740992', '9007199254740993'],
    ],
    [{ low: boundOf(5e-324, true), high: boundOf(1, false) }, ['0.0000000000000001', '1'], ['0', '0.0']],
    [{ high: boundOf(1e300, false) }, ['5', '999999999999999999'], []],
  ] as const)('case %#', (demand, taken, refused) => {
    const automaton = languageOf(demand);
    for (const text of taken) expect(accepts(automaton, text), text).toBe(true);
    for (const text of refused) expect(accepts(automaton, text), text).toBe(false);
  });

  test('nothing close to an exclusive bound is rounded onto it', () => {
    const automaton = languageOf({ high: boundOf(1, true), low: boundOf(0.3, true) });
    expect(accepts(automaton, '0.99999999999999')).toBe(true);
    expect(accepts(automaton, '0.99999999999999999999')).toBe(false);
    expect(accepts(automaton, '0.30000000000000001')).toBe(false);
  });

  test('what no number is, is nothing', () => {
    expect(isEmpty(languageOf({ low: boundOf(3, true), high: boundOf(3, false) }))).toBe(true);
    expect(isEmpty(languageOf({ low: boundOf(1e60, false) }))).toBe(true);
    expect(numberLanguage({ ...free, multiples: [{ step: decimalOf(12347), isNegative: false }] }, limits)).toBeNull();
  });
});

test('decimals are exact', () => {
  expect(decimalOf(1e21)).toEqual({ units: 10n ** 21n, scale: 0 });
  expect(decimalOf(1.5e-7)).toEqual({ units: 15n, scale: 8 });
  expect(decimalOf(-0.1)).toEqual({ units: -1n, scale: 1 });
  fc.assert(
    fc.property(
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      (left, right) => {
        expect(numberOf(decimalOf(left))).toBe(left === 0 ? 0 : left);
        expect(compare(decimalOf(left), decimalOf(right))).toBe(
          Math.sign(left - right) || (left > right ? 1 : left < right ? -1 : 0),
        );
      },
    ),
  );
});
