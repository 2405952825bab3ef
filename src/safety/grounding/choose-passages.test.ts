// In: statements and sources, short and long. Out: all that is short, the best of what is long, never more than is asked for.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { choosePassages } from './choose-passages.ts';
import { indexSources } from './source-index.ts';

test('what is short is there as a whole, and the same for every statement', async () => {
  const sources = await indexSources(['One. Two.', 'Three.']);
  const whole = [
    { source: 0, sentences: ['One.', 'Two.'] },
    { source: 1, sentences: ['Three.'] },
  ];
  for (const claim of ['Two', 'nothing of it']) expect(choosePassages(claim, sources, 100)).toEqual(whole);
});

test('of what is long the sentence that shares the rarest words, with its neighbours', async () => {
  const filler = Array.from({ length: 400 }, (_, at) => `The town of number ${at} has a market and a church.`);
  const told = ['The mill stood by the river.', 'It was burnt by a careless baker.', 'Nobody was hurt.'];
  const sources = await indexSources([filler.toSpliced(250, 0, ...told).join(' '), 'The town has a baker.']);
  const [first] = choosePassages('A baker burnt the mill of the town down.', sources, 400).filter(({ sentences }) =>
    sentences.includes('It was burnt by a careless baker.'),
  );
  expect(first?.sentences).toEqual(expect.arrayContaining(told));
});

test('the budget holds, and sentences keep their order', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(fc.constantFrom('red', 'blue', 'green', 'mill', 'baker'), { minLength: 1, maxLength: 8 }), {
        minLength: 1,
        maxLength: 40,
      }),
      fc.integer({ min: 60, max: 300 }),
      async (lists, budget) => {
        const text = lists.map((words, at) => `${words.join(' ')} ${at}.`).join('\n');
        const sources = await indexSources([text]);
        const chosen = choosePassages('the mill', sources, budget).flatMap(({ sentences }) => sentences);
        expect(chosen.join('').length).toBeLessThanOrEqual(budget);
        expect(chosen).toEqual(
          sources.sentences.map((sentence) => sentence.text).filter((sentence) => chosen.includes(sentence)),
        );
      },
    ),
  );
});

test('55,000 characters and a hundred statements are a matter of moments', async () => {
  const source = Array.from(
    { length: 1100 },
    (_, at) => `In the year ${at} the town built mill number ${at * 7} by the river.`,
  ).join(' ');
  const begunMs = performance.now();
  const sources = await indexSources([source.slice(0, 55_000)]);
  for (let at = 0; at < 100; at += 1) choosePassages(`Mill number ${at} was built by the river.`, sources, 4000);
  expect(performance.now() - begunMs).toBeLessThan(3000);
});
