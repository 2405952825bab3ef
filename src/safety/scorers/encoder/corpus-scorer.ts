// In: the artifacts' folders, and the harms that a corpus is filtered by. Out: a TextScorer that judges where it is called: the first stage, and with
// it the encoder where the first stage is not sure of one of those harms. For curating; a request's filter reads more. Knows no filter.
import { setImmediate } from 'node:timers/promises';
import type { HarmCategory, ScoreAsk, TextScorer, TextScores } from '../../../contract/safety.ts';
import { openEncoderNetwork } from '../../../onnx/encoder-network.ts';
import { createWordpieceTokenizer } from '../../../onnx/wordpiece-tokenizer.ts';
import { defaultArtifactFolder, type HeadDescription, loadArtifact } from '../artifact.ts';
import { heads } from '../heads.ts';
import { type RawScores, rawScores, scoresFrom } from '../judge-text.ts';
import { createCloserLook } from './closer-look.ts';
import { defaultEncoderFolder, loadEncoderArtifact } from './encoder-artifact.ts';
import { readScores } from './read-scores.ts';

export interface CorpusScorer extends TextScorer {
  stop(): Promise<void>;
}

/**
 * Of the way from a text that says nothing to the first level. On a mixed corpus 9% of the text belongs to documents that come so near to hate or
 * adult content, or swear; from 0.85 on it is 11%, of which nothing more is found.
 */
const nearShare = 0.9;
/** Strong terms, not mild ones. */
const strongProfanity = 0.8;

export async function openCorpusScorer(harms: readonly HarmCategory[]): Promise<CorpusScorer> {
  const firstStage = loadArtifact(defaultArtifactFolder);
  const encoder = loadEncoderArtifact(defaultEncoderFolder);
  const { tokenize, startId, endId } = createWordpieceTokenizer(encoder.tokenizerJson);
  const reader = { firstStage, tokenize, startId, endId, maxTokens: encoder.maxTokens };
  const network = await openEncoderNetwork({ modelPath: encoder.modelPath, threads: 1, outputName: 'outputs' });
  const lookCloser = createCloserLook({ firstStage, encoder, reader, network });

  async function judge(ask: ScoreAsk, signal: AbortSignal): Promise<TextScores> {
    const raw = await inSteps(rawScores(ask.text, firstStage), signal);
    const scores = scoresFrom(raw, ask, firstStage);
    const swears = raw.profanity >= strongProfanity;
    const doubted = harms.filter((harm) => isDoubtful(raw.scores[heads.indexOf(harm)], firstStage.heads[harm], swears));
    const seen = doubted.length === 0 ? null : await lookCloser(ask.text, doubted);
    if (seen === null) return scores;
    const levels = readScores(seen, encoder.heads, ask.origin).harms ?? {};
    return {
      ...scores,
      harms: { ...scores.harms, ...Object.fromEntries(doubted.map((harm) => [harm, levels[harm]])) },
    };
  }

  return {
    id: 'corpus',
    version: `${firstStage.version}+${encoder.version}/${harms.join(',')}`,
    score: async (asks, signal) => {
      const scores: TextScores[] = [];
      for (const ask of asks) scores.push(await judge(ask, signal));
      return scores;
    },
    stop: () => network.release(),
  };
}

/** Others have their turn between the steps of a long text. */
async function inSteps(steps: Generator<undefined, RawScores>, signal: AbortSignal): Promise<RawScores> {
  for (let step = steps.next(); ; step = steps.next()) {
    signal.throwIfAborted();
    if (step.done === true) return step.value;
    await setImmediate();
  }
}

/** Below what is beyond doubt, and not far below the first level or with strong language. */
function isDoubtful(score = Number.NEGATIVE_INFINITY, { bias, cuts }: HeadDescription, swears: boolean): boolean {
  const [first = 0] = cuts;
  const beyondDoubt = cuts[5] ?? Number.POSITIVE_INFINITY;
  return score < beyondDoubt && (swears || score >= bias + nearShare * (first - bias));
}
