// In: folders of sources, and where their index shall be. Out: the index there. Computes until it is done; what runs beside others calls it in a
// thread or process of its own.
import { randomUUID } from 'node:crypto';
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

export function buildIndex(plan: IndexPlan, path: string): BuildReport {
  const builder = new IndexBuilder(join(dirname(path), `.${randomUUID()}`));
  try {
    let characterCount = 0;
    for (const folder of plan.folders) {
      let tokens = 0;
      for (const document of readSources(folder, plan.kinds)) {
        characterCount += document.text.length;
        tokens += builder.add(document);
        if (tokens > plan.mostTokens) break;
      }
    }
    return { ...builder.finish(path, plan), characterCount };
  } catch (error) {
    builder.abandon();
    throw error;
  }
}

export const packageIndexName = 'npm-packages';
/** More of one package is tables and copies of itself. */
const mostPackageTokens = 2_000_000;

/** Code only: what packages say in prose is meant to be repeated. */
export function buildPackageIndex(modulesFolder: string, path: string): BuildReport {
  const { folders, digest } = findPackages(modulesFolder);
  const plan = { name: packageIndexName, madeFrom: digest, folders, mostTokens: mostPackageTokens };
  return buildIndex({ ...plan, kinds: ['protectedCode'] }, path);
}
