// In: texts in several scripts. Out: those in Latin letters are the encoder's to read.
import { expect, test } from 'vitest';
import { isReadable } from './readable-letters.ts';

test('letters that the vocabulary has words in', () => {
  for (const text of ['How are you?', 'Straße und Öl', 'naïve café', '日本 is Japan in Japanese letters', 'a'])
    expect(isReadable(text), text).toBe(true);
});

test('letters that it has not, and no letters', () => {
  for (const text of ['你好吗', 'Привет, как дела?', 'مرحبا', '안녕하세요', '12345 !!', '', 'これは ok'])
    expect(isReadable(text), text).toBe(false);
});
