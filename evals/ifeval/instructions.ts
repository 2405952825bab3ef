// In: an answer and one instruction with its arguments. Out: whether the answer follows it, by the rules of the benchmark's own checker. Pure.
// Source: Zhou, Lu, Mishra, Brahma, Basu, Luan, Zhou, Hou, "Instruction-Following Evaluation for Large Language Models", 2023,
// https://arxiv.org/abs/2311.07911. Apart from it: sentences end where Unicode says (it asks NLTK), words are split at what is no letter.
import { isInLanguage } from './languages.ts';

export type Arguments = Readonly<Record<string, unknown>>;
type Check = (answer: string, given: Arguments) => boolean;

export function follows(instruction: string, answer: string, given: Arguments): boolean {
  const check = checks[instruction];
  if (check === undefined) throw new Error(`IFEval has no instruction ${instruction}`);
  return answer.trim() !== '' && check(answer, given);
}

export function isInstruction(name: string): boolean {
  return Object.hasOwn(checks, name);
}

const checks: Readonly<Record<string, Check>> = {
  'keywords:existence': (answer, given) => words(given, 'keywords').every((word) => occurrences(answer, word) > 0),
  'keywords:frequency': (answer, given) => holds(occurrences(answer, text(given, 'keyword')), given, 'frequency'),
  'keywords:forbidden_words': (answer, given) =>
    !words(given, 'forbidden_words').some((word) => wholeWord(word).test(answer)),
  'keywords:letter_frequency': (answer, given) =>
    holds(occurrences(answer, text(given, 'letter')), given, 'let_frequency', 'let_relation'),
  'language:response_language': (answer, given) => isInLanguage(answer, text(given, 'language')),
  'length_constraints:number_sentences': (answer, given) => holds(sentenceCount(answer), given, 'num_sentences'),
  'length_constraints:number_words': (answer, given) =>
    holds(answer.match(/[\p{L}\p{N}_]+/gu)?.length ?? 0, given, 'num_words'),
  'length_constraints:number_paragraphs': (answer, given) => {
    const parts = filled(answer.split(/\s?\*\*\*\s?/));
    return parts !== null && parts.length === count(given, 'num_paragraphs');
  },
  'length_constraints:nth_paragraph_first_word': beginsParagraph,
  'detectable_content:number_placeholders': (answer, given) =>
    (answer.match(/\[.*?\]/g)?.length ?? 0) >= count(given, 'num_placeholders'),
  'detectable_content:postscript': (answer, given) => {
    const letters = text(given, 'postscript_marker').toLowerCase();
    return new RegExp(escaped(letters).replaceAll('\\.', '\\.\\s?'), 'm').test(answer.toLowerCase());
  },
  'detectable_format:number_bullet_lists': (answer, given) =>
    answer.split('\n').filter((line) => /^\s*(\*[^*]|-)/.test(line)).length === count(given, 'num_bullets'),
  'detectable_format:constrained_response': (answer) => /My answer is (yes|no|maybe)\./.test(answer),
  'detectable_format:number_highlighted_sections': (answer, given) => {
    const single = answer.match(/\*[^\n*]*\*/g) ?? [];
    const double = answer.match(/\*\*[^\n*]*\*\*/g) ?? [];
    const shown = [...single, ...double].filter((part) => part.replaceAll('*', '').trim() !== '');
    return shown.length >= count(given, 'num_highlights');
  },
  'detectable_format:multiple_sections': (answer, given) =>
    answer.split(new RegExp(`\\s?${escaped(text(given, 'section_spliter'))}\\s?\\d+\\s?`)).length >
    count(given, 'num_sections'),
  'detectable_format:json_format': (answer) =>
    isJson(
      answer
        .trim()
        .replace(/^```(json|Json|JSON)?/, '')
        .replace(/```$/, ''),
    ),
  'detectable_format:title': (answer) =>
    (answer.match(/<<[^\n]+>>/g) ?? []).some((title) => title.replace(/^<+/, '').replace(/>+$/, '').trim() !== ''),
  'combination:two_responses': (answer) => {
    const parts = filled(answer.split('******'));
    return parts?.length === 2 && parts[0]?.trim() !== parts[1]?.trim();
  },
  'combination:repeat_prompt': (answer, given) =>
    answer.trim().toLowerCase().startsWith(text(given, 'prompt_to_repeat').trim().toLowerCase()),
  'startend:end_checker': (answer, given) =>
    answer
      .trim()
      .replace(/^"+|"+$/g, '')
      .toLowerCase()
      .endsWith(text(given, 'end_phrase').trim().toLowerCase()),
  'startend:quotation': (answer) => /^".*"$/s.test(answer.trim()),
  'change_case:capital_word_frequency': (answer, given) =>
    holds(
      (answer.match(/[\p{L}\p{N}][\p{L}\p{N}.-]*/gu) ?? []).filter(isUpper).length,
      given,
      'capital_frequency',
      'capital_relation',
    ),
  'change_case:english_capital': (answer) => isUpper(answer) && isInLanguage(answer, 'en'),
  'change_case:english_lowercase': (answer) => isLower(answer) && isInLanguage(answer, 'en'),
  'punctuation:no_comma': (answer) => !answer.includes(','),
};

