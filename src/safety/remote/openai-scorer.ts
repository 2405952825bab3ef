// In: the base URL of OpenAI's API, or of one like it. Out: a scorer over its moderations: our own mapping of severities to its categories,
// backwards. Knows no socket.
import {
  type HarmCategory,
  harmCategories,
  type Severity,
  type TextScorer,
  type TextScores,
} from '../../contract/safety.ts';
import { badAnswer, chanceAt, listAt, member, toSeverity } from './read-answer.ts';
import { bearer, below, type RemoteScorerOptions, requestsAtOnce, versionOf } from './remote-scorer.ts';
import { scoreChunks, usualChunk } from './score-chunks.ts';

/** Of what categories each harm is the worst. One that tells of two harms says at least as much of each. */
const categoriesOf: Readonly<Record<HarmCategory, readonly string[]>> = {
  hate: ['hate', 'harassment', 'hate/threatening', 'harassment/threatening'],
  sexual: ['sexual', 'sexual/minors'],
  violence: ['violence', 'violence/graphic', 'hate/threatening', 'harassment/threatening'],
  selfHarm: ['self-harm', 'self-harm/intent', 'self-harm/instructions'],
};
/** What is about minors is never less than high. */
const leastWhenFlagged: Readonly<Record<string, Severity>> = { 'sexual/minors': 6 };
const flaggedFrom: Severity = 4;
const textsTogether = 16;

export interface OpenAiScorerOptions extends RemoteScorerOptions {
  /** Null takes OpenAI's latest. */
  readonly model: string | null;
}

/** Faults are those of `PostJson`. */
export function createOpenAiScorer({ id, url, key, postJson, model }: OpenAiScorerOptions): TextScorer {
  const named = model ?? 'omni-moderation-latest';
  return {
    id,
    version: versionOf('openai', url, named),
    score: (asks, signal) =>
      scoreChunks(asks, { size: usualChunk, together: textsTogether, atOnce: requestsAtOnce }, async (pieces) => {
        const body = { model: named, input: pieces.map(({ text }) => text) };
        const answer = await postJson({ url: below(url, 'moderations'), headers: bearer(key), body }, signal);
        const results = listAt(answer, 'results', id);
        if (results.length !== pieces.length) throw badAnswer(id, `results for all ${pieces.length} texts`);
        return results.map((result) => readResult(result, id));
      }),
  };
}

function readResult(result: unknown, id: string): TextScores {
  const harms: Partial<Record<HarmCategory, Severity>> = {};
  for (const harm of harmCategories)
    harms[harm] = categoriesOf[harm]
      .map((category) => severityOf(result, category, id))
      .reduce((worst, severity) => (severity > worst ? severity : worst), 0);
  return { harms };
}

/** A score is the severity divided by 7; what OpenAI flags is at least medium, where it calls that by a lower score. */
function severityOf(result: unknown, category: string, id: string): Severity {
  const severity = toSeverity(Math.round(chanceAt(member(result, 'category_scores'), category, id) * 7)) ?? 0;
  const isFlagged = member(member(result, 'categories'), category) === true || severity >= flaggedFrom;
  const least = isFlagged ? (leastWhenFlagged[category] ?? flaggedFrom) : 0;
  return severity > least ? severity : least;
}
