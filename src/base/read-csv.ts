// In: a text of comma-separated values. Out: its rows, with quoted cells that may hold commas and line ends. Knows no heading.

export function* readCsv(text: string): Generator<readonly string[]> {
  const cell = /(?:"((?:[^"]|"")*)"|([^,\r\n]*))(,|\r?\n|$)/gy;
  let row: string[] = [];
  while (cell.lastIndex < text.length) {
    const found = cell.exec(text);
    // A quotation mark that nobody closes: what is behind it is no table any more.
    if (found === null) return;
    const [, quoted, plain = '', end] = found;
    row.push(quoted?.replaceAll('""', '"') ?? plain);
    if (end === ',') continue;
    yield row;
    row = [];
  }
}
