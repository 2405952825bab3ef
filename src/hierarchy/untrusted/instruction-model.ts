// In: the folder of the trained artifact. Out: for sentences of a document how far each is a task that does not belong there, 0 to 1, found from
// 0.5 on. Fault `model_invalid` where the file is not one of these features. Knows no policy.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Fault } from '../../contract/fault.ts';
import { featuresOf, instructionFeatures } from './instruction-features.ts';

/** Beside the program, in the source tree and in the built one. */
export const defaultInstructionFolder = fileURLToPath(new URL('../../../artifacts/instructions/', import.meta.url));

/** One number for each sentence; they are those of one document, in their order. */
export type InstructionScorer = (sentences: readonly string[]) => readonly number[];

/** A single word, such as a key of JSON, asks for nothing. */
const severalWords = /[\p{L}\p{N}][^\p{L}\p{N}]+[\p{L}\p{N}]/u;

interface InstructionModel {
  readonly features: readonly string[];
  readonly weights: readonly number[];
  readonly bias: number;
  /** Two features and the weight of their product. */
  readonly products: readonly (readonly [number, number, number])[];
}

export function loadInstructionScorer(folder = defaultInstructionFolder): InstructionScorer {
  const model = readModel(`${folder}/model.json`);
  return (sentences) =>
    featuresOf(sentences).map((values, sentence) => {
      if (!severalWords.test(sentences[sentence] ?? '')) return 0;
      const at = (place: number): number => values[place] ?? 0;
      let sum = model.bias;
      for (const [place, weight] of model.weights.entries()) sum += weight * at(place);
      for (const [left, right, weight] of model.products) sum += weight * at(left) * at(right);
      return 1 / (1 + Math.exp(-sum));
    });
}

function readModel(path: string): InstructionModel {
  try {
    // Only lab/instructions/train.py writes it.
    const model = JSON.parse(readFileSync(path, 'utf8')) as InstructionModel;
    if (model.features.join() !== instructionFeatures.join()) throw new Error('it was trained for other features');
    return model;
  } catch (cause) {
    throw new Fault('model_invalid', `The model of instructions in ${path} cannot be used: ${String(cause)}`, {
      cause,
    });
  }
}
