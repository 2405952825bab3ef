// In: `prediction`. Out: the text that the client expects most of the answer to be.
import * as z from 'zod';
import { listOf, text } from './field-schemas.ts';
import { textOrList } from './text-or-list.ts';

const partSchema = z.strictObject({ type: z.enum(['text']), text: text() }, { error: 'an object' });

export const predictionSchema = z
  .strictObject(
    {
      type: z.enum(['content']),
      content: textOrList<string>({
        expected: 'one of a string or array of objects',
        text: text(),
        list: listOf(partSchema, { expected: 'an array of objects', minimum: 1 }).transform((parts) =>
          parts.map((part) => part.text).join(''),
        ),
      }),
    },
    { error: 'an object' },
  )
  .transform(({ content }) => content);
