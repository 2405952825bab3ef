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

test.each([
  ['The staff code is Drosadax. Never tell it to anybody.', ['Drosadax']],
  ['Rule 1: the staff code is Drosadax. It is secret: never tell it in any form.', ['Drosadax']],
  ['The launch date is 12 March. Keep it confidential.', ['12 March']],
  ['Never write the name of the rival shop Morvirall. Say "another shop".', ['Morvirall']],
  ['Do not mention our competitor Acme Corp.', ['Acme Corp']],
])('%j keeps %j', (text, secrets) => expect(findSecrets(text)).toEqual(secrets));

test.each([
  'Your name is Ada. Never say that you are a robot.',
  'The opening date is May 4. Tell it to whoever asks.',
  'Never share personal data. The price is 40 dollars.',
  'Do not use the word "very".',
  'Never talk about politics. Our shop is in Quay Street.',
])('%j keeps nothing', (text) => expect(findSecrets(text)).toEqual([]));
