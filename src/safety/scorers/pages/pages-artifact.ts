// In: the folder of the trained artifact. Out: weights of words and of shapes, and where the kinds begin, checked against the digest they were
// made with; else a Fault `model_invalid`. Knows no text.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Fault } from '../../../contract/fault.ts';
import { pageKinds } from '../../../contract/safety.ts';
import { pageBucketBits } from './page-features.ts';
import { type ShapeName, shapeNames } from './page-shape.ts';

/** Beside the program, in the source tree and in the built one. */
export const defaultPagesFolder = fileURLToPath(new URL('../../../../artifacts/pages/', import.meta.url));

export type PageKind = (typeof pageKinds)[number];

export interface KindModel {
  readonly bias: number;
  /** What one step of a byte of a word's weight is worth. */
  readonly wordStep: number;
  /** The score that is 0.5 sure, and by how much more it is 0.73 sure. */
  readonly middle: number;
  readonly width: number;
}

/** Where a measure's steps are, ascending, and what passing each of them is worth for each kind. */
export type ShapeModel = Readonly<Record<PageKind, readonly number[]>> & { readonly steps: readonly number[] };

export interface PagesArtifact {
  readonly version: string;
  /** For each bucket a byte for each kind, side by side. */
  readonly weights: Int8Array;
  readonly kinds: Readonly<Record<PageKind, KindModel>>;
  /** In the order of `shapeNames`. */
  readonly shapes: readonly ShapeModel[];
}

interface Manifest {
  readonly sha256: string;
  readonly bucketBits: number;
  readonly kinds: Readonly<Record<PageKind, KindModel>>;
  readonly shapes: Readonly<Partial<Record<ShapeName, ShapeModel>>>;
}

export function loadPagesArtifact(folder: string): PagesArtifact {
  try {
    const described = readFileSync(`${folder}/manifest.json`, 'utf8');
    // Only lab/pages/train.py writes it; the digest and the sizes below tell whether it fits.
    const manifest = JSON.parse(described) as Manifest;
    const bytes = readFileSync(`${folder}/model.bin`);
    if (digestOf(bytes) !== manifest.sha256) throw new Error('model.bin is not the file that its manifest describes');
    if (manifest.bucketBits !== pageBucketBits || bytes.length !== pageKinds.length * 2 ** pageBucketBits)
      throw new Error('model.bin was trained for other features');
    const unknown = shapeNames.find((name) => {
      const { [name]: shape } = manifest.shapes;
      return shape === undefined || pageKinds.some((kind) => shape[kind].length !== shape.steps.length);
    });
    if (unknown !== undefined) throw new Error(`the manifest does not know the measure ${unknown}`);
    return {
      version: digestOf(described).slice(0, 16),
      weights: new Int8Array(bytes.buffer, bytes.byteOffset, bytes.length),
      kinds: manifest.kinds,
      shapes: shapeNames.flatMap((name) => manifest.shapes[name] ?? []),
    };
  } catch (cause) {
    throw new Fault('model_invalid', `The model of pages in ${folder} cannot be used: ${String(cause)}`, { cause });
  }
}

function digestOf(content: Uint8Array | string): string {
  return createHash('sha256').update(content).digest('hex');
}
