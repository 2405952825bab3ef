// In: two readings of one text. Out: the stretch in which the second differs, with some of what stands around it: the rest was scored with
// the first. Knows no words.

/** A window of some sentences on either side. */
const marginUnits = 240;

export function changedPart(first: string, second: string): string {
  const shorter = Math.min(first.length, second.length);
  let start = 0;
  while (start < shorter && first.charCodeAt(start) === second.charCodeAt(start)) start += 1;
  let kept = 0;
  while (
    kept < shorter - start &&
    first.charCodeAt(first.length - 1 - kept) === second.charCodeAt(second.length - 1 - kept)
  ) {
    kept += 1;
  }
  return second.slice(Math.max(0, start - marginUnits), second.length - Math.max(0, kept - marginUnits));
}
