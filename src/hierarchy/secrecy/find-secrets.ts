// In: the text of an operator. Out: the strings that it declares secret: passwords, codes, what a user must say to be let in, what must never be
// told. What it has the assistant say is none. Pure.

import { type Candidate, furtherQuoted, listedSecrets } from './find-listed-secrets.ts';
import { findQuotes } from './find-quotes.ts';
import { isToldAt } from './find-told-texts.ts';
import { isOpenToAll } from './open-secrets.ts';
import {
  awaited,
  awaitedBare,
  declared,
  forbidden,
  guardedContext,
  keptLater,
  opening,
  unnamed,
  unspoken,
} from './secret-cues.ts';
import { noSecretWord } from './secret-shapes.ts';

const longestSecret = 200;
const mostSecrets = 32;
/** Of what may be one, so many are looked at, and of each so many places: else a text of nothing but secrets would take long to read. */
const mostCandidates = 512;
const mostPlaces = 64;
/** So far around a word that a user must say it tells what that opens. */
const openingReach = 160;
const openingReachBare = 60;
/** Told to guests. */
const forGuests = /\b(?:wi-?fi|wlan|guest network|discount|promo(?:tion)?|coupon|voucher)\b[^.!?\n]{0,40}$/i;
const openWords =
  /^(?:access (?:granted|denied|code)s?|yes|no|ok(?:ay)?|hello|hi|hey|please|thanks?|thank you|sorry|help|stop|start|end|assistant|system|admin|nothing else|anything else|characters?|string|json)$/i;

/** Said of a secret, behind a colon, and none itself. */
const rule =
  /^(?:never|do not|don't|only|you|please|under no|must|at least|at most|(?:\S+ ){1,3}(?:characters|digits|letters)$)\b/i;

export function findSecrets(written: string): readonly string[] {
  const text = withoutBlankRuns(written);
  const isGuarded = guardedContext.test(text);
  const candidates = [
    ...[...declaredSecrets(text), ...listedSecrets(text)].filter((candidate) => !isForGuests(text, candidate)),
    ...captured(text, forbidden),
    ...captured(text, keptLater),
    ...captured(text, unnamed),
    ...(isGuarded ? captured(text, unspoken) : []),
    ...(isGuarded ? captured(text, awaited).filter((candidate) => opensSomething(text, candidate, openingReach)) : []),
    ...(isGuarded
      ? captured(text, awaitedBare).filter((candidate) => opensSomething(text, candidate, openingReachBare))
      : []),
  ];
  const isTold = toldIn(text);
  const seen = new Set<string>();
  const secrets = new Map<string, string>();
  for (const candidate of candidates) {
    const secret = trimmed(candidate.text);
    if (seen.has(secret)) continue;
    seen.add(secret);
    if (isPossible(secret) && !isTold(secret)) secrets.set(secret.toLowerCase(), secret);
    if (secrets.size === mostSecrets || seen.size === mostCandidates) break;
  }
  return [...secrets.values()];
}

/** A secret has no need of blanks, and what stands between two words shall not take long to read however long it is. */
function withoutBlankRuns(text: string): string {
  return text.replaceAll(/\s{2,}/g, (blanks) => {
    const lineEnd = blanks.indexOf('\n');
    if (lineEnd < 0) return ' ';
    return blanks.includes('\n', lineEnd + 1) ? '\n\n' : '\n';
  });
}

function isForGuests(text: string, { start, text: inner }: Candidate): boolean {
  return forGuests.test(text.slice(Math.max(0, start - 80), start)) || isOpenToAll(text, start, inner.length);
}

/** With those that are named in one breath. */
function declaredSecrets(text: string): readonly Candidate[] {
  return matches(text, declared).flatMap(({ candidate, end }) => [candidate, ...furtherQuoted(text, end)]);
}

function captured(text: string, patterns: readonly RegExp[]): readonly Candidate[] {
  return matches(text, patterns).map(({ candidate }) => candidate);
}

/** `end` is where the pattern's text ends. */
function matches(
  text: string,
  patterns: readonly RegExp[],
): readonly { readonly candidate: Candidate; readonly end: number }[] {
  return patterns.flatMap((pattern) =>
    [...text.matchAll(pattern)].flatMap((match) => {
      const inner = match.slice(1).find((group) => group !== undefined);
      if (inner === undefined) return [];
      const start = match.index + match[0].lastIndexOf(inner);
      return [{ candidate: { text: inner, start }, end: match.index + match[0].length }];
    }),
  );
}

function opensSomething(text: string, candidate: Candidate, reach: number): boolean {
  const { start } = candidate;
  return opening.test(text.slice(Math.max(0, start - reach), start)) || opensBehind(text, candidate, reach);
}

function opensBehind(text: string, { start, text: inner }: Candidate, reach: number): boolean {
  const end = start + inner.length;
  return opening.test(text.slice(end, end + reach));
}

/** Marks around it, and the end of a sentence, are not part of it. */
function trimmed(text: string): string {
  return (
    text
      .trim()
      .replace(/^["“'‘`*]+|["”'’`*]+$/g, '')
      .replace(/[.,;:!?]+$/, '')
      .trim() || text.trim()
  );
}

function isPossible(secret: string): boolean {
  return (
    secret !== '' &&
    secret.length <= longestSecret &&
    !openWords.test(secret) &&
    !noSecretWord.test(secret) &&
    !rule.test(secret) &&
    !/^[A-Za-z0-9.,;:'"()\-\s]$/.test(secret)
  );
}

/** What the assistant is to say anywhere is open to all. */
function toldIn(text: string): (secret: string) => boolean {
  const quotes = findQuotes(text).filter(({ start }) => isToldAt(text, start));
  const toldQuotes = new Set(quotes.map((quote) => quote.text.toLowerCase()));
  return (secret) => {
    if (toldQuotes.has(secret.toLowerCase())) return true;
    let at = text.indexOf(secret);
    for (let place = 0; place < mostPlaces && at >= 0; place += 1, at = text.indexOf(secret, at + 1))
      if (isToldAt(text, at)) return true;
    return false;
  };
}
