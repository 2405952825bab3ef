// In: one item of `messages`. Out: its members with their types checked, text made well-formed. What a role asks of its
// members, and how messages follow each other, is checked elsewhere, as OpenAI does it.
import * as z from 'zod';
import { listOf, text } from './field-schemas.ts';
import { textOrList } from './text-or-list.ts';

const unread = z.unknown().nullish();

/** Kinds of content that are known, and refused for now with their place named. */
const mediaPart = (kind: 'image_url' | 'input_audio' | 'audio' | 'file') =>
  z.looseObject({ type: z.literal(kind) }, { error: 'an object' });

/** OpenAI's Agents SDK sends an answer back with the rest of its message inside the part of text. */
const echoed = {
  role: unread,
  refusal: unread,
  annotations: unread,
  tool_calls: unread,
  function_call: unread,
  audio: unread,
};

const partSchema = z.discriminatedUnion(
  'type',
  [
    z.strictObject({ ...echoed, type: z.literal('text'), text: text() }, { error: 'an object' }),
    mediaPart('image_url'),
    mediaPart('input_audio'),
    z.strictObject({ ...echoed, type: z.literal('refusal'), refusal: text() }, { error: 'an object' }),
    mediaPart('audio'),
    mediaPart('file'),
  ],
  { error: 'an object' },
);

export type MessagePart = z.output<typeof partSchema>;

const contentSchema = textOrList<readonly MessagePart[]>({
  expected: 'one of a string or array of objects',
  text: text().transform((words) => [{ type: 'text' as const, text: words }]),
  list: listOf(partSchema, { expected: 'an array of objects' }),
});

const calledName = text({ minimum: 1, maximum: 64, pattern: /^[a-zA-Z0-9_-]+$/ });

const toolCallSchema = z.strictObject(
  {
    id: text({ minimum: 1 }),
    type: z.enum(['function']),
    function: z.strictObject({ name: calledName, arguments: text() }, { error: 'an object' }),
  },
  { error: 'an object' },
);

export const chatMessageSchema = z.strictObject(
  {
    role: z.enum(['system', 'assistant', 'user', 'function', 'tool', 'developer']),
    content: contentSchema.nullish(),
    name: text({ minimum: 1, maximum: 64, pattern: /^[^\s<|\\/>]+$/ }).nullish(),
    refusal: text().nullish(),
    tool_calls: listOf(toolCallSchema, { expected: 'an array of objects', minimum: 1 }).nullish(),
    tool_call_id: text().nullish(),
    function_call: z.strictObject({ name: calledName, arguments: text() }, { error: 'an object' }).nullish(),
    audio: unread,
    // Part of every answer of ours and OpenAI's: clients send answers back as history.
    annotations: z.custom(Array.isArray, { error: 'an array of objects' }).nullish(),
  },
  { error: 'an object' },
);

export type ChatMessage = z.output<typeof chatMessageSchema>;
