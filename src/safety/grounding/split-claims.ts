// In: a text. Out: its sentences, with where they stand. List items and lines are sentences of their own. Pure.

export interface Claim {
  readonly text: string;
  /** UTF-16 units. */
  readonly start: number;
  readonly end: number;
}

/** A sentence that is longer is cut between words. */
const longestUnits = 800;
const sentenceEnd = /[.!?…]["'’”»)\]]*(?=\s|$)|[。！？．｡।॥؟]["'’”»)\]]*|\n/gu;
/** What ends with a full stop and goes on. */
const abbreviated = /(?:^|[\s(])(?:\p{Lu}|Mr|Mrs|Ms|Dr|St|Prof|Sr|Jr|No|vs|etc|ca|approx|e\.g|i\.e|z\.B|bzw)\.$/u;
const listMark = /^(?:[-*•#>]+|\d{1,3}[.)])\s+/u;

/** Without those that hold neither letter nor digit. */
export function splitClaims(text: string): readonly Claim[] {
  const claims: Claim[] = [];
  let start = 0;
  for (const match of text.matchAll(sentenceEnd)) {
    const end = match.index + match[0].length;
    const written = text.slice(start, end);
    if (match[0] !== '\n' && (abbreviated.test(written) || /^\s*\d{1,3}\.$/.test(written))) continue;
    claims.push(...claimsIn(text, start, end));
    start = end;
  }
  return [...claims, ...claimsIn(text, start, text.length)];
}

/** Neighbours become one until there are at most so many. */
export function joinClaims(claims: readonly Claim[], most: number, text: string): readonly Claim[] {
  const together = Math.ceil(claims.length / most);
  if (together <= 1) return claims;
  return Array.from({ length: Math.ceil(claims.length / together) }, (_, at) => {
    const group = claims.slice(at * together, (at + 1) * together);
    const [start, end] = [group[0]?.start ?? 0, group.at(-1)?.end ?? 0];
    return { text: text.slice(start, end), start, end };
  });
}

function claimsIn(text: string, from: number, to: number): readonly Claim[] {
  let [start, end] = [from, to];
  while (start < end && /\s/.test(text.charAt(start))) start += 1;
  while (end > start && /\s/.test(text.charAt(end - 1))) end -= 1;
  start += listMark.exec(text.slice(start, end))?.[0].length ?? 0;
  const claims: Claim[] = [];
  while (end - start > longestUnits) {
    const cut = cutOf(text, start);
    claims.push({ text: text.slice(start, cut), start, end: cut });
    start = cut;
  }
  claims.push({ text: text.slice(start, end), start, end });
  return claims.filter((claim) => /[\p{L}\p{N}]/u.test(claim.text));
}

function cutOf(text: string, start: number): number {
  const wished = start + longestUnits;
  const space = text.lastIndexOf(' ', wished);
  if (space > start + longestUnits / 2) return space + 1;
  const unit = text.charCodeAt(wished);
  return unit >= 0xdc00 && unit <= 0xdfff ? wished - 1 : wished;
}
