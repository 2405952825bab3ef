// In: an object that names its type. Out: one server-sent event as text, named for it: Anthropic's clients pass over events without a
// name. Knows nothing else of what it carries.

/** JSON holds no raw line break, so one `data` line is enough. */
export function namedEvent(event: { readonly type: string }): string {
  return `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`;
}
