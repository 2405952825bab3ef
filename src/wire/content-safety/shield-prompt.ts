// In: what JSON.parse made of the body of a text:shieldPrompt. Out: the ask, complete and trusted, or a Fault that names the member; and
// the answer to it. Knows no scorer.
import * as z from 'zod';
import { countCodePoints } from '../../base/count-code-points.ts';
import type { PromptAttacks, ShieldPromptAsk } from '../../contract/analysis.ts';
import { Fault } from '../../contract/fault.ts';
import { listOf, text } from '../openai/field-schemas.ts';
import { readWithSchema } from '../openai/read-with-schema.ts';

const maxLength = 10_000;

const schema = z.strictObject({
  userPrompt: text({ maximum: maxLength }).nullish(),
  documents: listOf(text(), { expected: 'an array of strings', maximum: 5 }).nullish(),
});

export function parseShieldPrompt(received: unknown): ShieldPromptAsk {
  const { userPrompt, documents } = readWithSchema(schema, received);
  const ask = { userPrompt: userPrompt ?? null, documents: documents ?? [] };
  if (ask.userPrompt === null && ask.documents.length === 0) {
    const message = "Give a 'userPrompt', 'documents' or both: there is nothing to look at.";
    throw new Fault('missing_required_parameter', message, { param: 'userPrompt' });
  }
  const length = ask.documents.reduce((sum, document) => sum + countCodePoints(document), 0);
  if (length > maxLength) {
    const message = `The documents have ${length} characters together; at most ${maxLength} are allowed.`;
    throw new Fault('too_long', message, { param: 'documents' });
  }
  return ask;
}

export function shieldPromptBody({ isUserPromptAttack, documents }: PromptAttacks): object {
  return {
    ...(isUserPromptAttack === null ? {} : { userPromptAnalysis: { attackDetected: isUserPromptAttack } }),
    documentsAnalysis: documents.map((attackDetected) => ({ attackDetected })),
  };
}
