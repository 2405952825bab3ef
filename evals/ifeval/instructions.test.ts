// In: answers that follow an instruction, and answers that nearly do. Out: told apart, for each instruction of the benchmark.
import { expect, test } from 'vitest';
import { variantsOf } from '../ifeval.ts';
import { follows, isInstruction } from './instructions.ts';

type Case = readonly [
  instruction: string,
  given: Record<string, unknown>,
  right: readonly string[],
  wrong: readonly string[],
];

const english = 'the quick brown fox jumps over the lazy dog and then it sleeps under the old tree';
const cases: readonly Case[] = [
  ['keywords:existence', { keywords: ['Sun', 'moon'] }, ['sunny Moons'], ['the sun']],
  ['keywords:frequency', { keyword: 'ab', frequency: 2, relation: 'at least' }, ['Ab xab'], ['ab']],
  ['keywords:frequency', { keyword: 'ab', frequency: 2, relation: 'less than' }, ['ab'], ['ab ab', 'abab']],
  ['keywords:forbidden_words', { forbidden_words: ['can', 'élan'] }, ['cannot', 'mélange'], ['We CAN.', 'ab élan!']],
  ['keywords:letter_frequency', { letter: 'L', let_frequency: 3, let_relation: 'at least' }, ['Lull'], ['all']],
  [
    'length_constraints:number_sentences',
    { num_sentences: 3, relation: 'less than' },
    ['One. Two\nmore.'],
    ['A b. C d? E!'],
  ],
  [
    'length_constraints:number_words',
    { num_words: 3, relation: 'at least' },
    ['eins, zwei drei', "it's me"],
    ['один два'],
  ],
  [
    'length_constraints:number_paragraphs',
    { num_paragraphs: 2 },
    ['a\n***\nb', '***\na *** b\n***'],
    ['a', 'a *** *** b'],
  ],
  [
    'length_constraints:nth_paragraph_first_word',
    { num_paragraphs: 2, nth_paragraph: 2, first_word: 'Weekend' },
    ['a\n\n"Weekend", b', 'a\n\nweekend! b\n\n'],
    ['a\n\nb weekend', 'a\n\nweekend\n\nc', 'weekend'],
  ],
  ['detectable_content:number_placeholders', { num_placeholders: 2 }, ['[a] and [b c]'], ['[a] b]']],
  ['detectable_content:postscript', { postscript_marker: 'P.S.' }, ['Bye.\nP. S. more', 'x p.s. y'], ['Bye PS']],
  ['detectable_content:postscript', { postscript_marker: 'P.P.S' }, ['p.p.s. y'], ['P.S. y']],
  ['detectable_format:number_bullet_lists', { num_bullets: 2 }, ['* a\n - b'], ['* a', '**a**\n* b', '* a\n* b\n* c']],
  ['detectable_format:constrained_response', {}, ['So: My answer is no.'], ['My answer is never.', 'no']],
  [
    'detectable_format:number_highlighted_sections',
    { num_highlights: 2 },
    ['*a* b *c d*', '**a** and **b**'],
    ['*a* **', 'a * b\n*'],
  ],
  [
    'detectable_format:multiple_sections',
    { section_spliter: 'SECTION', num_sections: 2 },
    ['SECTION 1\na\nSECTION 2 b'],
    ['SECTION 1 a SECTION b'],
  ],
  ['detectable_format:json_format', {}, ['```json\n{"a": 1}\n```', '[1]'], ['{a: 1}', 'Here: {"a": 1}']],
  ['detectable_format:title', {}, ['x\n<<a b>>\ny'], ['<<>>', '<a>', '<<a\nb>>']],
  [
    'combination:two_responses',
    {},
    ['a\n******\nb', 'a******b******'],
    ['a', 'a****** a', 'a******b******c', 'a************b'],
  ],
  ['combination:repeat_prompt', { prompt_to_repeat: 'Do it. ' }, ['do it. Well'], ['Well, do it.']],
  ['startend:end_checker', { end_phrase: 'The end.' }, ['x "the end."'], ['The end. x']],
  ['startend:quotation', {}, ['"a\nb"'], ['"', 'a "b"']],
  [
    'change_case:capital_word_frequency',
    { capital_frequency: 2, capital_relation: 'at least' },
    ['NASA and the EU'],
    ['NASA 12 or Eu', 'Mr. X'],
  ],
  ['change_case:english_capital', {}, [english.toUpperCase()], [english, 'ДОБРЫЙ ДЕНЬ ДОРОГИЕ ДРУЗЬЯ']],
  [
    'change_case:english_lowercase',
    {},
    [`${english}.`],
    [`${english} A`, 'guten tag, wie geht es ihnen denn heute abend'],
  ],
  ['language:response_language', { language: 'de' }, ['Guten Tag, wie geht es Ihnen denn heute Abend?'], [english]],
  ['language:response_language', { language: 'kn' }, ['ನಮಸ್ಕಾರ ನೀವು ಹೇಗಿದ್ದೀರಿ'], ['నమస్కారం మీరు ఎలా ఉన్నారు']],
  ['punctuation:no_comma', {}, ['a; b'], ['a, b']],
];

test.each(cases)('%s %j', (instruction, given, right, wrong) => {
  expect(right.filter((answer) => !follows(instruction, answer, given))).toEqual([]);
  expect(wrong.filter((answer) => follows(instruction, answer, given))).toEqual([]);
  expect(follows(instruction, ' \n', given)).toBe(false);
});

test('what nobody can judge is an error, not a miss', () => {
  expect(isInstruction('keywords:none')).toBe(false);
  expect(() => follows('keywords:none', 'a', {})).toThrow('no instruction');
  expect(() => follows('keywords:existence', 'a', {})).toThrow('keywords');
  expect(() => follows('keywords:frequency', 'a', { keyword: 'a', frequency: 1, relation: 'about' })).toThrow('about');
  expect(() => follows('language:response_language', 'a', { language: 'xx' })).toThrow('xx');
});

test('a loose look leaves out asterisks, the first and the last line', () => {
  expect(variantsOf('Sure:\n*a*\nBye')).toEqual([
    'Sure:\n*a*\nBye',
    '*a*\nBye',
    'Sure:\n*a*',
    '*a*',
    'Sure:\na\nBye',
    'a\nBye',
    'Sure:\na',
    'a',
  ]);
});
