// In: texts and what a scorer shall say of them. Out: folders, inputs, plans and scripted scorers for the tests of this room.
import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { TextScorer, TextScores } from '../contract/safety.ts';
import type { CurateParts } from './curate.ts';
import type { CurateSettings, SourceRecord } from './settings.ts';

export function testFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'kinglet-curate-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export function settingsWith(changes: Partial<CurateSettings> = {}): CurateSettings {
  return {
    filters: [
      { name: 'hate', threshold: 4 },
      { name: 'spam', threshold: 0.5 },
    ],
    mode: 'remove',
    textField: 'text',
    split: 'file',
    labelField: null,
    samples: 0,
    maxRecordBytes: 1_000_000,
    segmentBytes: 10_000,
    ...changes,
  };
}

/** Finds hate where a text has `rude`, spam where it has `buy`. */
export function wordScorer(): TextScorer & { readonly asked: string[] } {
  const asked: string[] = [];
  return {
    id: 'words',
    version: '1',
    asked,
    score: async (asks) =>
      asks.map(({ text }): TextScores => {
        asked.push(text);
        return { harms: { hate: text.includes('rude') ? 6 : 0 }, pages: { spam: text.includes('buy') ? 0.9 : 0.1 } };
      }),
  };
}

export function partsWith(changes: Partial<CurateParts> = {}): CurateParts {
  return {
    scorer: wordScorer(),
    concurrency: 3,
    redact: (text) => text.replaceAll(/\d/g, '*'),
    stdin: bytesOf(),
    clock: { nowMs: () => 0 },
    onProgress: () => {},
    ...changes,
  };
}

export async function* bytesOf(...parts: readonly (string | Buffer)[]): AsyncGenerator<Buffer> {
  for (const part of parts) yield Buffer.from(part);
}

export async function collect<Item>(items: AsyncIterable<Item>): Promise<readonly Item[]> {
  const all: Item[] = [];
  for await (const item of items) all.push(item);
  return all;
}

export function recordOf(text: string, changes: Partial<SourceRecord> = {}): SourceRecord {
  const raw = Buffer.from(`${JSON.stringify({ text })}\n`);
  const end = { offset: raw.length, number: 1 };
  return { end, sizeBytes: raw.length, raw, text, labels: undefined, rejection: null, ...changes };
}

/** Digests of every file below, by its name. */
export function filesIn(folder: string): Readonly<Record<string, string>> {
  const names = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return Object.fromEntries(
    names.map(({ parentPath, name }) => {
      const path = join(parentPath, name);
      return [path.slice(folder.length + 1), createHash('sha256').update(readFileSync(path)).digest('hex')];
    }),
  );
}
