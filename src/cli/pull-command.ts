// In: a catalogue id or a hub reference. Out: that model on disk, verified, its path on stdout. Chooses nothing and starts nothing.
import { systemClock } from '../base/clock.ts';
import { formatBytes } from '../catalog/format-bytes.ts';
import { type Catalog, loadCatalog } from '../catalog/load-catalog.ts';
import { describeMachine } from '../catalog/machine.ts';
import type { ModelEntry } from '../catalog/model-entry.ts';
import { resolveModelReference } from '../catalog/model-reference.ts';
import { provisionModel } from '../catalog/provision-model.ts';
import { didYouMean } from '../config/did-you-mean.ts';
import { Fault } from '../contract/fault.ts';
import type { Command } from './command.ts';
import { describeModels } from './describe-models.ts';
import { renderProgress } from './render-progress.ts';

export const pullCommand: Command = {
  name: 'pull',
  wordsUsage: 'ID',
  wordCount: { least: 1, most: 1 },
  summary: 'fetch a model now, before a start needs it',
  details: `ID is one of the catalogue (kinglet models), or a hub reference: hf:owner/repository/file.gguf, or
owner/repository:Q4_K_M. The path of the model goes to stdout. What was fetched before an interruption is kept.`,
  run: async ({ words, config, environment, terminal, signal, isJson }) => {
    const catalog = loadCatalog();
    const model = resolve(catalog, words[0] ?? '');
    const machine = await describeMachine(environment);
    const facts = { catalog, machine, installed: [], runningNames: [], chosenId: null };
    const fit = describeModels(facts).find(({ id }) => id === model.id)?.fit;
    if (fit === 'no')
      terminal.say(
        `kinglet: ${model.id} needs ${formatBytes(model.memoryBytes ?? 0)} of memory, and this machine has ${formatBytes(machine.totalMemoryBytes)}`,
      );
    const progress = renderProgress(terminal, systemClock, (text) => process.stderr.write(text));
    try {
      const installed = await provisionModel({ home: config.home, model, environment }, progress.onProgress, signal);
      progress.close();
      if (isJson) terminal.print(JSON.stringify(installed, null, 2));
      else terminal.print(installed.path);
      terminal.say(`kinglet: KINGLET_MODEL=${words[0]} npm start serves it`);
      return 0;
    } catch (error) {
      progress.close();
      if (signal.aborted) terminal.say('kinglet: stopped; what was fetched is kept');
      throw error;
    }
  },
};

function resolve(catalog: Catalog, reference: string): ModelEntry {
  try {
    return resolveModelReference(catalog, reference);
  } catch (error) {
    if (!(error instanceof Fault) || error.code !== 'model_unknown') throw error;
    const ids = catalog.models.map(({ id }) => id);
    const longer = ids.filter((id) => id.includes(reference.toLowerCase()));
    const near = didYouMean(reference, ids).replace('; did', ' Did');
    const suggestion = longer.length === 0 ? near : ` Did you mean ${longer.join(' or ')}?`;
    throw new Fault('model_unknown', `${error.message}${suggestion}`, { cause: error });
  }
}
