// In: folders of sources, and where their index shall be. Out: the index there, made in steps between which others may work.
import { dirname, join } from 'node:path';
import { type BuiltIndex, IndexBuilder } from './index-builder.ts';
import type { MaterialKind } from './kinds.ts';
import { findPackages } from './package-sources.ts';
import { readSources, type SourceFolder } from './read-sources.ts';

export interface IndexPlan {
  readonly name: string;
  /** What the index is made from, so that a later run can tell whether it is still that. */
  readonly madeFrom: string;
  readonly folders: readonly SourceFolder[];
  readonly kinds: readonly MaterialKind[];
  /** Of each folder. */
  readonly mostTokens: number;
}

export interface BuildReport extends BuiltIndex {
  /** That were read. */
  readonly characterCount: number;
}

/** One step for each document and each part of the index, of milliseconds mostly; ended early it leaves nothing behind. */
export function* buildIndex(plan: IndexPlan, path: string): Generator<undefined, BuildReport> {
  const builder = new IndexBuilder(join(dirname(path), `.${plan.name}.work`));
  let characterCount = 0;
  let isRead = false;
  try {
    for (const folder of plan.folders) {
      let tokens = 0;
      for (const document of readSources(folder, plan.kinds)) {
        characterCount += document.text.length;
        tokens += builder.add(document);
        if (tokens > plan.mostTokens) break;
        yield;
      }
    }
    isRead = true;
  } finally {
    if (!isRead) builder.abandon();
  }
  return { ...(yield* builder.finish(path, plan)), characterCount };
}

export const packageIndexName = 'npm-packages';
/** More of one package is tables and copies of itself. */
const mostPackageTokens = 2_000_000;

/** Code only: what packages say in prose is meant to be repeated. */
export function packagePlan(modulesFolder: string): IndexPlan {
  const { folders, digest } = findPackages(modulesFolder);
  return {
    name: packageIndexName,
    madeFrom: digest,
    folders,
    kinds: ['protectedCode'],
    mostTokens: mostPackageTokens,
  };
}
