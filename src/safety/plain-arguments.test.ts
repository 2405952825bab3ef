// In: arguments of calls, whole, cut and broken. Out: what they say, and they themselves with other words in its places.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { plainArguments, rewriteArguments } from './plain-arguments.ts';

const hideDigits = (text: string) => text.replaceAll(/\d/g, '*');

test('what is cut in the middle of an escape says what came before it', () => {
  expect(plainArguments('{"at":"\\u0042\\nA\\u00')).toBe('{"at":"B\nA\\u00');
});

test('keys, texts and numbers are rewritten where they stand, all else stays', () => {
  const given = { 'to 1': '+49 30 1', deep: [{ card: 4111, open: true, none: null, name: 'Zoë 😀 7' }], empty: '' };
  const rewritten = rewriteArguments(JSON.stringify(given), hideDigits);
  expect(JSON.parse(rewritten)).toEqual({
    'to *': '+** ** *',
    deep: [{ card: '****', open: true, none: null, name: 'Zoë 😀 *' }],
    empty: '',
  });
});

test('arguments that are no JSON are one text', () => {
  expect(rewriteArguments('{"at": "12', hideDigits)).toBe('{"at": "**');
  expect(rewriteArguments('', hideDigits)).toBe('');
});

test('whatever the arguments, those in which nothing is rewritten stay to the byte, and others stay JSON of one shape', () => {
  fc.assert(
    fc.property(fc.json(), (json) => {
      expect(rewriteArguments(json, (text) => text)).toBe(json);
      const rewritten = rewriteArguments(json, (text) => text.replaceAll(/[a-m]/g, '*'));
      expect(rewriteArguments(rewritten, (text) => text)).toBe(rewritten);
      if (!/[a-m]/.test(json)) expect(rewritten).toBe(json);
      expect(() => JSON.parse(rewritten)).not.toThrow();
    }),
  );
});
