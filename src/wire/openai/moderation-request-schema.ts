// In: the body of a request for moderation. Out: its members, named as OpenAI names them, with types and bounds checked. Images are
// refused here until they are served.
import * as z from 'zod';
import { listOf, text } from './field-schemas.ts';
import { isJsonObject } from './is-json-object.ts';
import type { IssueFault } from './issue-fault.ts';
import { raiseAgain } from './raise-again.ts';

const maxInputs = 2048;
const expected = 'one of a string, array of strings, or array of objects';

const imagesComeLater: IssueFault = {
  code: 'unsupported_parameter',
  wireCode: null,
  message: 'Images cannot be moderated yet: this service judges texts only. Send the text parts without them.',
};

const part = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('text'), text: text() }),
  z.object({ type: z.literal('image_url') }).superRefine((_part, context) => {
    context.addIssue({ code: 'custom', params: { fault: imagesComeLater } });
  }),
]);

type Inputs = readonly (readonly string[])[];

const texts = listOf(text(), { expected, minimum: 1, maximum: maxInputs }).transform(
  (values): Inputs => values.map((value) => [value]),
);
/** Parts are one input together. */
const parts = listOf(part, { expected, minimum: 1, maximum: maxInputs }).transform(
  (values): Inputs => [values.flatMap((value) => (value.type === 'text' ? [value.text] : []))],
);
const single = text().transform((value): Inputs => [[value]]);

function formOf(value: string | readonly unknown[]): z.ZodType<Inputs> {
  if (typeof value === 'string') return single;
  return isJsonObject(value[0]) ? parts : texts;
}

const input = z
  .custom<string | readonly unknown[]>((value) => typeof value === 'string' || Array.isArray(value), {
    error: expected,
  })
  .transform((value, context): Inputs => {
    const outcome = formOf(value).safeParse(value, { reportInput: true });
    if (outcome.success) return outcome.data;
    for (const issue of outcome.error.issues) context.issues.push(raiseAgain(issue, issue.path));
    return z.NEVER;
  });

export const moderationRequestSchema = z.strictObject({ input, model: text({ minimum: 1 }).nullish() });
