// In: a value or a comment. Out: one server-sent event as text. Knows nothing of what it carries.

/** Last event of a stream that ended well. */
export const sseDone = 'data: [DONE]\n\n';

/** JSON holds no raw line break, so one `data` line is enough. */
export function sseData(value: unknown): string {
  return `data: ${JSON.stringify(value)}\n\n`;
}

/** A comment keeps the connection open and is ignored by every client. */
export function sseComment(text: string): string {
  const lines = text.split(/\r\n|\r|\n/).map((line) => `: ${line}\n`);
  return `${lines.join('')}\n`;
}
