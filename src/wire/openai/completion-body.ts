// In: the pieces of a completion. Out: the body of an unstreamed (legacy) completion: a fold of the very chunks that a stream sends.
// Knows no HTTP and no engine.
import type { AnswerFacts } from '../../contract/answer.ts';
import type { CompletionPiece, TextFinish } from '../../contract/completion-ask.ts';
import { Fault } from '../../contract/fault.ts';
import { type CompletionChunkOptions, completionChunks } from './completion-chunks.ts';
import { joinLogprobs, type LegacyLogprobs } from './legacy-logprobs.ts';
import type { UsageBody } from './usage-body.ts';

export interface CompletionChoiceBody {
  readonly text: string;
  readonly index: number;
  readonly logprobs: LegacyLogprobs | null;
  readonly finish_reason: TextFinish['reason'];
}

export interface CompletionBody {
  readonly id: string;
  readonly object: 'text_completion';
  readonly created: number;
  readonly model: string;
  readonly system_fingerprint: string;
  readonly choices: CompletionChoiceBody[];
  readonly usage: UsageBody;
}

interface GatheredChoice {
  readonly texts: string[];
  readonly logprobs: LegacyLogprobs[];
  reason: TextFinish['reason'] | null;
}

export async function foldCompletion(
  facts: AnswerFacts,
  pieces: AsyncIterable<CompletionPiece>,
  { hasLogprobs }: Pick<CompletionChunkOptions, 'hasLogprobs'>,
): Promise<CompletionBody> {
  const gathered = new Map<number, GatheredChoice>();
  let usage: UsageBody | null = null;
  for await (const chunk of completionChunks(facts, pieces, { isUsageIncluded: true, hasLogprobs })) {
    usage = chunk.usage ?? null;
    for (const { index, text, logprobs, finish_reason } of chunk.choices) {
      const choice = gathered.get(index) ?? { texts: [], logprobs: [], reason: null };
      gathered.set(index, choice);
      choice.texts.push(text);
      if (logprobs !== null) choice.logprobs.push(logprobs);
      choice.reason ??= finish_reason;
    }
  }
  const choices = [...gathered]
    .sort(([one], [other]) => one - other)
    .map(([index, choice]) => choiceBody(index, choice, hasLogprobs));
  if (usage === null || choices.length === 0) throw incomplete();
  return {
    id: facts.id,
    object: 'text_completion',
    created: facts.createdSeconds,
    model: facts.model,
    system_fingerprint: facts.fingerprint,
    choices,
    usage,
  };
}

function choiceBody(index: number, choice: GatheredChoice, hasLogprobs: boolean): CompletionChoiceBody {
  if (choice.reason === null) throw incomplete();
  const logprobs = hasLogprobs ? joinLogprobs(choice.logprobs) : null;
  return { text: choice.texts.join(''), index, logprobs, finish_reason: choice.reason };
}

function incomplete(): Fault {
  return new Fault('internal', 'The answer ended before it was complete.');
}
