// In: the member `text`. Out: the shape that the answer's text shall have, with its members' types checked. What a JSON Schema says
// is checked elsewhere.
import * as z from 'zod';
import { flag, text } from '../openai/field-schemas.ts';
import { type Choice, chosenObject } from './chosen-object.ts';
import { schemaMember } from './schema-member.ts';

const plainFormat = z.strictObject({ type: z.enum(['text', 'json_object']) });

const schemaFormat = z.strictObject({
  type: z.literal('json_schema'),
  name: text({ minimum: 1, maximum: 64, pattern: /^[a-zA-Z0-9_-]+$/ }),
  schema: schemaMember(),
  description: text().nullish(),
  strict: flag().nullish(),
});

export type TextFormat = z.output<typeof plainFormat> | z.output<typeof schemaFormat>;

function chooseFormat(type: unknown): Choice<TextFormat> {
  if (type === 'json_schema') return { schema: schemaFormat };
  if (type === 'text' || type === 'json_object') return { schema: plainFormat };
  return { got: type, values: ['json_object', 'text', 'json_schema'], path: ['type'] };
}

export const textConfigSchema = z.strictObject(
  {
    format: chosenObject<TextFormat>({
      expected: 'an object',
      choose: (value) => chooseFormat(value['type']),
    }).nullish(),
    verbosity: z.enum(['low', 'medium', 'high']).nullish(),
  },
  { error: 'an object' },
);
