// In: the folder of the trained encoder. Out: where its files are and how its outputs are read, checked against the digests that they were
// made with; else a Fault `model_invalid`. Knows no text.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Fault } from '../../../contract/fault.ts';
import { type EncoderHead, encoderHeads } from './encoder-heads.ts';

/** Beside the program, in the source tree and in the built one. */
export const defaultEncoderFolder = fileURLToPath(new URL('../../../../artifacts/encoder/', import.meta.url));

export interface EncoderSum {
  /** Outputs of the network that are added up, each times its weight. */
  readonly outputs: readonly (readonly [place: number, weight: number])[];
  /** So many windows of a text count in what follows, and no more. */
  readonly countedWindows: number;
  /** Of a text's windows, the highest sum is less by this for each doubling of their number. */
  readonly marginPerDoubling: number;
  /** What the first stage's score of the same window counts beside them; 0 where it does not look for this. */
  readonly firstStageWeight: number;
  /** By this share of itself the weight grows for each doubling of the windows beyond four. */
  readonly firstStageGrowth: number;
  /** What few harmless texts reach: from there on the sum is above 0. */
  readonly reached: number;
}

export interface EncoderHeadDescription {
  /** The highest is the head's score: what one of them ranks well another may not see. */
  readonly sums: readonly EncoderSum[];
  /** Scores from which levels 1 to 7 begin; of a detection, where it is 0.5 sure and by how much more it is 0.73 sure. */
  readonly cuts: readonly number[];
}

export interface EncoderArtifact {
  /** Of all files together: changes whenever a judgement may. */
  readonly version: string;
  readonly modelPath: string;
  readonly tokenizerJson: string;
  /** Of one window, control tokens included. */
  readonly maxTokens: number;
  readonly heads: Readonly<Record<EncoderHead, EncoderHeadDescription>>;
}

interface Manifest {
  readonly sha256: { readonly 'model.onnx': string; readonly 'tokenizer.json': string };
  readonly maxTokens: number;
  readonly heads: EncoderArtifact['heads'];
}

/** Reads 24 MB; some ten milliseconds. */
export function loadEncoderArtifact(folder: string): EncoderArtifact {
  try {
    const text = readFileSync(`${folder}/manifest.json`, 'utf8');
    // Only lab/encoder writes it; the digests below tell whether the files are its.
    const manifest = JSON.parse(text) as Manifest;
    const modelPath = `${folder}/model.onnx`;
    const tokenizerJson = readFileSync(`${folder}/tokenizer.json`, 'utf8');
    for (const [name, bytes] of [
      ['model.onnx', readFileSync(modelPath)],
      ['tokenizer.json', tokenizerJson],
    ] as const)
      if (digestOf(bytes) !== manifest.sha256[name])
        throw new Error(`${name} is not the file that its manifest describes`);
    const { maxTokens, heads } = manifest;
    for (const head of encoderHeads)
      if (!heads[head]?.sums?.length) throw new Error(`its manifest has no sum for ${head}`);
    return { version: digestOf(text).slice(0, 16), modelPath, tokenizerJson, maxTokens, heads };
  } catch (error) {
    throw new Fault('model_invalid', `The encoder of the content filter in ${folder} cannot be used.`, {
      cause: error,
    });
  }
}

function digestOf(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}
