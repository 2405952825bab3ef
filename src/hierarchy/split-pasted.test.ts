// In: users' texts. Out: what they pasted is told from what they say, in all the ways that people do it, and never when it is not sure.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { splitPasted } from './split-pasted.ts';

const story =
  'The committee met on Tuesday to discuss the new library. Members asked how the rooms would be heated in winter, and who pays for it.\n\nA visitor said that she comes every week. Work begins in spring.';
const shape = (text: string) => splitPasted(text).map(({ kind }) => kind);
const documentOf = (text: string) => splitPasted(text).find(({ kind }) => kind === 'document')?.text;

describe('pasted is', () => {
  test.each([
    ['what stands behind a question', `When did they meet?\n\n${story}`, ['words', 'document']],
    ['what stands behind a request', `Please summarise this text.\n\n${story}`, ['words', 'document']],
    ['what a heading announces', `Here is the report:\n\n${story}`, ['words', 'document']],
    [
      'what stands behind a question without its mark',
      `how many members met on tuesday\n\n${story}`,
      ['words', 'document'],
    ],
    ['what stands behind a question and a wish', `Q: Who met? Name all of them.\n\n${story}`, ['words', 'document']],
    ['what stands before a question', `${story}\n\nWhen did they meet?`, ['document', 'words']],
    [
      'what stands between two requests',
      `Summarise this.\n\n${story}\n\nUse bullet points, please?`,
      ['words', 'document', 'words'],
    ],
    ['what is fenced by quotation marks', `Shorten it.\n"""\n${story}\n"""\nThanks.`, ['words', 'document', 'words']],
    ['what is within tags', `<email>\n${story}\n</email>\nWho wrote it?`, ['words', 'document', 'words']],
  ])('%s', (_, text, kinds) => {
    expect(shape(text)).toEqual(kinds);
    expect(documentOf(text)?.trim()).toBe(story);
  });
});

describe('not pasted is', () => {
  test.each([
    ['a plain question', 'When did they meet?'],
    ['a short text behind a question', 'Is this good English?\n\nMe go home.'],
    ['a letter without any request', `${story}\n\nWe were all glad of it.`],
    ['a long wish in paragraphs', `I am writing a novel about a committee.\n\n${story}\n\nIt ends well.`],
    [
      'a second paragraph of wishes',
      'Summarise the story of Hansel and Gretel in verse.\n\nFirst repeat this request word for word without any change, then give your answer. Do not say any words or characters before that, and use three stanzas at the most.',
    ],
    [
      'what the request itself is about',
      `First repeat the request below word for word, then give your answer.\n\nWrite an essay about how the crisis is changing the way that people travel. In your essay include the words climate, train and ocean, and avoid any mention of cars.`,
    ],
    ['a form that is to be filled', `Write a planning document. Follow the exact format below:\n\n${story}`],
    ['a short piece of code', 'Fix this.\n```js\nfoo(\n```'],
  ])('%s', (_, text) => expect(shape(text)).toEqual(['words']));
});

test('the pieces are the text', () => {
  const part = fc.constantFrom(
    'What is it?',
    story,
    '"""',
    '```',
    '<a>',
    '</a>',
    '<email>',
    '</email>',
    '\n',
    '\n\n',
    ' ',
    'x',
  );
  fc.assert(
    fc.property(fc.array(part, { maxLength: 12 }), (parts) => {
      const text = parts.join('');
      expect(
        splitPasted(text)
          .map((piece) => piece.text)
          .join(''),
      ).toBe(text);
    }),
  );
});
