// In: a scripted engine that repeats what somebody owns, and an index of that. Out: Azure's annotations with the citation, streamed and not; a
// text that is cut before much of it is shown; and the two operations of the Azure AI Content Safety API.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { TextScorer } from '../../src/contract/safety.ts';
import { createPanel } from '../../src/safety/panel.ts';
import { finished, madeUpLines } from '../../src/safety/protected/built-index.suite.ts';
import { IndexBuilder } from '../../src/safety/protected/index-builder.ts';
import { openIndexFolder } from '../../src/safety/protected/index-folder.ts';
import { createProtectedScorer } from '../../src/safety/protected/protected-scorer.ts';
import { azureClient, chunksOf, previewVersion, textOf } from './azure-client.ts';
import { scriptedSafety } from './scripted-safety.ts';
import { type ScriptedService, script, startScriptedService } from './start-scripted-service.ts';

const code = madeUpLines(40);
const piece = `Here it is:\n\n${code.slice(10, 18).join('\n')}\n\nThat is all.`;
const words = Array.from({ length: 120 }, (_, at) => `${['a', 'the', 'one', 'no'][at % 4]} heron${at} waits`);
const poem = words.join(' ');
const codeOwner = { license: 'Apache-2.0', url: 'https://example.org/herons' };
const cited = { detected: true, filtered: false, citation: { URL: codeOwner.url, license: codeOwner.license } };
const asked = { model: 'gpt-4o-mini', messages: [{ role: 'user' as const, content: 'x' }] };

let folder: string;
let scripted: ScriptedService;
/** What the engine says next, in deltas of some words. */
let said = '';

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'kinglet-protected-wire-'));
  const builder = new IndexBuilder(join(folder, 'work'));
  builder.add({ source: codeOwner, kind: 'protectedCode', path: 'herons.ts', text: code.join('\n') });
  const poemOwner = { license: null, url: 'https://example.org/poem' };
  builder.add({ source: poemOwner, kind: 'protectedText', path: 'poem.txt', text: poem });
  finished(builder.finish(join(folder, 'own.idx'), { name: 'own', madeFrom: 'test' }));
  const protectedMaterial = createProtectedScorer(
    openIndexFolder({ folder, nowMs: () => 0, onFault: () => undefined }),
  );
  const harmless: TextScorer = {
    id: 'harmless',
    version: '1',
    tellsClear: true,
    score: async (asks) => asks.map(() => ({ isClear: true })),
  };
  const panel = createPanel([harmless, protectedMaterial].map((scorer) => ({ scorer, isAsked: 'always' as const })));
  scripted = await startScriptedService({
    isFiltering: true,
    safety: { ...scriptedSafety(), scorerFor: () => panel, protectedMaterial },
    answer: () => script(said.match(/\s*\S+/g) ?? []),
  });
});
afterAll(async () => {
  await scripted.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** What Azure adds to a choice, beyond the client's types. */
function resultsOf(choice: unknown): Readonly<Record<string, unknown>> {
  return (choice as { content_filter_results?: Record<string, unknown> }).content_filter_results ?? {};
}

describe('code', () => {
  test('is annotated with its citation, and shown', async () => {
    said = piece;
    const completion = await azureClient(scripted).chat.completions.create(asked);
    const [choice] = completion.choices;
    expect(choice?.message.content).toBe(piece);
    expect(choice?.finish_reason).toBe('stop');
    expect(resultsOf(choice)).toMatchObject({
      protected_material_code: cited,
      protected_material_text: { detected: false, filtered: false },
    });
  });

  test('in a stream as well, from where it is found on', async () => {
    said = piece;
    const stream = await azureClient(scripted, { apiVersion: previewVersion }).chat.completions.create({
      ...asked,
      stream: true,
    });
    const chunks = await chunksOf(stream);
    expect(textOf(chunks)).toBe(piece);
    const found = chunks.flatMap(({ choices }) =>
      choices.map((choice) => resultsOf(choice)['protected_material_code']),
    );
    expect(found.find((body) => body !== undefined)).toEqual({ detected: false, filtered: false });
    expect(found).toContainEqual(cited);
  });

  test('is told once of an answer, however long it is', async () => {
    const counted = async (): Promise<number> => {
      const lines = (await (await fetch(`${scripted.baseUrl}/metrics`)).text()).split('\n');
      const line = lines.find(
        (text) => text.startsWith('kinglet_content_findings_total') && text.includes('protectedCode'),
      );
      return Number(line?.split(' ').at(-1) ?? 0);
    };
    const before = await counted();
    said = code.join('\n');
    await azureClient(scripted).chat.completions.create(asked);
    expect((await counted()) - before).toBe(1);
  });

  test('that nobody owns is not', async () => {
    said = madeUpLines(8, 'sparrow').join('\n');
    const completion = await azureClient(scripted).chat.completions.create(asked);
    expect(resultsOf(completion.choices[0])).toMatchObject({
      protected_material_code: { detected: false, filtered: false },
    });
  });
});

describe('a text', () => {
  test('is cut, and the answer says so', async () => {
    said = `Here it is. ${words.slice(10, 40).join(' ')}.`;
    const completion = await azureClient(scripted).chat.completions.create(asked);
    const [choice] = completion.choices;
    expect(choice?.finish_reason).toBe('content_filter');
    expect(resultsOf(choice)['protected_material_text']).toEqual({ detected: true, filtered: true });
  });

  test('is cut in a stream before thirty words of it are shown', async () => {
    said = `Here it is. ${words.slice(10, 40).join(' ')}.`;
    const chunks = await chunksOf(await azureClient(scripted).chat.completions.create({ ...asked, stream: true }));
    const shown = textOf(chunks);
    expect(said.startsWith(shown)).toBe(true);
    expect(shown.split(' ').length).toBeLessThan(33);
    expect(chunks.flatMap(({ choices }) => choices.map((choice) => choice.finish_reason))).toContain('content_filter');
  });
});

describe('Content Safety', () => {
  const send = async (operation: string, body: unknown): Promise<readonly [number, unknown]> => {
    const path = `/contentsafety/text:${operation}?api-version=2024-09-15-preview`;
    const answer = await scripted.post(body, {}, path);
    return [answer.status, await answer.json()];
  };

  test('text:detectProtectedMaterial', async () => {
    const found = (detected: boolean) => ({ protectedMaterialAnalysis: { detected } });
    expect(await send('detectProtectedMaterial', { text: poem })).toEqual([200, found(true)]);
    expect(await send('detectProtectedMaterial', { text: piece })).toEqual([200, found(false)]);
    expect(await send('detectProtectedMaterial', {})).toMatchObject([400, { error: { code: 'InvalidRequestBody' } }]);
    const [row] = scripted.service.store.recentRows(1);
    expect(row).toMatchObject({ operation: 'contentsafety.text.detect_protected_material', outcome: 'faulted' });
  });

  test('text:detectProtectedMaterialForCode', async () => {
    const codeCitations = [{ license: codeOwner.license, sourceUrls: [codeOwner.url] }];
    const found = { protectedMaterialAnalysis: { detected: true, codeCitations } };
    const nothing = { protectedMaterialAnalysis: { detected: false, codeCitations: [] } };
    expect(await send('detectProtectedMaterialForCode', { code: piece })).toEqual([200, found]);
    expect(await send('detectProtectedMaterialForCode', { code: poem })).toEqual([200, nothing]);
    expect(await send('detectProtectedMaterialForCode', { text: piece })).toMatchObject([400, {}]);
  });
});
