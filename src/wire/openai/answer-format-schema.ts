// In: `response_format`. Out: what shape the answer must have. What the JSON Schema in it says is read where it is enforced.
import * as z from 'zod';
import { Fault } from '../../contract/fault.ts';
import type { AnswerFormat } from '../../contract/tools.ts';
import { flag, text } from './field-schemas.ts';
import { jsonObject } from './json-object-schema.ts';
import { functionName } from './tools-schema.ts';

export const responseFormatSchema = z.strictObject(
  {
    type: z.enum(['json_object', 'json_schema', 'text']),
    json_schema: z
      .strictObject(
        {
          name: functionName,
          description: text().nullish(),
          schema: jsonObject.nullish(),
          strict: flag().nullish(),
        },
        { error: 'an object' },
      )
      .nullish(),
  },
  { error: 'an object' },
);

export function readAnswerFormat(format: z.output<typeof responseFormatSchema> | null): AnswerFormat {
  if (format === null || format.type === 'text') return { kind: 'text' };
  if (format.type === 'json_object') return { kind: 'json-object' };
  const described = format.json_schema ?? null;
  if (described === null) {
    const param = 'response_format.json_schema';
    throw new Fault('missing_required_parameter', `Missing required parameter: '${param}'.`, { param });
  }
  const { name, schema, strict } = described;
  return { kind: 'json-schema', name, schema: schema ?? { type: 'object' }, isStrict: strict ?? false };
}
