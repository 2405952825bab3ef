// In: groups of named amounts. Out: an SVG of horizontal bars that reads on light and dark ground. Pure.

export interface ChartBar {
  readonly name: string;
  readonly value: number;
  /** What stands at its end; the value itself where absent. */
  readonly label?: string;
}

export interface ChartGroup {
  readonly title: string;
  readonly bars: readonly ChartBar[];
}

export interface Chart {
  readonly title: string;
  readonly unit: string;
  readonly groups: readonly ChartGroup[];
}

const size = { width: 760, names: 190, ends: 110, bar: 16, gap: 4, group: 26, head: 44, foot: 12 } as const;
/** Told apart also without colour vision; the first is ours. */
const colours = ['#0072b2', '#e69f00', '#8a8a8a', '#cc79a7', '#009e73'] as const;

/** Every group has a scale of its own: its longest bar is as long as the drawing allows. */
export function renderChart({ title, unit, groups }: Chart): string {
  const names = [...new Set(groups.flatMap(({ bars }) => bars.map(({ name }) => name)))];
  const colourOf = (name: string) => colours[names.indexOf(name) % colours.length] ?? colours[0];
  const lines: string[] = [];
  let top: number = size.head;
  for (const group of groups) {
    lines.push(text(0, top + 14, group.title, 'font-weight="600"'));
    top += size.group - 4;
    const most = Math.max(...group.bars.map(({ value }) => value));
    for (const { name, value, label } of group.bars) {
      const length = most > 0 ? (value / most) * (size.width - size.names - size.ends) : 0;
      lines.push(text(size.names - 8, top + 12, name, 'text-anchor="end"'));
      lines.push(
        `<rect x="${size.names}" y="${top}" width="${Math.max(1, length).toFixed(1)}" height="${size.bar}" fill="${colourOf(name)}"/>`,
      );
      lines.push(text(size.names + length + 6, top + 12, `${label ?? figure(value)} ${unit}`, ''));
      top += size.bar + size.gap;
    }
    top += size.gap * 2;
  }
  const height = top + size.foot;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size.width} ${height}" width="${size.width}" height="${height}" role="img" aria-label="${escaped(title)}">`,
    '<style>text{font:12px system-ui,sans-serif;fill:#57606a}@media(prefers-color-scheme:dark){text{fill:#c9d1d9}}</style>',
    text(0, 20, title, 'font-size="15" font-weight="700"'),
    ...lines,
    '</svg>',
    '',
  ].join('\n');
}

function figure(value: number): string {
  return value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2);
}

function text(x: number, y: number, words: string, more: string): string {
  return `<text x="${x.toFixed(1)}" y="${y}"${more === '' ? '' : ` ${more}`}>${escaped(words)}</text>`;
}

function escaped(words: string): string {
  return words.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
