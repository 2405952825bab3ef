// In: an article of our own. Out: its questions with their sentences, and texts that are spoilt in exactly the way that they say.
import { expect, test } from 'vitest';
import { seededRandom } from '../statistics.ts';
import { groundedKinds, makeCases, spoiltKinds } from './make-cases.ts';
import { questionsOf, type XquadArticle } from './read-xquad.ts';

const context =
  'The mill of Harlow was built by Ann Weir in 1852. It was sold to Bill Reed after a fire in 1901. Nobody lives there.';
const answerOf = (id: string, question: string, text: string, from = context) => ({
  id,
  question,
  answers: [{ text, answer_start: from.indexOf(text) }],
});
const far = 'The tower of Corby is older than the church. Tom Oak owns it since last summer.';
const articles: readonly XquadArticle[] = [
  {
    paragraphs: [
      { context, qas: [answerOf('a', 'Who built it?', 'Ann Weir'), answerOf('b', 'Who bought it?', 'Bill Reed')] },
    ],
  },
  { paragraphs: [{ context: far, qas: [answerOf('c', 'Who owns it?', 'Tom Oak', far)] }] },
];
const [first] = questionsOf(articles, 'en');
if (first === undefined) throw new Error('no question');

test('a question has its sentence, and what else there is', () => {
  expect(first).toMatchObject({
    sentence: 'The mill of Harlow was built by Ann Weir in 1852.',
    otherSentence: 'It was sold to Bill Reed after a fire in 1901.',
    nearAnswers: ['Bill Reed'],
    farAnswers: ['Tom Oak'],
  });
  expect(first.farSentences).toHaveLength(2);
});

test('each text is spoilt in one way', () => {
  const cases = makeCases(first, seededRandom(1));
  expect(cases.map(({ kind }) => kind)).toEqual([...groundedKinds, ...spoiltKinds]);
  const textOf = (wanted: string) => cases.find(({ kind }) => kind === wanted)?.text;
  const start = 'According to the text, The mill of Harlow was';
  expect(textOf('sentence')).toBe(`${start} built by Ann Weir in 1852.`);
  expect(textOf('two-sentences')).toBe(
    `${start} built by Ann Weir in 1852. It was sold to Bill Reed after a fire in 1901.`,
  );
  expect(textOf('number-swapped')).toBe(`${start} built by Ann Weir in 1901.`);
  expect(textOf('number-new')).toMatch(/in 185[013-9]\.$/);
  expect(textOf('entity-foreign')).toBe(`${start} built by Tom Oak in 1852.`);
  expect(textOf('entity-swapped')).toBe(`${start} built by Bill Reed in 1852.`);
  expect(textOf('negated')).toBe(`${start} not built by Ann Weir in 1852.`);
  expect([textOf('answer'), textOf('answer-wrong')]).toEqual(['Ann Weir', 'Bill Reed']);
  const added = cases.find(({ kind }) => kind === 'added');
  expect(first.farSentences).toContain(added?.spoiltPart);
  expect(added?.text.endsWith(` ${added.spoiltPart}`)).toBe(true);
});

test('the same lots make the same texts, other languages deny before the sentence', () => {
  expect(makeCases(first, seededRandom(7))).toEqual(makeCases(first, seededRandom(7)));
  const german = makeCases({ ...first, language: 'de' }, seededRandom(1)).find(({ kind }) => kind === 'negated');
  expect(german?.text).toMatch(/^Laut dem Text: Es stimmt nicht/);
});
