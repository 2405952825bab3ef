// In: a text of comma-separated values, with quoted fields as RFC 4180 has them. Out: its rows. Pure.

export function readCsv(text: string): readonly (readonly string[])[] {
  const rows: string[][] = [];
  let row: string[] = [];
  const fields = /("(?:[^"]|"")*"|[^",\r\n]*)(,|\r?\n|$)/y;
  while (fields.lastIndex < text.length) {
    const found = fields.exec(text);
    if (found === null) break;
    const [, field = '', end = ''] = found;
    row.push(field.startsWith('"') ? field.slice(1, -1).replaceAll('""', '"') : field);
    if (end === ',') continue;
    rows.push(row);
    row = [];
  }
  return row.length === 0 ? rows : [...rows, row];
}
