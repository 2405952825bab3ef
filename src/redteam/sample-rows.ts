// In: rows and how many of them. Out: a sample that takes the families in turn, the same for the same seed; a smaller one is part of a larger.
// Pure.
import type { Row } from './case.ts';
import { drawNumber } from './draw.ts';

export function sampleRows(rows: readonly Row[], count: number, seed: number): readonly Row[] {
  const families = new Map<string, Row[]>();
  for (const row of rows) families.set(row.family, [...(families.get(row.family) ?? []), row]);
  const shuffle = <Item>(items: readonly Item[], nameOf: (item: Item) => string): readonly Item[] =>
    items
      .map((item) => ({ item, place: drawNumber(seed, nameOf(item)), name: nameOf(item) }))
      .sort((one, other) => one.place - other.place || (one.name < other.name ? -1 : 1))
      .map(({ item }) => item);
  const queues = shuffle([...families], ([family]) => family).map(([, members]) => shuffle(members, ({ id }) => id));
  const longest = Math.max(0, ...queues.map((queue) => queue.length));
  const inTurn = Array.from({ length: longest }, (_, round) => queues.flatMap((queue) => queue[round] ?? [])).flat();
  return inTurn.slice(0, count);
}

/** Of the longest case, in UTF-16 units. */
export function lengthOf(row: Row): number {
  return Math.max(
    0,
    ...row.cases.map(({ messages }) =>
      messages.reduce((sum, { texts }) => sum + texts.reduce((length, text) => length + text.length, 0), 0),
    ),
  );
}
