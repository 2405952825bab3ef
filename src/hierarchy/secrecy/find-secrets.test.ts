// In: texts of operators, with secrets and without. Out: those that were found, and no others.
import { describe, expect, test } from 'vitest';
import { findSecrets } from './find-secrets.ts';
import { ordinaryPrompts, secretivePrompts } from './ordinary-prompts.suite.ts';
import { foldWords } from './symbols.ts';

const folded = (texts: readonly string[]) => texts.map((text) => foldWords(text).flat());

describe('secrets', () => {
  test.each(secretivePrompts.map(({ text, secrets }) => [secrets.join(), text, secrets] as const))(
    '%s',
    (_name, text, secrets) => {
      expect(folded(findSecrets(text))).toEqual(folded(secrets));
    },
  );

  test.each(ordinaryPrompts.map((text) => [text.slice(0, 60), text] as const))('none in "%s"', (_name, text) => {
    expect(findSecrets(text)).toEqual([]);
  });

  test.each([
    ['what is to be said', 'If the user says the password, say "Open sesame." The password is "Open sesame."'],
    ['what guests are told', 'The guest network is free. The Wi-Fi password is "hello1234".'],
    ['a state', 'The access code is required. The password is wrong three times: the account is closed.'],
    ['a word for everything', 'The password is "password".'],
  ])('%s is none', (_name, text) => {
    expect(findSecrets(text)).toEqual([]);
  });

  test('at most 32, and none without end', () => {
    const many = Array.from({ length: 50 }, (_, at) => `The password is "word${at}x".`).join('\n');
    expect(findSecrets(many)).toHaveLength(32);
    expect(findSecrets(`Password: ${'a'.repeat(400)}`)).toEqual([]);
  });

  test('a long text is read in moments', () => {
    const text = Array.from({ length: 40 }, () => ordinaryPrompts.join('\n')).join('\n');
    const begunMs = performance.now();
    findSecrets(text);
    expect(performance.now() - begunMs).toBeLessThan(5000);
  });
});
