// In: the folder of the trained artifact. Out: model, vocabulary and levels, checked against the digest they were made with; else a Fault
// `model_invalid`. Knows no text.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Fault } from '../../contract/fault.ts';
import { bucketBits } from './features.ts';
import { readVocabulary, type Vocabulary } from './harden/vocabulary.ts';
import { type Head, headStride, heads } from './heads.ts';
import { readLexicon } from './lexicon.ts';
import type { LinearModel } from './linear-model.ts';

/** Beside the program, in the source tree and in the built one. */
export const defaultArtifactFolder = fileURLToPath(new URL('../../../artifacts/first-stage/', import.meta.url));

export interface HeadDescription {
  readonly step: number;
  readonly bias: number;
  /** Scores from which levels 1 to 7 begin; of a detection, where it is 0.5 sure and by how much more it is 0.73 sure. */
  readonly cuts: readonly number[];
}

export interface FirstStageArtifact {
  readonly version: string;
  readonly model: LinearModel;
  readonly vocabulary: Vocabulary;
  readonly heads: Readonly<Record<Head, HeadDescription>>;
}

interface Manifest {
  readonly sha256: string;
  readonly otherWordsSha256: string;
  readonly bucketBits: number;
  /** Bytes: weights, then lexicon, then vocabulary. */
  readonly sections: { readonly weights: number; readonly lexicon: number; readonly vocabulary: number };
  readonly heads: Readonly<Record<Head, HeadDescription>>;
}

/** Reads 3 MB; a few milliseconds. */
export function loadArtifact(folder: string): FirstStageArtifact {
  try {
    // Only lab/train.py writes it; the digest and the sizes below tell whether it fits.
    const manifest = JSON.parse(readFileSync(`${folder}/manifest.json`, 'utf8')) as Manifest;
    const bytes = readFileSync(`${folder}/model.bin`);
    const otherWords = readFileSync(`${folder}/other-words.bin`);
    const digest = digestOf(bytes);
    if (digest !== manifest.sha256) throw new Error('model.bin is not the file that its manifest describes');
    if (digestOf(otherWords) !== manifest.otherWordsSha256)
      throw new Error('other-words.bin is not the file that its manifest describes');
    const { sections } = manifest;
    if (manifest.bucketBits !== bucketBits || sections.weights !== headStride * 2 ** bucketBits)
      throw new Error('model.bin was trained for other features');
    const described = heads.map((head) => manifest.heads[head]);
    const lexiconEnd = sections.weights + sections.lexicon;
    return {
      version: digest.slice(0, 16),
      model: {
        weights: new Int8Array(bytes.buffer, bytes.byteOffset, sections.weights),
        steps: described.map(({ step }) => step),
        biases: described.map(({ bias }) => bias),
        lexicon: readLexicon(bytes.subarray(sections.weights, lexiconEnd)),
      },
      vocabulary: readVocabulary(bytes.subarray(lexiconEnd), otherWords, bytes.subarray(sections.weights, lexiconEnd)),
      heads: manifest.heads,
    };
  } catch (cause) {
    throw new Fault('model_invalid', `The content filter's own model in ${folder} cannot be used: ${String(cause)}`, {
      cause,
    });
  }
}

function digestOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
