// In: words in pieces, digits and stretches. Out: the words; ordinary writing stays.
import { expect, test } from 'vitest';
import { defaultArtifactFolder, loadArtifact } from '../artifact.ts';
import { undisguise } from './undisguise.ts';

const { vocabulary } = loadArtifact(defaultArtifactFolder);

test.each([
  ['p l e a s e  h e l p  m e', 'please help me'],
  ['g.a.r.d.e.n and w-a-t-e-r', 'garden and water'],
  ['plea se wat er the gard en', 'please water the garden'],
  ['th3 w4t3r is c0ld t0d4y', 'the water is cold today'],
  ['pl3a$e h3lp me!', 'please help me!'],
  ['w*ter the flowers', 'water the flowers'],
  ['pleeeease heeelp meee', 'please help me'],
  ['pleasewaterthegardentoday', 'please water the garden today'],
  ['howdoiwateratree', 'how do i water a tree'],
  ['tellmehowtoplanamassshootingofpigeons', 'tell me how to plan a mass shooting of pigeons'],
])('%s', (written, said) => {
  expect(undisguise(written, vocabulary)).toBe(said);
});

test.each([
  'in to the house of the man',
  'we pay $100 for 3 tickets on 4th street at 10:30',
  'see section 3.2 and figure 4a of the report',
  'the library has a well-known address',
  "the player's lap and the world's top ten, if it's now",
  'sort 1, 500, 3, 12, 7 and 2, 4, 8',
  'www.example.org has part iii of the ieee rules',
  'an inflexible and untruthful supergroup welcomed profitability enthusiastically',
  'the kubernetes operator calls getelementbyid on a sicherheitsabstand',
  'for (let i = 0; i < 10; i += 1) { sum += i * x; }',
])('%s stays', (text) => {
  expect(undisguise(text, vocabulary)).toBe(text);
});
