// In: statements beside sources. Out: what words alone decide, and what they leave to the model.
import { describe, expect, test } from 'vitest';
import { compareWords } from './compare-words.ts';
import { indexSources } from './source-index.ts';
import { wordsOf } from './words.ts';

const bridge =
  'The old bridge of Harlow, which has four arches, was built by Ann Weir in 1,852. It is not open to cars. Visitors pay 3.50 on Sundays. ' +
  'The bridge was painted red or green in spring. Nobody knows who lit the first lamp on the bridge.';
const kindOf = async (claim: string, source = bridge, given: readonly string[] = []) =>
  compareWords({ text: claim, isAnswer: false }, await indexSources([source]), given).kind;

describe('words', () => {
  const folded = (text: string) => wordsOf(text).map((word) => word.folded);

  test.each([
    ['1,234,567', '1234567'],
    ['1.234.567', '1234567'],
    ['3,50', '3.5'],
    ['3.5', '3.5'],
    ['007', '7'],
    ['١٩٩٨', '1998'],
    ['१२', '12'],
    ['２０', '20'],
    ['1,234.50', '1234.5'],
  ])('the number %s', (written, value) => {
    expect(folded(written)).toEqual([value]);
  });

  test('in every script', () => {
    expect(folded("Ann's Café—open")).toEqual(['ann', 'café', 'open']);
    expect(folded('桥在1852年')).toEqual(['桥', '在', '1852', '年']);
    expect(folded('สะพานเก่า').length).toBeGreaterThan(1);
    expect(folded('мост не открыт')).toEqual(['мост', 'не', 'открыт']);
    expect(folded('1990-1995')).toEqual(['1990', '1995']);
  });
});

describe('it stands there', () => {
  test.each([
    'Visitors pay 3.50 on Sundays.',
    'The old bridge of Harlow was built by Ann Weir in 1852.',
    'The bridge of Harlow has four arches.',
    'It is not open to cars.',
  ])('%s', async (claim) => {
    expect(await kindOf(claim)).toBe('verbatim');
  });

  test.each([
    ['a denial left out', 'It is open to cars today.'],
    ['a denial left out, all else the same', 'It is open to cars', 'It is said that it is not open to cars.'],
    ['a choice left out', 'The bridge was painted green in spring.'],
    ['what nobody knows', 'Ann lit the first lamp on the bridge.'],
    ['turned before', 'the bridge was built by Ann', 'It is false that the bridge was built by Ann.'],
    ['turned behind', 'the bridge was built by Ann', 'The bridge was built by Ann or Bill.'],
    ['another order', 'Ann Weir was built by Harlow bridge'],
    ['too few words to mean anything alone', '3.50 on Sundays'],
    ['over two sentences', 'Visitors of the old bridge pay 3.50'],
  ])('%s does not', async (_name, claim, source = bridge) => {
    expect(await kindOf(claim, source)).not.toBe('verbatim');
  });

  test('a piece of a sentence that answers a question is left to the model, a sentence is not', async () => {
    const sources = await indexSources([bridge]);
    const kind = (text: string) => compareWords({ text, isAnswer: true }, sources, []).kind;
    expect(kind('built by Ann Weir in 1852')).toBe('open');
    expect(kind('The bridge of Harlow was built by Ann Weir in 1852.')).toBe('verbatim');
  });

  test('in Chinese and Russian as well, denials too', async () => {
    expect(await kindOf('大桥由安设计', '大桥由安设计，长五十米。')).toBe('verbatim');
    expect(await kindOf('大桥对车开放', '大桥不对车开放。')).not.toBe('verbatim');
    expect(await kindOf('Мост открыт для всех машин', 'Мост не открыт для всех машин.')).not.toBe('verbatim');
  });
});

describe('strange things', () => {
  test('a long number that nothing has settles it, one that the question or an instruction has does not', async () => {
    expect(await kindOf('The bridge was built in 1853.')).toBe('unknown-number');
    expect(await kindOf('They pay 3.60 there.')).toBe('unknown-number');
    expect(await kindOf('The bridge was built before 1900.', bridge, ['Was it built before 1900?'])).toBe('open');
  });

  test('a short number or a name only makes it strange; number words are numbers', async () => {
    expect(await kindOf('The bridge has 5 arches.')).toBe('strange');
    expect(await kindOf('The bridge has 4 arches.')).toBe('open');
    expect(await kindOf('It was built by Tom Weir.')).toBe('strange');
    expect(await kindOf('Tom built it.')).toBe('open');
    expect(await kindOf('It was built by the Weirs.')).toBe('open');
  });

  test('capital letters say nothing where most nouns have one', async () => {
    const german =
      'Die Brücke in Harlow hat vier Bögen. Der Turm hat eine Glocke. Am Sonntag zahlen die Besucher einen Preis.';
    expect(await kindOf('Dort kostet der Eintritt Geld.', german)).toBe('open');
  });

  test('no sources: everything that can be told is strange', async () => {
    expect(
      compareWords({ text: 'It was built by Tom in 1852.', isAnswer: false }, await indexSources([]), []).kind,
    ).toBe('unknown-number');
  });
});
