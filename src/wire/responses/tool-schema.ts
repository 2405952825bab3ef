// In: one item of `tools`. Out: a function's members with their types checked, or the kind of a tool that this release does not
// serve. Knows no other tool.
import * as z from 'zod';
import type { JsonObject } from '../../contract/json.ts';
import { flag, text } from '../openai/field-schemas.ts';
import { type Choice, chosenObject } from './chosen-object.ts';
import { schemaMember } from './schema-member.ts';

export const toolTypes = [
  'function',
  'file_search',
  'computer',
  'computer_use_preview',
  'web_search',
  'web_search_2025_08_26',
  'web_search_preview',
  'web_search_preview_2025_03_11',
  'mcp',
  'code_interpreter',
  'image_generation',
  'local_shell',
  'shell',
  'custom',
  'apply_patch',
  'namespace',
  'tool_search',
  'programmatic_tool_calling',
] as const;

export type RequestTool =
  | {
      readonly kind: 'function';
      readonly name: string;
      readonly description: string | null;
      readonly parameters: JsonObject | null;
      readonly isStrict: boolean | null;
    }
  | { readonly kind: 'unserved'; readonly type: string };

const functionTool = z
  .strictObject({
    type: z.literal('function'),
    name: text({ minimum: 1, maximum: 128, pattern: /^[a-zA-Z0-9_-]+$/ }),
    description: text().nullish(),
    parameters: schemaMember().nullish(),
    strict: flag().nullish(),
  })
  .transform(
    (tool): RequestTool => ({
      kind: 'function',
      name: tool.name,
      description: tool.description ?? null,
      parameters: tool.parameters ?? null,
      isStrict: tool.strict ?? null,
    }),
  );

function chooseTool(given: unknown): Choice<RequestTool> {
  const type = toolTypes.find((known) => known === given);
  if (type === undefined) return { got: given, values: toolTypes, path: ['type'] };
  if (type === 'function') return { schema: functionTool };
  return { schema: z.unknown().transform((): RequestTool => ({ kind: 'unserved', type })) };
}

export const toolSchema = chosenObject<RequestTool>({
  expected: 'an object',
  choose: (value) => chooseTool(value['type']),
});
