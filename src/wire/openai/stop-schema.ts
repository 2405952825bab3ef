// In: the member `stop`. Out: the strings, or an issue for the first faulty one. Knows no other member.
import { listOf, text } from './field-schemas.ts';
import { textOrList } from './text-or-list.ts';

const maxStops = 4;
const stopText = text({ minimum: 1 });

export const stopSchema = textOrList<readonly string[]>({
  expected: 'one of a string or array of strings',
  text: stopText.transform((stop) => [stop]),
  list: listOf(stopText, { expected: 'an array of strings', maximum: maxStops }),
});
