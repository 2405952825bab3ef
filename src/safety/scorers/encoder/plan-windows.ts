// In: the ids of a text. Out: the windows that the encoder reads it in, each with its control tokens: overlapping, so that what is said at
// the border of one stands within another. Knows no network.

export interface WindowShape {
  /** Control tokens included. */
  readonly maxTokens: number;
  readonly startId: number;
  readonly endId: number;
}

/** A third of a window is read twice. */
const overlapShare = 1 / 3;

export interface PlannedWindow {
  /** With its control tokens. */
  readonly row: readonly number[];
  /** Its place among the ids. */
  readonly from: number;
  readonly to: number;
}

/** None for a text without tokens. */
export function planWindows(
  ids: readonly number[],
  { maxTokens, startId, endId }: WindowShape,
): readonly PlannedWindow[] {
  if (ids.length === 0) return [];
  const { room, overlap } = spanOf(maxTokens);
  return Array.from({ length: windowCountOf(ids.length, { maxTokens }) }, (_, at) => {
    const from = at * (room - overlap);
    const stretch = ids.slice(from, from + room);
    return { row: [startId, ...stretch, endId], from, to: from + stretch.length };
  });
}

/** How many windows so many ids are planned in; at least one. */
export function windowCountOf(idCount: number, { maxTokens }: Pick<WindowShape, 'maxTokens'>): number {
  const { room, overlap } = spanOf(maxTokens);
  return Math.max(1, Math.ceil((idCount - overlap) / (room - overlap)));
}

function spanOf(maxTokens: number): { readonly room: number; readonly overlap: number } {
  const room = maxTokens - 2;
  return { room, overlap: Math.floor(room * overlapShare) };
}
