// In: a head and rows of words; numbers. Out: a table in plain text, numbers to the right; shares and seconds as words. Pure.

export function renderTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((title, column) => Math.max(title.length, ...rows.map((row) => (row[column] ?? '').length)));
  const line = (words: readonly string[]) =>
    widths
      .map((width, column) =>
        column === 0 ? (words[column] ?? '').padEnd(width) : (words[column] ?? '').padStart(width),
      )
      .join('  ')
      .trimEnd();
  return [line(head), widths.map((width) => '-'.repeat(width)).join('  '), ...rows.map(line)].join('\n');
}

export function digits(value: number, count: number): string {
  return Number.isFinite(value) ? value.toFixed(count) : '-';
}

export function percent(part: number, whole: number): string {
  return whole === 0 ? '-' : `${digits((100 * part) / whole, 1)}%`;
}

export function seconds(milliseconds: number): string {
  return digits(milliseconds / 1000, 2);
}
