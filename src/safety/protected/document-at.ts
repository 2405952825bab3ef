// In: where each document begins, and the place of a token. Out: the document it is of. Pure.

/** Which document a token is of: the last that begins no later. */
export function documentAt(starts: Uint32Array, place: number): number {
  let low = 0;
  let high = starts.length;
  while (high - low > 1) {
    const middle = (low + high) >>> 1;
    if ((starts[middle] ?? 0) <= place) low = middle;
    else high = middle;
  }
  return low;
}
