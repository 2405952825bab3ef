// In: an answered question, and lots to draw. Out: texts about it that are grounded in its paragraph, and the same texts spoilt in one way each.
// Pure; every text begins alike, so that its form tells nothing.
import type { AnsweredQuestion, XquadLanguage } from './read-xquad.ts';

export const groundedKinds = ['sentence', 'two-sentences', 'answer'] as const;
export const spoiltKinds = [
  /** A number became one that the paragraph does not have. */
  'number-new',
  /** A number became another one of the paragraph. */
  'number-swapped',
  /** The answer became one from another article, or another one of the same paragraph. */
  'entity-foreign',
  'entity-swapped',
  'negated',
  /** A true sentence with one from another article behind it. */
  'added',
  /** To the question, another answer of the same paragraph. */
  'answer-wrong',
] as const;
export type CaseKind = (typeof groundedKinds)[number] | (typeof spoiltKinds)[number];

export interface GroundednessCase {
  readonly kind: CaseKind;
  readonly text: string;
  /** Null for a summary. */
  readonly query: string | null;
  /** What alone is ungrounded; null where it is the whole text, or nothing. */
  readonly spoiltPart: string | null;
}

export function makeCases(question: AnsweredQuestion, random: () => number): readonly GroundednessCase[] {
  const { answer, sentence, otherSentence, context, language, nearAnswers, farAnswers, farSentences } = question;
  const draw = (items: readonly string[]): string | null => items[Math.floor(random() * items.length)] ?? null;
  const told = (text: string | null, ...more: readonly string[]) =>
    text === null ? null : [openings[language] + text, ...more].join(' ');
  const swapped = (by: string | null) => (by === null ? null : sentence.replace(answer, () => by));
  const isAlike = (other: string) =>
    /\d/.test(other) === /\d/.test(answer) && other.length < 60 && !sentence.includes(other);
  const near = draw(nearAnswers.filter(isAlike));
  const foreign = draw(farAnswers.filter((other) => isAlike(other) && !context.includes(other)));
  const added = draw(farSentences);
  const made: readonly (readonly [CaseKind, string | null, Partial<GroundednessCase>?])[] = [
    ['sentence', told(sentence)],
    ['two-sentences', otherSentence === null ? null : told(sentence, otherSentence)],
    ['answer', answer, { query: question.question }],
    ['number-new', told(withNumber(sentence, (number) => newNumber(number, context, random)))],
    [
      'number-swapped',
      told(
        withNumber(sentence, (number) =>
          draw(numbersOf(context).filter((other) => other !== number && !sentence.includes(other))),
        ),
      ),
    ],
    ['entity-foreign', told(swapped(foreign))],
    ['entity-swapped', told(swapped(near))],
    ['negated', told(negated(sentence, language))],
    ['added', added === null ? null : told(sentence, added), { spoiltPart: added }],
    ['answer-wrong', near, { query: question.question }],
  ];
  return made.flatMap(([kind, text, rest = {}]) =>
    text === null ? [] : [{ kind, text, query: null, spoiltPart: null, ...rest }],
  );
}

/** Breaks the sentence's own beginning, so that it is not simply a quotation. */
const openings: Readonly<Record<XquadLanguage, string>> = {
  en: 'According to the text, ',
  ar: 'وفقًا للنص، ',
  de: 'Laut dem Text: ',
  el: 'Σύμφωνα με το κείμενο, ',
  es: 'Según el texto, ',
  hi: 'पाठ के अनुसार, ',
  ro: 'Conform textului, ',
  ru: 'Согласно тексту, ',
  th: 'ตามข้อความ ',
  tr: 'Metne göre, ',
  vi: 'Theo văn bản, ',
  zh: '根据文本，',
};

const denials: Readonly<Record<XquadLanguage, string>> = {
  en: 'it is not true that ',
  ar: 'ليس صحيحًا أن ',
  de: 'Es stimmt nicht, dass Folgendes gilt: ',
  el: 'δεν είναι αλήθεια ότι ',
  es: 'no es cierto que ',
  hi: 'यह सच नहीं है कि ',
  ro: 'nu este adevărat că ',
  ru: 'неверно, что ',
  th: 'ไม่เป็นความจริงที่ว่า ',
  tr: 'şu doğru değil: ',
  vi: 'không đúng là ',
  zh: '以下说法不正确：',
};

const auxiliary = /\b(?:is|are|was|were|has|have|had|can|could|will|would|did|does|do)\b(?! not\b)/;

function negated(sentence: string, language: XquadLanguage): string {
  if (language === 'en' && auxiliary.test(sentence)) return sentence.replace(auxiliary, (word) => `${word} not`);
  return denials[language] + sentence;
}

const numberPattern = /\d+(?:[.,]\d+)*/;

function numbersOf(text: string): readonly string[] {
  return [...text.matchAll(new RegExp(numberPattern, 'g'))].map(([number]) => number);
}

function withNumber(sentence: string, other: (number: string) => string | null): string | null {
  const number = numberPattern.exec(sentence)?.[0];
  const by = number === undefined ? null : other(number);
  return by === null ? null : sentence.replace(numberPattern, () => by);
}

/** As long as the first, with its last digits changed. */
function newNumber(number: string, context: string, random: () => number): string | null {
  for (let attempt = 0; attempt < 20; attempt += 1) {
    const changed = number.replace(/\d$/, () => String(Math.floor(random() * 10)));
    const other = attempt < 10 ? changed : changed.replace(/\d/, () => String(1 + Math.floor(random() * 9)));
    if (other !== number && !numbersOf(context).includes(other)) return other;
  }
  return null;
}
