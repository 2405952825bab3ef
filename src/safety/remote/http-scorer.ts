// In: the URL of a service that speaks the small protocol of docs/CONTENT-SAFETY.md. Out: a scorer over it. Knows no socket.
import {
  type DetectionKind,
  detectionKinds,
  type HarmCategory,
  harmCategories,
  type Severity,
  type TextScorer,
  type TextScores,
} from '../../contract/safety.ts';
import { badAnswer, chanceAt, listAt, member, severityAt } from './read-answer.ts';
import { bearer, type RemoteScorerOptions, requestsAtOnce, versionOf } from './remote-scorer.ts';
import { type ChunkSize, scoreChunks } from './score-chunks.ts';

/** What is longer goes in pieces: no request grows without bound. */
const size: ChunkSize = { points: 100_000, overlap: 1000 };
const textsTogether = 16;

/** Faults are those of `PostJson`. */
export function createHttpScorer({ id, url, key, postJson }: RemoteScorerOptions): TextScorer {
  return {
    id,
    version: versionOf('http', url),
    score: (asks, signal) =>
      scoreChunks(asks, { size, together: textsTogether, atOnce: requestsAtOnce }, async (pieces) => {
        const texts = pieces.map(({ text, origin }) => ({ text, origin }));
        const scores = listAt(await postJson({ url, headers: bearer(key), body: { texts } }, signal), 'scores', id);
        if (scores.length !== pieces.length) throw badAnswer(id, `scores for all ${pieces.length} texts`);
        return scores.map((found) => readScores(found, id));
      }),
  };
}

/** A name that nobody knows is refused: it would be a harm that is not seen. */
function readScores(value: unknown, id: string): TextScores {
  const harms: Partial<Record<HarmCategory, Severity>> = {};
  for (const category of namesIn(member(value, 'harms'), harmCategories, id))
    harms[category] = severityAt(member(value, 'harms'), category, id);
  const detections: Partial<Record<DetectionKind, number>> = {};
  for (const kind of namesIn(member(value, 'detections'), detectionKinds, id))
    detections[kind] = chanceAt(member(value, 'detections'), kind, id);
  if (Object.keys(harms).length + Object.keys(detections).length === 0) throw badAnswer(id, 'any harm or detection');
  return { harms, detections };
}

function namesIn<Name extends string>(value: unknown, known: readonly Name[], id: string): readonly Name[] {
  if (value === undefined) return [];
  if (typeof value !== 'object' || value === null) throw badAnswer(id, 'harms and detections by their names');
  return Object.keys(value).map((given) => {
    const name = known.find((candidate) => candidate === given);
    if (name === undefined) throw badAnswer(id, `names that are known (${known.join(', ')})`);
    return name;
  });
}
