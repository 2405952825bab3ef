// In: the engine process of the service. Out: a second one, alike but for port, key and slot folder, or with other slots and batches, with
// nothing in front of it.
import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Children } from './children.ts';
import type { EngineProcess } from './find-engine-process.ts';
import { freePort } from './free-port.ts';
import type { StartedSide } from './side.ts';
import { waitUntilAnswering } from './wait-until-answering.ts';

/** What is otherwise than in the service's own. */
export interface EngineChange {
  readonly slots?: number;
  readonly batchTokens?: number;
  readonly microBatchTokens?: number;
}

export async function startEngineAlone(
  model: EngineProcess,
  children: Children,
  signal: AbortSignal,
  change: EngineChange = {},
): Promise<StartedSide> {
  const port = await freePort();
  const key = randomBytes(24).toString('base64url');
  const slotFolder = join(children.folder, 'slots');
  mkdirSync(slotFolder, { recursive: true });
  const parameters = model.environment['KINGLET_ENGINE_PARAMETERS'];
  const alike = replaceValue(replaceValue(model.words, '--port', String(port)), '--slot-save-path', slotFolder);
  const words = changed(alike, change);
  const environment = {
    ...model.environment,
    LLAMA_API_KEY: key,
    ...(parameters === undefined
      ? {}
      : { KINGLET_ENGINE_PARAMETERS: JSON.stringify({ ...JSON.parse(parameters), port, slotSaveFolder: slotFolder }) }),
  };
  // The same guard as in front of the service's engine: it ends with us.
  const child = children.start('../src/base/child-guard.ts', [model.command, ...words], { environment });
  const headers = { authorization: `Bearer ${key}` };
  await waitUntilAnswering(`http://127.0.0.1:${port}/health`, headers, child, 300_000, signal);
  return { name: 'engine', port, headers, model: 'engine', child };
}

function replaceValue(words: readonly string[], flag: string, value: string): readonly string[] {
  const place = words.indexOf(flag);
  return place === -1 ? words : words.with(place + 1, value);
}

function changed(words: readonly string[], { slots, batchTokens, microBatchTokens }: EngineChange): readonly string[] {
  const some = slots === undefined ? words : withSlots(words, slots);
  const more = batchTokens === undefined ? some : replaceValue(some, '--batch-size', String(batchTokens));
  return microBatchTokens === undefined ? more : replaceValue(more, '--ubatch-size', String(microBatchTokens));
}

/** As much context for each. */
function withSlots(words: readonly string[], slots: number): readonly string[] {
  const numberOf = (flag: string) => Number(words[words.indexOf(flag) + 1]);
  const contextTokens = (numberOf('--ctx-size') / numberOf('--parallel')) * slots;
  return replaceValue(replaceValue(words, '--parallel', String(slots)), '--ctx-size', String(contextTokens));
}
