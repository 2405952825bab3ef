// In: rows. Out: the first that went wrong in each category: what was asked, what came, what was expected, and why that will not do. Pure.
import type { Row } from './eval-types.ts';

const wellVerdicts: ReadonlySet<string> = new Set(['right', 'valid', 'cut']);
const shownCharacters = 600;

export function renderFailures(rows: readonly Row[], countOfEach: number): string {
  const failures = rows.filter(({ verdict }) => !wellVerdicts.has(verdict));
  const groups = Object.values(Object.groupBy(failures, ({ category }) => category));
  const shown = groups.flatMap((group) => (group ?? []).slice(0, countOfEach));
  return shown.length === 0 ? 'nothing went wrong' : shown.map(renderFailure).join('\n\n');
}

function renderFailure({ id, verdict, reason, request, response, expected }: Row): string {
  return [
    `${id}: ${verdict}`,
    `  why       ${shorten(reason ?? '')}`,
    `  asked     ${shorten(JSON.stringify(messagesOf(request)))}`,
    `  answered  ${shorten(JSON.stringify(messageOf(response)))}`,
    `  expected  ${shorten(JSON.stringify(expected))}`,
  ].join('\n');
}

function messagesOf(request: unknown): unknown {
  return typeof request === 'object' && request !== null && 'messages' in request ? request.messages : request;
}

/** The rest of a completion says nothing about the mistake. */
function messageOf(response: unknown): unknown {
  const choices = typeof response === 'object' && response !== null && 'choices' in response ? response.choices : null;
  const choice: unknown = Array.isArray(choices) ? choices[0] : null;
  return typeof choice === 'object' && choice !== null && 'message' in choice ? choice.message : response;
}

function shorten(text: string): string {
  return text.length <= shownCharacters ? text : `${text.slice(0, shownCharacters)}… (${text.length} characters)`;
}
