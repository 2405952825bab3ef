// In: the prompts of a completion as the client gave them. Out: the tokens that the model reads, none of which is a control token of the
// client's. Costs no model time. Knows no wire format.
import type { CompletionAsk, RawPrompt } from '../contract/completion-ask.ts';
import type { EngineFacts } from '../contract/engine.ts';
import { Fault } from '../contract/fault.ts';
import type { InfillTokens, TokenId, Tokenizer, VocabularyMarks } from '../contract/vocabulary.ts';

export interface ReadyPrompt {
  /** The field that gave it. */
  readonly param: string;
  readonly tokens: readonly TokenId[];
  /** So many of the first tokens are the model's own, not the client's. */
  readonly ownStart: 0 | 1;
}

export interface PromptReading {
  readonly tokenizer: Tokenizer;
  readonly facts: EngineFacts;
  readonly signal: AbortSignal;
}

export async function readRawPrompts(ask: CompletionAsk, reading: PromptReading): Promise<readonly ReadyPrompt[]> {
  const marks = await reading.tokenizer.marks(reading.signal);
  const infill = ask.suffix === null ? null : infillOf(marks);
  const suffix = ask.suffix === null ? [] : await reading.tokenizer.tokenize(ask.suffix, reading.signal);
  return Promise.all(
    ask.prompts.map(async (prompt, index) => {
      const param = ask.isPromptList ? `prompt[${index}]` : 'prompt';
      const given = await tokensOf(prompt, param, marks, reading);
      if (infill !== null) return withinInfill(given, suffix, infill, marks, param);
      return withStart(given, prompt.kind, marks, param);
    }),
  );
}

async function tokensOf(
  prompt: RawPrompt,
  param: string,
  marks: VocabularyMarks,
  { tokenizer, facts, signal }: PromptReading,
): Promise<readonly TokenId[]> {
  if (prompt.kind === 'text') return prompt.text === '' ? [] : tokenizer.tokenize(prompt.text, signal);
  checkTokens(prompt.tokens, param, facts, marks);
  return prompt.tokens;
}

/** Nothing of a client may become a control token; the one that begins every document says nothing, and may stand where it belongs. */
function checkTokens(tokens: readonly TokenId[], param: string, facts: EngineFacts, marks: VocabularyMarks): void {
  const size = facts.vocabularySize ?? 0;
  for (const [index, token] of tokens.entries()) {
    const field = `${param}[${index}]`;
    if (token >= size) {
      const message = `Invalid token in '${field}': ${token}. The vocabulary of this model ends at ${size - 1}.`;
      throw new Fault('invalid_value', message, { param: field });
    }
    if (marks.controlTokens.has(token) && !(index === 0 && token === marks.bos)) {
      const message = `Invalid token in '${field}': ${token} is a control token. Only text can be sent.`;
      throw new Fault('invalid_value', message, { param: field });
    }
  }
}

/** Client's tokens are taken as they are; text begins as the model was taught that texts begin. */
function withStart(
  given: readonly TokenId[],
  kind: RawPrompt['kind'],
  marks: VocabularyMarks,
  param: string,
): ReadyPrompt {
  const { bos } = marks;
  if (bos !== null && ((kind === 'text' && marks.isBosAdded) || given.length === 0)) {
    return { param, tokens: [bos, ...given], ownStart: 1 };
  }
  if (given.length === 0) {
    throw new Fault('too_short', `Invalid '${param}': this model cannot begin without any text.`, {
      param,
      wireCode: 'empty_string',
    });
  }
  return { param, tokens: given, ownStart: 0 };
}

function infillOf({ infill }: VocabularyMarks): InfillTokens {
  if (infill !== null) return infill;
  const message =
    "Unsupported parameter: 'suffix' is not supported with this model: it was not trained to fill in text.";
  throw new Fault('unsupported_parameter', message, { param: 'suffix' });
}

function withinInfill(
  given: readonly TokenId[],
  suffix: readonly TokenId[],
  infill: InfillTokens,
  { bos, isBosAdded }: VocabularyMarks,
  param: string,
): ReadyPrompt {
  const own = bos !== null && isBosAdded ? [bos] : [];
  const text = given[0] === bos ? given.slice(1) : given;
  return { param, tokens: [...own, infill.prefix, ...text, infill.suffix, ...suffix, infill.middle], ownStart: 0 };
}
