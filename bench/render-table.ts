// In: a head and rows of words. Out: a table in plain text, numbers to the right. Pure.

export function renderTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((title, column) => Math.max(title.length, ...rows.map((row) => (row[column] ?? '').length)));
  const line = (words: readonly string[]) =>
    widths
      .map((width, column) =>
        column === 0 ? (words[column] ?? '').padEnd(width) : (words[column] ?? '').padStart(width),
      )
      .join('  ')
      .trimEnd();
  const rule = widths.map((width) => '-'.repeat(width)).join('  ');
  return [line(head), rule, ...rows.map(line)].join('\n');
}

export function digits(value: number, count = 1): string {
  return Number.isFinite(value) ? value.toFixed(count) : 'none';
}
