// In: documents. Out: their index in a folder that goes with the test, and pieces of made-up code to fill it with. For tests.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { IndexBuilder, type SourceDocument } from './index-builder.ts';
import type { MaterialSource } from './index-file.ts';
import { ProtectedIndex } from './protected-index.ts';

export const owner: MaterialSource = { license: 'Apache-2.0', url: 'https://example.org/owner' };

export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'kinglet-protected-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** In one go. */
export function finished<Result>(steps: Generator<undefined, Result>): Result {
  let step = steps.next();
  while (step.done !== true) step = steps.next();
  return step.value;
}

export function codeDocument(text: string, change: Partial<SourceDocument> = {}): SourceDocument {
  return { source: owner, kind: 'protectedCode', path: 'owner/file.ts', text, ...change };
}

export async function indexOf(documents: readonly SourceDocument[]): Promise<ProtectedIndex> {
  const folder = temporaryFolder();
  const path = join(folder, 'test.idx');
  const builder = new IndexBuilder(join(folder, 'work'));
  for (const document of documents) builder.add(document);
  finished(builder.finish(path, { name: 'test', madeFrom: 'here' }));
  return ProtectedIndex.read(path);
}

/** So many lines that nobody else writes, of twelve tokens each. */
export function madeUpLines(count: number, theme = 'heron'): readonly string[] {
  return Array.from(
    { length: count },
    (_, at) => `const ${theme}Nest${at} = wade${at % 7}(${theme}Reeds${at}, depth${at % 5} + ${at * 3});`,
  );
}
