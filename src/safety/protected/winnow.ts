// In: the hashes of all runs of tokens of a document. Out: the places of those to keep: of so many in a row the smallest. Pure.

/**
 * Of any `window` places in a row at least one is kept, and which one depends on these hashes only: two documents that share them keep the
 * same. Of equal ones the one that was kept already stays, so that a repeated token is not kept over and over.
 */
export function winnow(hashes: Uint32Array, window: number): Uint32Array {
  const kept = new Uint32Array(hashes.length);
  let count = 0;
  let least = -1;
  const last = Math.max(0, hashes.length - window);
  for (let begin = 0; hashes.length > 0 && begin <= last; begin += 1) {
    const end = Math.min(begin + window, hashes.length);
    const before = least;
    if (least < begin) least = leastOf(hashes, begin, end);
    else if ((hashes[end - 1] ?? 0) < (hashes[least] ?? 0)) least = end - 1;
    if (least !== before) {
      kept[count] = least;
      count += 1;
    }
  }
  return kept.subarray(0, count);
}

/** The last of the smallest. */
function leastOf(hashes: Uint32Array, begin: number, end: number): number {
  let least = begin;
  for (let at = begin + 1; at < end; at += 1) if ((hashes[at] ?? 0) <= (hashes[least] ?? 0)) least = at;
  return least;
}
