// In: demands on texts. Out: exactly the texts that meet them are accepted, or fewer where a length would make an automaton too large.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Automaton, accepts, combine, isEmpty } from './automaton.ts';
import * as points from './code-points.ts';
import { compilePattern } from './compile-pattern.ts';
import { firstCharacterGroups } from './first-character-groups.ts';
import {
  anyText,
  automatonOfBeginning,
  automatonOfWords,
  lengthSpan,
  type TextDemand,
  textLanguage,
} from './text-language.ts';
import { WorkMeter } from './work-meter.ts';

const fail = (): never => {
  throw new Error('too much work');
};
const limits = { maxStates: 400, meter: new WorkMeter(1e9, fail) };

function compiled(pattern: string): Automaton {
  return compilePattern(pattern, { ...limits, refuse: fail });
}

function isIn(demand: TextDemand, text: string): boolean {
  const language = textLanguage(demand, limits);
  if (language === null) throw new Error('too large');
  const length = [...text].length;
  if (language.kind === 'lengths') return length >= language.min && length <= (language.max ?? length);
  return accepts(language.automaton, text);
}

const free: TextDemand = { automata: [], minLength: 0, maxLength: null, excluded: [] };
const shortText = fc.array(fc.constantFrom('a', 'b', '1', '😀', '"'), { maxLength: 7 }).map((each) => each.join(''));

describe('a text language', () => {
  test('is the intersection of all that is asked', () => {
    const patterns = ['^a', 'b$', '1', '^[ab]*$', '😀', '^.{2,5}$'];
    const demand = fc.record({
      automata: fc.array(fc.record({ pattern: fc.constantFrom(...patterns), isNegative: fc.boolean() }), {
        maxLength: 3,
      }),
      minLength: fc.nat(3),
      maxLength: fc.option(fc.nat(6)),
      excluded: fc.array(shortText, { maxLength: 3 }),
    });
    fc.assert(
      fc.property(demand, fc.array(shortText, { minLength: 1, maxLength: 20 }), (asked, texts) => {
        const automata = asked.automata.map(({ pattern, isNegative }) => ({
          automaton: compiled(pattern),
          isNegative,
        }));
        for (const text of texts) {
          const length = [...text].length;
          const expected =
            asked.automata.every(({ pattern, isNegative }) => new RegExp(pattern, 'u').test(text) !== isNegative) &&
            length >= asked.minLength &&
            length <= (asked.maxLength ?? length) &&
            !asked.excluded.includes(text);
          expect(isIn({ ...asked, automata }, text), JSON.stringify([asked, text])).toBe(expected);
        }
      }),
    );
  });

  test('takes a smaller maximum where the asked one needs too many states', () => {
    const demand = {
      ...free,
      automata: [{ automaton: compiled('^(a|bb)+(1+|a)$'), isNegative: false }],
      maxLength: 5000,
    };
    const language = textLanguage(demand, limits);
    if (language?.kind !== 'automaton') throw new Error('expected an automaton');
    const { min, max } = lengthSpan(language.automaton);
    expect(min).toBe(2);
    expect(max).toBeGreaterThan(20);
    expect(max).toBeLessThanOrEqual(5000);
    expect(isIn(demand, 'abb1')).toBe(true);
  });

  test('is refused where a large minimum needs too many states', () => {
    const automata = [{ automaton: compiled('^(a|bb)+$'), isNegative: false }];
    expect(textLanguage({ ...free, automata, minLength: 5000 }, limits)).toBeNull();
  });

  test('says a length alone without an automaton', () => {
    expect(textLanguage({ ...free, minLength: 3, maxLength: 9000 }, limits)).toEqual({
      kind: 'lengths',
      min: 3,
      max: 9000,
    });
  });

  test('knows its shortest and longest texts', () => {
    expect(lengthSpan(compiled('^(a{3}|b{5,9}c?)$'))).toEqual({ min: 3, max: 10 });
    expect(lengthSpan(compiled('a'))).toEqual({ min: 1, max: null });
    expect(lengthSpan(automatonOfWords(['']))).toEqual({ min: 0, max: 0 });
  });

  test('of words holds them and nothing else', () => {
    fc.assert(
      fc.property(fc.array(shortText, { maxLength: 6 }), shortText, (words, other) => {
        const automaton = automatonOfWords(words);
        for (const word of words) expect(accepts(automaton, word)).toBe(true);
        expect(accepts(automaton, other)).toBe(words.includes(other));
      }),
    );
  });
});

test('first characters fall into groups that share none and leave none out', () => {
  const beginnings = firstCharacterGroups.map(automatonOfBeginning);
  beginnings.forEach((left, index) => {
    for (const right of beginnings.slice(index + 1)) {
      const both = combine(left, right, 'and', limits);
      expect(both !== null && isEmpty(both)).toBe(true);
    }
  });
  const together = firstCharacterGroups.reduce(points.union);
  expect(together).toEqual(points.anyCodePoint);
  expect(accepts(anyText, 'ünïcode 😀')).toBe(true);
});
