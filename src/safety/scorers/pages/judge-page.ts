// In: a page and the artifact. Out: how surely it is spam, and how surely it aggregates personal data, computed in steps of milliseconds. Spam
// may stand in a part of a page; for aggregation the whole page counts. Knows no thread.
import { pageKinds, type TextScores } from '../../../contract/safety.ts';
import { foldCharacters } from '../harden/fold-characters.ts';
import { tokenise } from '../tokens.ts';
import { visitPageFeatures } from './page-features.ts';
import { startShape } from './page-shape.ts';
import { pageStretches } from './page-stretches.ts';
import type { KindModel, PageKind, PagesArtifact, ShapeModel } from './pages-artifact.ts';

/** Windows overlap by half. */
const windowTokens = 256;
/** A long page has many windows, of which one may look bad by chance: for each doubling more is asked. */
const marginPerDoubling = 0.5;

interface WordScores {
  /** Of all words together, by kind. */
  readonly whole: Record<PageKind, number>;
  readonly size: number;
  /** Of the window that looks most like spam; minus infinity where there is no window but the whole. */
  readonly worstSpam: number;
}

export function* judgePage(text: string, artifact: PagesArtifact): Generator<undefined, TextScores> {
  const scores = yield* rawPageScores(text, artifact);
  const surenessOf = (kind: PageKind): number => (scores === null ? 0 : sureness(scores[kind], artifact.kinds[kind]));
  return { pages: { spam: surenessOf('spam'), personalData: surenessOf('personalData') } };
}

/** The same before it is made sure of: what the middles are set by. Null for a page without words. */
export function* rawPageScores(
  text: string,
  artifact: PagesArtifact,
): Generator<undefined, Readonly<Record<PageKind, number>> | null> {
  const shape = startShape();
  const total: Record<PageKind, number> = { spam: 0, personalData: 0 };
  let size = 0;
  let tokenCount = 0;
  let worstSpam = Number.NEGATIVE_INFINITY;
  for (const stretch of pageStretches(text)) {
    const folded = foldCharacters(stretch);
    const tokens = tokenise(folded);
    shape.add(stretch, folded, tokens);
    const found = scoreWords(folded, tokens, artifact);
    for (const kind of pageKinds) total[kind] += found.whole[kind];
    size += found.size;
    tokenCount += tokens.count;
    worstSpam = Math.max(worstSpam, found.worstSpam);
    yield;
  }
  if (tokenCount === 0) return null;
  const measures = shape.measure();
  const scoreOf = (kind: PageKind, words: number): number =>
    artifact.kinds[kind].bias + words + scoreShape(measures, artifact.shapes, kind);
  const wholeOf = (kind: PageKind): number => (size === 0 ? 0 : total[kind] / Math.sqrt(size));
  const margin = marginPerDoubling * Math.log2(1 + tokenCount / windowTokens);
  return {
    spam: scoreOf('spam', Math.max(wholeOf('spam'), worstSpam - margin)),
    personalData: scoreOf('personalData', wholeOf('personalData')),
  };
}

function scoreWords(folded: string, tokens: ReturnType<typeof tokenise>, artifact: PagesArtifact): WordScores {
  const { weights, kinds } = artifact;
  const spam = new Float64Array(tokens.count + 1);
  const squares = new Float64Array(tokens.count + 1);
  let personalData = 0;
  visitPageFeatures(folded, tokens, (token, bucket, value) => {
    spam[token + 1] = (spam[token + 1] ?? 0) + value * (weights[bucket * pageKinds.length] ?? 0);
    squares[token + 1] = (squares[token + 1] ?? 0) + value * value;
    personalData += value * (weights[bucket * pageKinds.length + 1] ?? 0);
  });
  for (const sums of [spam, squares])
    for (let at = 1; at < sums.length; at += 1) sums[at] = (sums[at] ?? 0) + (sums[at - 1] ?? 0);
  const between = (sums: Float64Array, from: number, to: number): number => (sums[to] ?? 0) - (sums[from] ?? 0);
  let worstSpam = Number.NEGATIVE_INFINITY;
  for (let from = 0; from + windowTokens / 2 < tokens.count; from += windowTokens / 2) {
    const to = Math.min(tokens.count, from + windowTokens);
    const size = between(squares, from, to);
    if (size > 0) worstSpam = Math.max(worstSpam, (between(spam, from, to) * kinds.spam.wordStep) / Math.sqrt(size));
  }
  return {
    whole: {
      spam: (spam[tokens.count] ?? 0) * kinds.spam.wordStep,
      personalData: personalData * kinds.personalData.wordStep,
    },
    size: squares[tokens.count] ?? 0,
    worstSpam,
  };
}

/** A step that is passed adds what it is worth. */
function scoreShape(measures: Float64Array, shapes: readonly ShapeModel[], kind: PageKind): number {
  let score = 0;
  for (const [at, { steps, [kind]: worths }] of shapes.entries()) {
    const measure = measures[at] ?? 0;
    for (let step = 0; step < steps.length && measure >= (steps[step] ?? 0); step += 1) score += worths[step] ?? 0;
  }
  return score;
}

function sureness(score: number, { middle, width }: KindModel): number {
  return 1 / (1 + Math.exp(-(score - middle) / width));
}
