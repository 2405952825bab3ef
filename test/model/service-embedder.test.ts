// In: configurations that name an encoder. Out: the service's own embedder, started at the first ask, and a wrong name refused at once.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, inject, test } from 'vitest';
import { createServiceEmbedder } from '../../src/cli/create-service-embedder.ts';
import { recordedTerminal } from '../../src/cli/samples.suite.ts';
import { loadConfig } from '../../src/config/load-config.ts';
import type { ServiceEvent } from '../../src/contract/observer.ts';
import { cosine, textInput, vectorsOf } from '../../src/engine/embedder.suite.ts';

const folder = mkdtempSync(join(tmpdir(), 'kinglet-embedder-'));
afterAll(() => rmSync(folder, { recursive: true }));

async function embedderFor(named: Readonly<Record<string, string>>) {
  const { PATH, HOME } = process.env;
  const environment = { PATH, HOME, KINGLET_HOME: inject('kingletHome'), KINGLET_THREADS: '1', ...named };
  const config = loadConfig({ argumentsGiven: {}, environment, workingFolder: folder, readFile: () => null });
  const events: ServiceEvent[] = [];
  const terminal = recordedTerminal();
  const signal = new AbortController().signal;
  const context = {
    words: [],
    config,
    environment: process.env,
    terminal,
    isJson: false,
    flags: new Map<string, string>(),
    signal,
  };
  return { embedder: await createServiceEmbedder(context, (event) => void events.push(event)), events, terminal };
}

const texts = ['A kinglet is a small bird.', 'Kinglets are tiny birds.'].map(textInput);

test('MiniLM, where nothing is said', async () => {
  const { embedder, terminal } = await embedderFor({});
  expect(embedder).toMatchObject({ id: 'all-minilm-l6-v2', dimensions: 384, maxTokens: 256 });
  const [one, other] = await vectorsOf(embedder, texts);
  await embedder.stop();
  expect(cosine(one ?? new Float32Array(), other ?? new Float32Array())).toBeGreaterThan(0.7);
  expect(terminal.said).toEqual([]);
});

test('a model in GGUF, by its path: an engine of its own, started at the first ask and gone at the end', async () => {
  const { path } = inject('smallModels')['smollm2-135m-instruct'];
  const { embedder, events } = await embedderFor({ KINGLET_EMBEDDING_MODEL: path });
  expect(embedder).toMatchObject({ id: 'smollm2-135m-instruct.q4-1', dimensions: 576, maxTokens: 8192 });
  expect(events).toEqual([]);
  expect(await vectorsOf(embedder, texts)).toHaveLength(2);
  await embedder.stop();
  const states = events.map((event) => (event.kind === 'engine-state' ? `${event.engineId} ${event.state}` : ''));
  expect(states).toEqual(['embedding starting', 'embedding ready', 'embedding stopped']);
});

test('a name that is none', async () => {
  await expect(embedderFor({ KINGLET_EMBEDDING_MODEL: 'nothing' })).rejects.toMatchObject({ code: 'model_unknown' });
  await expect(embedderFor({ KINGLET_EMBEDDING_MODEL: './none.gguf' })).rejects.toMatchObject({
    code: 'model_invalid',
  });
});
