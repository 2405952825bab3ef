// In: texts in which a scorer found an attack, and the scorer. Out: nothing; the sentences that make it one are marked as found in each, the
// fewest that leave a rest in which it finds none. Asks for all texts at once, in a bounded number of batches, each linear in the texts.
import type { ScreenedText } from './screened-text.ts';

/** Of texts of documents: how far each tries to take a model over, 0 to 1; found from 0.5 on. One number for each. */
export type AttackScorer = (texts: readonly string[], signal: AbortSignal) => Promise<readonly number[]>;

export const foundFrom = 0.5;
/** A sentence of a found stretch goes with its worst one from here on. */
const nearFrom = 0.25;
/** Sentences of a stretch that is asked about first, and how far the next one begins behind it: what spreads over three is in one of them. */
const stretchLength = 8;
const stretchStep = 6;
const longestWindow = 3;
/** Of one text in one round: more would cost seconds. */
const mostNarrowed = 12;
/** Then a text that is still found is taken out whole. */
const mostRounds = 3;

interface Window {
  readonly text: ScreenedText;
  readonly places: readonly number[];
}

interface ScoredWindow extends Window {
  readonly score: number;
}

export async function findAttacks(
  texts: readonly ScreenedText[],
  scoreAttacks: AttackScorer,
  signal: AbortSignal,
): Promise<void> {
  let found = texts;
  for (let round = 0; round < mostRounds && found.length > 0; round += 1) {
    const stretches = await scored(found.map(stretchesOf), scoreAttacks, signal);
    const chosen = stretches.flatMap(narrowedOf);
    const windows = await scored(chosen.map(windowsOf), scoreAttacks, signal);
    for (const inside of windows) removeFrom(inside);
    found = await stillFound(found, scoreAttacks, signal);
  }
  for (const text of found) for (const place of text.kept()) text.found.add(place);
}

/** Of those that hold an attack as they are now. */
export async function stillFound(
  texts: readonly ScreenedText[],
  scoreAttacks: AttackScorer,
  signal: AbortSignal,
): Promise<readonly ScreenedText[]> {
  const asked = texts.filter((text) => text.kept().length > 0);
  if (asked.length === 0) return [];
  const scores = await scoreAttacks(
    asked.map((text) => text.rest()),
    signal,
  );
  return asked.filter((_, place) => (scores[place] ?? 0) >= foundFrom);
}

/** Groups as they were given, asked about in one batch. */
async function scored(
  groups: readonly (readonly Window[])[],
  scoreAttacks: AttackScorer,
  signal: AbortSignal,
): Promise<readonly (readonly ScoredWindow[])[]> {
  const texts = groups.flat().map(({ text, places }) => places.map((place) => text.sentences[place] ?? '').join(' '));
  const scores = texts.length === 0 ? [] : await scoreAttacks(texts, signal);
  let next = 0;
  return groups.map((windows) => windows.map((window) => ({ ...window, score: scores[next++] ?? 0 })));
}

function stretchesOf(text: ScreenedText): readonly Window[] {
  const kept = text.kept();
  const stretches: Window[] = [];
  for (let start = 0; start === 0 || start + stretchLength - stretchStep < kept.length; start += stretchStep)
    stretches.push({ text, places: kept.slice(start, start + stretchLength) });
  return stretches;
}

/** Of one text, where to look closer. A text that is an attack all over is not looked at so: what is found there goes. */
function narrowedOf(stretches: readonly ScoredWindow[]): readonly ScoredWindow[] {
  const worst = worstOf(stretches);
  for (const { text, places } of worst.slice(mostNarrowed)) for (const place of places) text.found.add(place);
  return worst.slice(0, mostNarrowed);
}

/** Those that are found; where only the whole is, the one that comes nearest. */
function worstOf(windows: readonly ScoredWindow[]): readonly ScoredWindow[] {
  const found = windows.filter(({ score }) => score >= foundFrom);
  return found.length > 0 ? found : highestOf(windows);
}

function highestOf(windows: readonly ScoredWindow[]): readonly ScoredWindow[] {
  const [first, ...others] = windows;
  return first === undefined ? [] : [others.reduce((best, other) => (other.score > best.score ? other : best), first)];
}

/** One, two and three sentences that follow one another. */
function windowsOf({ text, places }: Window): readonly Window[] {
  return places.flatMap((_, start) =>
    Array.from({ length: Math.min(longestWindow, places.length - start) }, (_unused, more) => ({
      text,
      places: places.slice(start, start + more + 1),
    })),
  );
}

/**
 * Of one stretch the windows, of which the shortest that are found lose the sentences that make them so. One that holds a sentence that is gone is
 * settled.
 */
function removeFrom(windows: readonly ScoredWindow[]): void {
  const alone = new Map(
    windows.flatMap(({ places, score }) => (places.length === 1 ? [[places[0], score] as const] : [])),
  );
  const scoreOf = (place: number): number => alone.get(place) ?? 0;
  for (const { text, places } of worstOf(windows).toSorted((one, other) => one.places.length - other.places.length)) {
    if (places.some((place) => text.found.has(place))) continue;
    const worst = Math.max(...places.map(scoreOf));
    for (const place of places) if (scoreOf(place) >= Math.min(worst, nearFrom)) text.found.add(place);
  }
}
