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

/** None for a text without tokens. */
export function planWindows(
  ids: readonly number[],
  { maxTokens, startId, endId }: WindowShape,
): readonly (readonly number[])[] {
  const room = maxTokens - 2;
  const overlap = Math.floor(room * overlapShare);
  const windows: (readonly number[])[] = [];
  for (let start = 0; start === 0 || start + overlap < ids.length; start += room - overlap) {
    const stretch = ids.slice(start, start + room);
    if (stretch.length > 0) windows.push([startId, ...stretch, endId]);
  }
  return windows;
}
