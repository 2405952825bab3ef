// In: a statement and the sources. Out: the sentences that it must be held against: all of them where they are few, otherwise those that share
// its rarest words, with their neighbours, in their order. Pure.
import type { SourceIndex } from './source-index.ts';
import { stemsOf, wordsOf } from './words.ts';

export interface Passage {
  readonly source: number;
  readonly sentences: readonly string[];
}

/** At most about `budget` UTF-16 units: the first chosen sentence is always there. */
export function choosePassages(claim: string, sources: SourceIndex, budget: number): readonly Passage[] {
  const all = [...sources.sentences.keys()];
  return passagesOf(sources.length <= budget ? all : bestPlaces(claim, sources, budget), sources);
}

function bestPlaces(claim: string, { sentences, counts }: SourceIndex, budget: number): readonly number[] {
  const wanted = new Set(wordsOf(claim).flatMap(stemsOf));
  const rarity = (stem: string) => Math.log(1 + sentences.length / (counts.get(stem) ?? sentences.length));
  const scored = sentences.map(({ stems }, place) => {
    let score = 0;
    for (const stem of wanted) if (stems.has(stem)) score += rarity(stem);
    return { place, score };
  });
  const chosen = new Set<number>();
  let length = 0;
  const take = (place: number): boolean => {
    const sentence = sentences[place];
    if (sentence === undefined || chosen.has(place)) return true;
    if (chosen.size > 0 && length + sentence.text.length > budget) return false;
    chosen.add(place);
    length += sentence.text.length;
    return true;
  };
  const isSameSource = (one: number, other: number) => sentences[one]?.source === sentences[other]?.source;
  for (const { place } of scored.toSorted((left, right) => right.score - left.score)) {
    if (!take(place)) break;
    // Whom a "he" or "it" means mostly stands in the sentence before.
    for (const neighbour of [place - 1, place + 1]) if (isSameSource(place, neighbour)) take(neighbour);
  }
  return [...chosen].sort((left, right) => left - right);
}

/** Neighbours make one passage. */
function passagesOf(places: readonly number[], { sentences }: SourceIndex): readonly Passage[] {
  const passages: { source: number; sentences: string[]; last: number }[] = [];
  for (const place of places) {
    const sentence = sentences[place];
    if (sentence === undefined) continue;
    const open = passages.at(-1);
    if (open !== undefined && open.source === sentence.source && open.last === place - 1) {
      open.sentences.push(sentence.text);
      open.last = place;
    } else passages.push({ source: sentence.source, sentences: [sentence.text], last: place });
  }
  return passages.map(({ source, sentences: texts }) => ({ source, sentences: texts }));
}
