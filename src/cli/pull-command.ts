// In: a catalogue id or a hub reference. Out: that model on disk, verified, its path on stdout. Chooses nothing and starts nothing.
import { systemClock } from '../base/clock.ts';
import type { EncoderEntry } from '../catalog/encoder-entry.ts';
import { formatBytes } from '../catalog/format-bytes.ts';
import { type Catalog, loadCatalog } from '../catalog/load-catalog.ts';
import { loadEncoders } from '../catalog/load-encoders.ts';
import { describeMachine } from '../catalog/machine.ts';
import type { ModelEntry } from '../catalog/model-entry.ts';
import { resolveModelReference } from '../catalog/model-reference.ts';
import type { OnProgress } from '../catalog/progress.ts';
import { provisionEncoder } from '../catalog/provision-encoder.ts';
import { provisionModel } from '../catalog/provision-model.ts';
import { didYouMean } from '../config/did-you-mean.ts';
import { Fault } from '../contract/fault.ts';
import type { Command, CommandContext } from './command.ts';
import { describeModels } from './describe-models.ts';
import { renderProgress } from './render-progress.ts';

export const pullCommand: Command = {
  name: 'pull',
  wordsUsage: 'ID',
  wordCount: { least: 1, most: 1 },
  summary: 'fetch a model now, before a start needs it',
  details: `ID is one of the catalogue (kinglet models), or a hub reference: hf:owner/repository/file.gguf, or
owner/repository:Q4_K_M. The path of the model goes to stdout. What was fetched before an interruption is kept.`,
  run: async (context) => {
    const { words, config, environment, terminal, signal, isJson } = context;
    const encoder = loadEncoders().find(({ id }) => id === words[0]?.toLowerCase());
    if (encoder !== undefined) return pullEncoder(encoder, context);
    const catalog = loadCatalog();
    const model = resolve(catalog, words[0] ?? '');
    const machine = await describeMachine(environment);
    const facts = { catalog, machine, installed: [], runningNames: [], chosenId: null };
    const fit = describeModels(facts).find(({ id }) => id === model.id)?.fit;
    if (fit === 'no')
      terminal.say(
        `kinglet: ${model.id} needs ${formatBytes(model.memoryBytes ?? 0)} of memory, and this machine has ${formatBytes(machine.totalMemoryBytes)}`,
      );
    const installed = await withProgress(context, (onProgress) =>
      provisionModel({ home: config.home, model, environment }, onProgress, signal),
    );
    if (isJson) terminal.print(JSON.stringify(installed, null, 2));
    else terminal.print(installed.path);
    terminal.say(`kinglet: KINGLET_MODEL=${words[0]} npm start serves it`);
    return 0;
  },
};

async function pullEncoder(encoder: EncoderEntry, context: CommandContext): Promise<number> {
  const { config, environment, terminal, signal, isJson } = context;
  const installed = await withProgress(context, (onProgress) =>
    provisionEncoder({ home: config.home, encoder, environment }, { onProgress, signal }),
  );
  terminal.print(isJson ? JSON.stringify(installed, null, 2) : installed.modelPath);
  terminal.say('kinglet: /v1/embeddings answers with it');
  return 0;
}

async function withProgress<Result>(
  { terminal, signal }: CommandContext,
  work: (onProgress: OnProgress) => Promise<Result>,
): Promise<Result> {
  const progress = renderProgress(terminal, systemClock, (text) => process.stderr.write(text));
  try {
    return await work(progress.onProgress).finally(() => progress.close());
  } catch (error) {
    if (signal.aborted) terminal.say('kinglet: stopped; what was fetched is kept');
    throw error;
  }
}

function resolve(catalog: Catalog, reference: string): ModelEntry {
  try {
    return resolveModelReference(catalog, reference);
  } catch (error) {
    if (!(error instanceof Fault) || error.code !== 'model_unknown') throw error;
    const ids = [...catalog.models, ...loadEncoders()].map(({ id }) => id);
    const longer = ids.filter((id) => id.includes(reference.toLowerCase()));
    const near = didYouMean(reference, ids).replace('; did', ' Did');
    const suggestion = longer.length === 0 ? near : ` Did you mean ${longer.join(' or ')}?`;
    throw new Fault('model_unknown', `${error.message}${suggestion}`, { cause: error });
  }
}
