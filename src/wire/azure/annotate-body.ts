// In: a whole chat completion or completion as OpenAI has it, and what the filter found. Out: the body as Azure has it. Knows no HTTP.
import type { AnswerFacts } from '../../contract/answer.ts';
import type { Screened } from '../../contract/piece.ts';
import type { ChatCompletionChoice } from '../openai/chat-completion.ts';
import type { CompletionChoiceBody } from '../openai/completion-body.ts';
import type { Annotation } from './annotation.ts';
import { filterResults } from './filter-results.ts';
import { mergeVerdicts } from './merge-verdicts.ts';
import { promptFilterResults } from './prompt-filter-results.ts';

type ChoiceBody = ChatCompletionChoice | CompletionChoiceBody;

export function annotateBody(
  body: { readonly choices: readonly ChoiceBody[] },
  facts: AnswerFacts,
  { version, promptCount }: Annotation,
  screened: (choice: number) => readonly Screened[],
): object {
  return {
    ...body,
    choices: body.choices.map((choice) => {
      const verdict = mergeVerdicts(screened(choice.index).map((piece) => piece.verdict));
      return {
        ...withoutEmptyContent(choice),
        content_filter_results: verdict === null ? {} : filterResults(verdict, version),
      };
    }),
    prompt_filter_results: promptFilterResults(facts.promptVerdict, version, promptCount),
  };
}

/** Of a message that was cut before any text Azure sends no `content`. */
function withoutEmptyContent(choice: ChoiceBody): object {
  if (!('message' in choice) || choice.finish_reason !== 'content_filter' || choice.message.content !== '')
    return choice;
  const { content: _content, ...message } = choice.message;
  return { ...choice, message };
}
