// In: a line of prose in any script, or several that are one. Out: its sentences; list marks and spaces between them are structure. Pure.
import type { SentenceSink } from './sentence-pieces.ts';
import { unwrap } from './wrapped-lines.ts';

/** A sentence that is longer is cut between words. */
const longestUnits = 800;
/** Of Thai and Lao, which end sentences with a space: shorter ones stay with what follows. */
const shortestSpaced = 12;
const sentenceEnd =
  /(?<![.!?…])[.!?…]+["'’”»)\]*_]*(?=\s|$)|[。！？．｡।॥؟۔።։။។៕]+["'’”»)\]」』]*|(?<=[\u0e00-\u0eff]) +(?=[\u0e00-\u0eff])/gu;
/** What ends with a full stop and goes on. */
const abbreviated = /(?:^|[\s(])(?:\p{Lu}|Mr|Mrs|Ms|Dr|St|Prof|Sr|Jr|No|vs|etc|ca|approx|e\.g|i\.e|z\.B|bzw)\.$/u;
const listMark = /^\s*(?:(?:[-*•#>]+|\d{1,3}[.)])\s+)*/u;
const letterOrDigit = /[\p{L}\p{N}]/u;
/** Of what stands before a full stop no more need be looked at. */
const longestAbbreviation = 12;

export function splitProse(text: string, sink: SentenceSink): void {
  let start = listMark.exec(text)?.[0].length ?? 0;
  sink('structure', text.slice(0, start));
  for (const match of text.matchAll(sentenceEnd)) {
    const end = match.index + match[0].length;
    if (end <= start) continue;
    if (match[0].startsWith(' ') && match.index - start < shortestSpaced) continue;
    if (abbreviated.test(text.slice(Math.max(start, end - longestAbbreviation), end))) continue;
    emit(text.slice(start, end), sink);
    start = end;
  }
  emit(text.slice(start), sink);
}

function emit(written: string, sink: SentenceSink): void {
  const words = written.trim();
  const start = written.indexOf(words);
  sink('structure', written.slice(0, start));
  for (const part of cutLong(words)) {
    if (letterOrDigit.test(part)) sink('sentence', part, unwrap(part));
    else sink('structure', part);
  }
  sink('structure', written.slice(start + words.length));
}

function cutLong(words: string): readonly string[] {
  const parts: string[] = [];
  let start = 0;
  while (words.length - start > longestUnits) {
    const end = cutOf(words, start);
    parts.push(words.slice(start, end));
    start = end;
  }
  return [...parts, words.slice(start)];
}

function cutOf(words: string, start: number): number {
  const wished = start + longestUnits;
  const space = words.lastIndexOf(' ', wished);
  if (space > start + longestUnits / 2) return space + 1;
  const unit = words.charCodeAt(wished);
  return unit >= 0xdc00 && unit <= 0xdfff ? wished - 1 : outsideEscape(words, start, wished);
}

/** In a string of JSON an escape is two units long, or six: where `wished` lies in one, its beginning. `start` lies in none. */
function outsideEscape(words: string, start: number, wished: number): number {
  const last = words.lastIndexOf('\\', wished - 1);
  if (last < Math.max(start, wished - 5)) return wished;
  let run = last;
  while (run > start && words[run - 1] === '\\') run -= 1;
  if ((last - run) % 2 === 1) return wished;
  return wished < last + (words[last + 1] === 'u' ? 6 : 2) ? last : wished;
}
