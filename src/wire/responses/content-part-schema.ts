// In: the content of a message or of a function's output: text or parts. Out: its parts, or an issue for a kind that does not exist
// or has no place there. Media are known and carried no further than their kind. Knows no role.
import * as z from 'zod';
import type { Part } from '../../contract/turn.ts';
import { listOf, text } from '../openai/field-schemas.ts';
import { textOrList } from '../openai/text-or-list.ts';
import { type Choice, chosenObject } from './chosen-object.ts';

/** In OpenAI's order. */
const partTypes = [
  'input_text',
  'input_image',
  'input_audio',
  'output_text',
  'refusal',
  'input_file',
  'computer_screenshot',
  'summary_text',
  'encrypted_content',
] as const;

export type PartType = (typeof partTypes)[number];

export type ContentPart = Part | { readonly kind: 'unserved'; readonly type: PartType };

const unread = z.unknown().nullish();

const inputText = z
  .strictObject({ type: z.literal('input_text'), text: text(), prompt_cache_breakpoint: unread })
  .transform((part): ContentPart => ({ kind: 'text', text: part.text }));

const outputText = z
  .strictObject({ type: z.literal('output_text'), text: text(), annotations: unread, logprobs: unread })
  .transform((part): ContentPart => ({ kind: 'text', text: part.text }));

const refusal = z
  .strictObject({ type: z.literal('refusal'), refusal: text() })
  .transform((part): ContentPart => ({ kind: 'refusal', text: part.refusal }));

function schemaOf(type: PartType): z.ZodType<ContentPart> {
  if (type === 'input_text') return inputText;
  if (type === 'output_text') return outputText;
  if (type === 'refusal') return refusal;
  return z.unknown().transform((): ContentPart => ({ kind: 'unserved', type }));
}

function choosePart(value: unknown, allowed: readonly PartType[]): Choice<ContentPart> {
  const type = partTypes.find((known) => known === value);
  if (type === undefined) return { got: value, values: partTypes, path: ['type'] };
  if (!allowed.includes(type)) return { got: type, values: allowed, path: [] };
  return { schema: schemaOf(type) };
}

export function contentSchema(allowed: readonly PartType[]) {
  const part = chosenObject<ContentPart>({
    expected: 'an object',
    choose: (value) => choosePart(value['type'], allowed),
  });
  return textOrList<readonly ContentPart[]>({
    expected: 'one of a string or array of objects',
    text: text().transform((words) => [{ kind: 'text' as const, text: words }]),
    list: listOf(part, { expected: 'an array of objects' }),
  });
}
