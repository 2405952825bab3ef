// In: regular expressions and texts. Out: the automaton says of each text what JavaScript's own engine says; what it cannot say is refused.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Automaton, accepts } from './automaton.ts';
import { compilePattern } from './compile-pattern.ts';
import { WorkMeter } from './work-meter.ts';

class Refusal extends Error {}

function compile(pattern: string, maxStates = 3000): Automaton {
  const refuse = (reason: string): never => {
    throw new Refusal(reason);
  };
  const meter = new WorkMeter(20_000_000, () => refuse('takes too much work'));
  return compilePattern(pattern, { maxStates, meter, refuse });
}

function compileIfSmall(pattern: string): Automaton | null {
  try {
    return compile(pattern);
  } catch (error) {
    if (error instanceof Refusal && /states|work/.test(error.message)) return null;
    throw error;
  }
}

const characterText = fc.constantFrom('a', 'b', 'c', '0', '7', ' ', '_', '-', '.', '"', '\\', '\n', 'é', '中', '😀');
const text = fc.array(characterText, { maxLength: 8 }).map((characters) => characters.join(''));

const atom = fc.constantFrom(
  ...['a', 'b', 'c', '.', '\\d', '\\w', '\\s', '\\W', '\\D', '\\S', '[a-c]', '[^a]', '[\\w-]', '[^\\s\\d]', '\\.', '"'],
  ...['\\\\', '\\n', '\\u00e9', '\\u{1f600}', '😀', '[é-中]', '\\p{L}', '\\P{Lu}', '[b\\-0]', '[\\]]', '(?:)'],
);
const place = fc.constantFrom('^', '$', '\\b', '\\B');
const { pattern } = fc.letrec<{ pattern: string; item: string }>((tie) => ({
  item: fc.oneof(
    { maxDepth: 3 },
    atom,
    atom.chain((each) => fc.constantFrom('*', '+', '?', '{2}', '{1,3}', '{0,2}?', '{2,}').map((count) => each + count)),
    tie('pattern').chain((body) => fc.constantFrom('', '*', '?', '{1,2}').map((count) => `(?:${body})${count}`)),
    tie('pattern').map((body) => `(${body})`),
  ),
  pattern: fc
    .array(fc.oneof({ weight: 5, arbitrary: tie('item') }, { weight: 1, arbitrary: place }), {
      minLength: 1,
      maxLength: 4,
    })
    .chain((items) => fc.constantFrom('', '|').map((joint) => items.join(joint))),
}));

function agree(source: string, texts: readonly string[]): void {
  const automaton = compileIfSmall(source);
  fc.pre(automaton !== null);
  const expression = new RegExp(source, 'u');
  // V8 also looks for boundaries between the halves of a character beyond the basic plane.
  const isWhole = (each: string): boolean => !/\\b/i.test(source) || !each.includes('😀');
  for (const each of texts.filter(isWhole))
    expect(accepts(automaton, each), `${source} on ${JSON.stringify(each)}`).toBe(expression.test(each));
}

describe('an automaton', () => {
  test('accepts what the expression finds', () => {
    fc.assert(
      fc.property(pattern, fc.array(text, { minLength: 1, maxLength: 12 }), (source, texts) => agree(source, texts)),
      { numRuns: 600 },
    );
  });

  test('sees what a lookahead sees', () => {
    const looking = fc
      .tuple(fc.constantFrom('', '^', 'a', '^b?'), fc.constantFrom('?=', '?!'), pattern, pattern)
      .filter(([, , body, rest]) => !/\^|\\b|\\B/i.test(body + rest))
      .map(([before, sign, body, rest]) => `${before}(${sign}${body})${rest}`);
    fc.assert(
      fc.property(looking, fc.array(text, { minLength: 1, maxLength: 12 }), (source, texts) => agree(source, texts)),
      { numRuns: 300 },
    );
  });

  test.each([
    '^(?=.*[a-c])(?=.*\\d).{2,}$',
    '^(?!.*\\.\\.)[a.]+$',
    '^(?:a(?!b)|b(?=c))[bc]*$',
    '^$|^a(?:(?=0)0)?|(?!a)^b',
    '^(a(?=b)b)?c',
  ])('sees several lookaheads: %s', (source) => {
    fc.assert(fc.property(fc.array(text, { minLength: 20, maxLength: 40 }), (texts) => agree(source, texts)));
  });

  test('without Unicode notation it takes the basic plane only, as both readings agree there', () => {
    const automaton = compile('^[\\w-.]+.$');
    expect(accepts(automaton, 'a-.b')).toBe(true);
    expect(accepts(automaton, 'a😀')).toBe(false);
    expect(accepts(compile('^{a}$'), '{a}')).toBe(true);
    expect(accepts(compile('^\\-\\_$'), '-_')).toBe(true);
  });

  test.each([
    ['(a)\\1', 'backreference'],
    ['(?<n>a)\\k<n>', 'backreference'],
    ['(?<=a)b', 'lookbehind'],
    ['(?:(?!a).)*', 'repeats a lookahead'],
    ['(?!\\bfoo)x', 'what stands before'],
    ['[', "is not a 'regex'"],
    ['\\A', 'does not define'],
    ['a{200000}', 'repeats more than'],
    ['^(a|b)*a(a|b){14}$', 'more than 3000 states'],
    ['(?:a{1000}){1000}', 'too much work'],
    [`${'('.repeat(80)}${')'.repeat(80)}`, 'nests groups deeper'],
    ['a'.repeat(5000), 'longer than'],
    ['(?i:a)', 'kind of group'],
    ['\\p{Nonsense}', 'mixes the notations'],
    ['\\-\\u{61}', 'mixes the notations'],
  ])('refuses %s', (source, reason) => {
    expect(() => compile(source)).toThrow(reason);
  });
});
