// In: the base URL of an OpenAI-compatible server with a guard model, and the family's template. Out: a scorer over it. Knows no socket.
import type { TextScorer } from '../../contract/safety.ts';
import type { AnsweredToken, GuardAnswer, GuardQuestion, GuardTemplate } from './guard-template.ts';
import { badAnswer, listAt, member, textAt } from './read-answer.ts';
import { bearer, below, type RemoteScorerOptions, requestsAtOnce, versionOf } from './remote-scorer.ts';
import { type ChunkSize, scoreChunks } from './score-chunks.ts';

export interface GuardScorerOptions extends RemoteScorerOptions {
  readonly template: GuardTemplate;
  /** What the server calls the model; null leaves it to the server. */
  readonly model: string | null;
  /** Breaks what a server would read as control tokens: the text must not end its turn and answer for the guard. */
  neutralise(text: string): string;
}

/** Some thousand tokens in most scripts: fits the 8,192 of the smaller guards. */
const size: ChunkSize = { points: 6000, overlap: 300 };

/** Faults are those of `PostJson`. */
export function createGuardScorer(options: GuardScorerOptions): TextScorer {
  const { id, url, key, postJson, template, model, neutralise } = options;
  const put = async (question: GuardQuestion, signal: AbortSignal): Promise<GuardAnswer> => {
    const { messages, templateArguments, maxTokens } = question;
    const body = {
      ...(model === null ? {} : { model }),
      messages,
      ...(templateArguments === null ? {} : { chat_template_kwargs: templateArguments }),
      temperature: 0,
      max_tokens: maxTokens,
      logprobs: true,
      top_logprobs: 5,
    };
    return readAnswer(await postJson({ url: below(url, 'chat/completions'), headers: bearer(key), body }, signal), id);
  };
  return {
    id,
    version: versionOf('guard', url, template.name, model),
    score: (asks, signal) =>
      scoreChunks(asks, { size, together: 1, atOnce: requestsAtOnce }, (pieces) =>
        Promise.all(
          pieces.map(async (piece) => {
            const ask = { text: neutralise(piece.text), origin: piece.origin };
            const answers = await Promise.all(template.questions(ask).map((question) => put(question, signal)));
            const scores = template.read(answers, ask);
            if (scores === null) throw badAnswer(id, `the words of ${template.name}`);
            return scores;
          }),
        ),
      ),
  };
}

function readAnswer(answer: unknown, id: string): GuardAnswer {
  const [choice] = listAt(answer, 'choices', id);
  const content = member(member(choice, 'logprobs'), 'content');
  return {
    text: textAt(member(choice, 'message'), 'content', id),
    tokens: Array.isArray(content) ? content.map((token: unknown) => readToken(token, id)) : [],
  };
}

function readToken(token: unknown, id: string): AnsweredToken {
  const alternatives = new Map<string, number>();
  for (const other of [token, ...listAt(token, 'top_logprobs', id)]) {
    const logprob = member(other, 'logprob');
    if (typeof logprob === 'number') alternatives.set(textAt(other, 'token', id), logprob);
  }
  return { text: textAt(token, 'token', id), alternatives };
}
