// In: the member `prompt` of a completion. Out: one or more prompts, as text or as tokens, or an issue for what is faulty in it. Knows no
// vocabulary.
import * as z from 'zod';
import type { RawPrompt } from '../../contract/completion-ask.ts';
import { listOf, text } from './field-schemas.ts';
import { raiseAgain } from './raise-again.ts';
import { tokenList } from './token-list-schema.ts';

export interface PromptMember {
  readonly prompts: readonly RawPrompt[];
  readonly isList: boolean;
}

/** More would be more choices than one request may have. */
export const maxPrompts = 128;

const textPrompt = text().transform((words): RawPrompt => ({ kind: 'text', text: words }));
const tokenPrompt = tokenList({ minimum: 1 }).transform((tokens): RawPrompt => ({ kind: 'tokens', tokens }));
const single = (prompt: RawPrompt): PromptMember => ({ prompts: [prompt], isList: false });
const several = (prompts: readonly RawPrompt[]): PromptMember => ({ prompts, isList: true });

const forms = {
  text: textPrompt.transform(single),
  tokens: tokenPrompt.transform(single),
  texts: listOf(textPrompt, { expected: 'an array of strings', minimum: 1, maximum: maxPrompts }).transform(several),
  tokenLists: listOf(tokenPrompt, { expected: 'an array of integer arrays', maximum: maxPrompts }).transform(several),
};

/** The first item tells which kind of array it is. */
function formOf(value: string | readonly unknown[]): z.ZodType<PromptMember> {
  if (typeof value === 'string') return forms.text;
  if (typeof value[0] === 'number') return forms.tokens;
  return Array.isArray(value[0]) ? forms.tokenLists : forms.texts;
}

const expected = 'one of a string, array of strings, array of integers, or array of integer arrays';

export const promptSchema = z
  .custom<string | readonly unknown[]>((value) => typeof value === 'string' || Array.isArray(value), {
    error: expected,
  })
  .transform((value, context): PromptMember => {
    const outcome = formOf(value).safeParse(value, { reportInput: true });
    if (outcome.success) return outcome.data;
    for (const issue of outcome.error.issues) context.issues.push(raiseAgain(issue, issue.path));
    return z.NEVER;
  });
