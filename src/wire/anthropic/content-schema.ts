// In: the `content` of a message, and what stands in it. Out: blocks with the types of their members checked, text made well-formed.
// What a role may say, and how messages follow each other, is checked elsewhere.
import * as z from 'zod';
import { flag, listOf, text } from '../openai/field-schemas.ts';
import { textOrList } from '../openai/text-or-list.ts';
import { jsonObject } from './json-object-schema.ts';

const anObject = { error: 'an object' };
const unread = z.unknown().optional();
const listOfBlocks = 'a list of content blocks';

/** Prompts are cached by their beginnings, whether marked or not. */
export const cacheControlSchema = z
  .strictObject({ type: z.enum(['ephemeral']), ttl: z.enum(['5m', '1h']).nullish() }, anObject)
  .nullish();

export const textBlockSchema = z.strictObject(
  { type: z.literal('text'), text: text(), cache_control: cacheControlSchema, citations: unread },
  anObject,
);

export type TextBlock = z.output<typeof textBlockSchema>;

function asTextBlock(words: string): TextBlock {
  return { type: 'text', text: words };
}

/** Kinds of content that are known, and refused for now with their place named. */
const mediaBlockSchema = z.looseObject({ type: z.enum(['image', 'document', 'search_result']) }, anObject);
const foreignBlockSchema = z.looseObject(
  {
    type: z.enum([
      'server_tool_use',
      'web_search_tool_result',
      'web_fetch_tool_result',
      'code_execution_tool_result',
      'bash_code_execution_tool_result',
      'text_editor_code_execution_tool_result',
      'tool_search_tool_result',
      'tool_reference',
      'container_upload',
      'mcp_tool_use',
      'mcp_tool_result',
    ]),
  },
  anObject,
);

const resultPartSchema = z.discriminatedUnion(
  'type',
  [textBlockSchema, mediaBlockSchema, foreignBlockSchema],
  anObject,
);

const toolUseSchema = z.strictObject(
  {
    type: z.literal('tool_use'),
    id: text({ minimum: 1 }),
    name: text({ minimum: 1 }),
    input: jsonObject(),
    cache_control: cacheControlSchema,
    caller: unread,
    toolset_name: unread,
  },
  anObject,
);

const toolResultSchema = z.strictObject(
  {
    type: z.literal('tool_result'),
    tool_use_id: text({ minimum: 1 }),
    content: textOrList<readonly z.output<typeof resultPartSchema>[]>({
      expected: `a string or ${listOfBlocks}`,
      text: text().transform((words) => [asTextBlock(words)]),
      list: listOf(resultPartSchema, { expected: listOfBlocks }),
    }).nullish(),
    is_error: flag().nullish(),
    cache_control: cacheControlSchema,
    toolset_name: unread,
  },
  anObject,
);

const blockSchema = z.discriminatedUnion(
  'type',
  [
    textBlockSchema,
    toolUseSchema,
    toolResultSchema,
    z.strictObject({ type: z.literal('thinking'), thinking: text(), signature: text() }, anObject),
    z.strictObject({ type: z.literal('redacted_thinking'), data: text() }, anObject),
    mediaBlockSchema,
    foreignBlockSchema,
  ],
  anObject,
);

export type ContentBlock = z.output<typeof blockSchema>;
export type ToolResultBlock = z.output<typeof toolResultSchema>;

export const messageSchema = z.strictObject(
  {
    role: z.enum(['user', 'assistant', 'system']),
    content: textOrList<readonly ContentBlock[]>({
      expected: `a string or ${listOfBlocks}`,
      text: text().transform((words) => [asTextBlock(words)]),
      list: listOf(blockSchema, { expected: listOfBlocks }),
    }),
  },
  anObject,
);

export type Message = z.output<typeof messageSchema>;

/** An empty string says nothing, and is no block. */
export const systemSchema = textOrList<readonly TextBlock[]>({
  expected: 'a string or a list of text blocks',
  text: text().transform((words) => (words === '' ? [] : [asTextBlock(words)])),
  list: listOf(textBlockSchema, { expected: 'a list of text blocks' }),
});
