// In: a text and the places of what nobody may read in it. Out: the text with asterisks there. Pure; knows no kind of data.

/** As Azure masks: every character of it an asterisk. Spans are in UTF-16 units, in any order, and may overlap. */
export function blackOut(text: string, spans: readonly { readonly start: number; readonly end: number }[]): string {
  let shown = '';
  let at = 0;
  for (const { start, end } of [...spans].sort((one, other) => one.start - other.start)) {
    if (end <= at) continue;
    const from = Math.max(at, start);
    shown += text.slice(at, from) + '*'.repeat([...text.slice(from, end)].length);
    at = end;
  }
  return shown + text.slice(at);
}
