// In: the endpoint and key of an Azure AI Content Safety resource. Out: a scorer over text:analyze (eight levels) and text:shieldPrompt.
// Knows no socket.
import type { DetectionKind, HarmCategory, ScoreAsk, Severity, TextScorer, TextScores } from '../../contract/safety.ts';
import { badAnswer, flagAt, listAt, member, severityAt, textAt } from './read-answer.ts';
import { below, type RemoteScorerOptions, requestsAtOnce, versionOf } from './remote-scorer.ts';
import { scoreChunks, usualChunk } from './score-chunks.ts';

const apiVersion = '2024-09-01';
const harmOf: Readonly<Record<string, HarmCategory>> = {
  Hate: 'hate',
  SelfHarm: 'selfHarm',
  Sexual: 'sexual',
  Violence: 'violence',
};

/** A chunk is two requests, or one of what the model itself wrote. Faults are those of `PostJson`. */
export function createAzureScorer(options: RemoteScorerOptions): TextScorer {
  const { id, url, key, postJson } = options;
  const ask = (operation: string, body: unknown, signal: AbortSignal): Promise<unknown> =>
    postJson(
      {
        url: below(url, `contentsafety/${operation}?api-version=${apiVersion}`),
        headers: key === null ? {} : { 'ocp-apim-subscription-key': key },
        body,
      },
      signal,
    );

  async function harms(text: string, signal: AbortSignal): Promise<Partial<Record<HarmCategory, Severity>>> {
    const body = { text, categories: Object.keys(harmOf), outputType: 'EightSeverityLevels' };
    const found: Partial<Record<HarmCategory, Severity>> = {};
    for (const analysis of listAt(await ask('text:analyze', body, signal), 'categoriesAnalysis', id)) {
      const category = harmOf[textAt(analysis, 'category', id)];
      if (category !== undefined) found[category] = severityAt(analysis, 'severity', id);
    }
    if (Object.keys(found).length < Object.keys(harmOf).length) throw badAnswer(id, 'all four categories');
    return found;
  }

  async function attacks(
    { text, origin }: ScoreAsk,
    signal: AbortSignal,
  ): Promise<Partial<Record<DetectionKind, number>>> {
    if (origin === 'completion') return {};
    if (origin === 'user') {
      const answer = await ask('text:shieldPrompt', { userPrompt: text }, signal);
      return { jailbreak: flagAt(member(answer, 'userPromptAnalysis'), 'attackDetected', id) ? 1 : 0 };
    }
    const answer = await ask('text:shieldPrompt', { documents: [text] }, signal);
    const [analysis] = listAt(answer, 'documentsAnalysis', id);
    return { indirectAttack: flagAt(analysis, 'attackDetected', id) ? 1 : 0 };
  }

  return {
    id,
    version: versionOf('azure', url, apiVersion),
    score: (asks, signal) =>
      scoreChunks(asks, { size: usualChunk, together: 1, atOnce: requestsAtOnce }, (pieces) =>
        Promise.all(
          pieces.map(async (piece): Promise<TextScores> => {
            const [foundHarms, detections] = await Promise.all([harms(piece.text, signal), attacks(piece, signal)]);
            return { harms: foundHarms, detections };
          }),
        ),
      ),
  };
}
