// In: the folder of the data set and a language. Out: its questions, each with the paragraph, the sentence that answers it, and what others there
// are. Source: XQuAD: Artetxe, Ruder, Yogatama, "On the Cross-lingual Transferability of Monolingual Representations", ACL 2020,
// https://github.com/google-deepmind/xquad, CC BY-SA 4.0.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';

export const xquadLanguages = ['en', 'ar', 'de', 'el', 'es', 'hi', 'ro', 'ru', 'th', 'tr', 'vi', 'zh'] as const;
export type XquadLanguage = (typeof xquadLanguages)[number];

export interface XquadArticle {
  readonly paragraphs: readonly {
    readonly context: string;
    readonly qas: readonly {
      readonly id: string;
      readonly question: string;
      readonly answers: readonly { readonly text: string; readonly answer_start: number }[];
    }[];
  }[];
}

export interface AnsweredQuestion {
  readonly id: string;
  readonly language: XquadLanguage;
  readonly context: string;
  readonly question: string;
  readonly answer: string;
  /** The one of the context that holds the answer. */
  readonly sentence: string;
  /** Another of the context; null where there is none. */
  readonly otherSentence: string | null;
  /** To other questions about the same paragraph. */
  readonly nearAnswers: readonly string[];
  /** To questions about other articles. */
  readonly farAnswers: readonly string[];
  /** Of other articles. */
  readonly farSentences: readonly string[];
}

export function readXquad(folder: string, language: XquadLanguage): readonly AnsweredQuestion[] {
  const packed = readFileSync(join(folder, `xquad.${language}.json.gz`));
  const { data }: { readonly data: readonly XquadArticle[] } = JSON.parse(gunzipSync(packed).toString());
  return questionsOf(data, language);
}

const [shortest, longest] = [25, 320];

export function questionsOf(articles: readonly XquadArticle[], language: XquadLanguage): readonly AnsweredQuestion[] {
  const known = articles.map(({ paragraphs }) => ({
    answers: paragraphs.flatMap(({ qas }) => qas.flatMap(({ answers }) => answers[0]?.text ?? [])),
    sentences: paragraphs.flatMap(({ context }) => sentencesOf(context).map(({ text }) => text)).filter(isUsable),
  }));
  return articles.flatMap(({ paragraphs }, article) => {
    const far = known.filter((_, at) => at !== article);
    const [farAnswers, farSentences] = [
      far.flatMap(({ answers }) => answers),
      far.flatMap(({ sentences }) => sentences),
    ];
    return paragraphs.flatMap(({ context, qas }) => {
      const sentences = sentencesOf(context);
      const answersHere = qas.flatMap(({ answers }) => answers[0]?.text ?? []);
      return qas.flatMap(({ id, question, answers: [given] }): AnsweredQuestion[] => {
        if (given === undefined) return [];
        const found = sentences.find(
          ({ start, text }) => given.answer_start >= start && given.answer_start < start + text.length,
        );
        if (found === undefined || !found.text.includes(given.text) || !isUsable(found.text)) return [];
        const others = sentences.map(({ text }) => text).filter((text) => text !== found.text && isUsable(text));
        const shared = { id, language, context, question, answer: given.text, sentence: found.text };
        const nearAnswers = answersHere.filter((text) => !text.includes(given.text) && !given.text.includes(text));
        return [{ ...shared, otherSentence: others[0] ?? null, nearAnswers, farAnswers, farSentences }];
      });
    });
  });
}

function isUsable(sentence: string): boolean {
  return sentence.length >= shortest && sentence.length <= longest;
}

function sentencesOf(context: string): readonly { readonly text: string; readonly start: number }[] {
  const ends = [...context.matchAll(/[.!?؟](?=\s)|[。！？।]/g)].map(({ index }) => index + 1);
  const bounds = [0, ...ends, context.length];
  return bounds.slice(0, -1).map((start, at) => {
    const written = context.slice(start, bounds[at + 1]);
    return { text: written.trim(), start: start + written.length - written.trimStart().length };
  });
}
