// In: a text and what was found in it. Out: the text with asterisks in those places, as many as there were UTF-16 units, so that every
// offset stays (the default of Azure AI Language, `characterMask`). Knows no kind.
import type { PersonalDataSpan } from './personal-data-span.ts';

/** Spans are in order and do not overlap, as `findPersonalData` gives them. */
export function redact(text: string, spans: readonly Pick<PersonalDataSpan, 'start' | 'end'>[]): string {
  const parts: string[] = [];
  let shown = 0;
  for (const { start, end } of spans) {
    parts.push(text.slice(shown, start), '*'.repeat(end - start));
    shown = end;
  }
  return parts.join('') + text.slice(shown);
}
