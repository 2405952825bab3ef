// In: two results of one benchmark. Out: what they measured side by side, over the rows that both have, with a 95% interval of the difference.
// Pure.
import type { Result, Row } from './eval-types.ts';
import { digits, renderTable, seconds } from './render-table.ts';
import { bootstrapInterval, mean, percentile } from './statistics.ts';

const seed = 1;
const head = ['', 'measure', 'rows', 'A', 'B', 'B - A', '95% of the difference', 'A p50 s', 'B p50 s'];

type Pair = readonly [Row, Row];

export function compareResults(first: Result, second: Result): string {
  if (first.benchmark !== second.benchmark)
    throw new Error(`${first.benchmark} and ${second.benchmark} cannot be compared`);
  const others = new Map(second.rows.map((row) => [row.id, row]));
  const pairs = first.rows.flatMap((row): Pair[] => {
    const other = others.get(row.id);
    return other === undefined ? [] : [[row, other]];
  });
  const categories = [...new Set(pairs.map(([row]) => row.category))];
  const lines = [...categories, 'all'].flatMap((category) =>
    compareCategory(
      category,
      pairs.filter(([row]) => category === 'all' || row.category === category),
    ),
  );
  const unpaired = first.rows.length + second.rows.length - 2 * pairs.length;
  return [
    `A: ${describe(first)}`,
    `B: ${describe(second)}`,
    renderTable(head, lines),
    'shares in percent, differences in points; bootstrap over the rows, 10,000 samples',
    ...(unpaired === 0 ? [] : [`${unpaired} rows are in one result only and left out`]),
  ].join('\n');
}

function compareCategory(category: string, pairs: readonly Pair[]): readonly (readonly string[])[] {
  const measures = [...new Set(pairs.flatMap(([row]) => Object.keys(row.measures)))];
  return measures.map((measure) => {
    const both = pairs.flatMap(([left, right]) => {
      const values = [left.measures[measure] ?? null, right.measures[measure] ?? null] as const;
      return values[0] === null || values[1] === null ? [] : [{ left: values[0], right: values[1] }];
    });
    const interval = bootstrapInterval(
      both.map(({ left, right }) => right - left),
      seed,
    );
    const share = (values: readonly number[]) => digits(100 * mean(values), 1);
    return [
      category,
      measure,
      String(both.length),
      share(both.map(({ left }) => left)),
      share(both.map(({ right }) => right)),
      signed(100 * mean(both.map(({ left, right }) => right - left))),
      `${signed(100 * interval.low)} to ${signed(100 * interval.high)}`,
      seconds(
        percentile(
          pairs.map(([left]) => left.latencyMs),
          50,
        ),
      ),
      seconds(
        percentile(
          pairs.map(([, right]) => right.latencyMs),
          50,
        ),
      ),
    ];
  });
}

function signed(points: number): string {
  return points > 0 ? `+${digits(points, 1)}` : digits(points, 1);
}

function describe({ label, baseUrl, startedAt, rows, taskCount }: Result): string {
  const missing = rows.length < taskCount ? `, stopped after ${rows.length} of ${taskCount}` : '';
  return `${label} (${baseUrl}, ${startedAt}${missing})`;
}