function beginsParagraph(answer: string, given: Arguments): boolean {
  const paragraphs = answer.split('\n\n');
  const filledCount = paragraphs.filter((paragraph) => paragraph.trim() !== '').length;
  const place = count(given, 'nth_paragraph');
  const [word = ''] = (place <= filledCount ? (paragraphs[place - 1] ?? '') : '').trim().split(/\s+/);
  const first = word.replace(/^'*"*/, '').split(/[.,?!'"]/)[0];
  return (
    filledCount === count(given, 'num_paragraphs') && first?.toLowerCase() === text(given, 'first_word').toLowerCase()
  );
}

/** Null where one between others is empty; empty ones at the ends do not count. */
function filled(parts: readonly string[]): readonly string[] | null {
  const inner = parts.slice(1, -1);
  if (inner.some((part) => part.trim() === '')) return null;
  return parts.filter((part) => part.trim() !== '');
}

const sentences = new Intl.Segmenter('en', { granularity: 'sentence' });

function sentenceCount(answer: string): number {
  return [...sentences.segment(answer.replaceAll(/\s+/g, ' ').trim())].length;
}

/** Whatever the case. */
function occurrences(answer: string, wanted: string): number {
  return answer.toLowerCase().split(wanted.toLowerCase()).length - 1;
}

function wholeWord(word: string): RegExp {
  return new RegExp(`(?<![\\p{L}\\p{N}_])${escaped(word)}(?![\\p{L}\\p{N}_])`, 'iu');
}

function isUpper(part: string): boolean {
  return part === part.toUpperCase() && part !== part.toLowerCase();
}

function isLower(part: string): boolean {
  return part === part.toLowerCase() && part !== part.toUpperCase();
}

function isJson(part: string): boolean {
  try {
    JSON.parse(part);
    return true;
  } catch {
    return false;
  }
}

function escaped(part: string): string {
  return part.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}

function holds(found: number, given: Arguments, limit: string, relation = 'relation'): boolean {
  const word = text(given, relation);
  if (word !== 'at least' && word !== 'less than') throw new Error(`what does ${word} mean?`);
  return word === 'at least' ? found >= count(given, limit) : found < count(given, limit);
}

function text(given: Arguments, name: string): string {
  const value = given[name];
  if (typeof value !== 'string') throw new Error(`${name} is no text`);
  return value;
}

function words(given: Arguments, name: string): readonly string[] {
  const value = given[name];
  if (!Array.isArray(value)) throw new Error(`${name} is no list`);
  return value.map(String);
}

function count(given: Arguments, name: string): number {
  const value = given[name];
  if (typeof value !== 'number') throw new Error(`${name} is no number`);
  return value;
}
