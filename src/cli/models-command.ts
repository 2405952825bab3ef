// In: the configuration. Out: the catalogue with what is installed, fits and runs, and which model a start would serve. Changes nothing.
import { listInstalledModels } from '../catalog/list-installed-models.ts';
import { loadCatalog } from '../catalog/load-catalog.ts';
import { loadEncoders } from '../catalog/load-encoders.ts';
import { describeMachine } from '../catalog/machine.ts';
import { Fault } from '../contract/fault.ts';
import type { Command, CommandContext } from './command.ts';
import { describeEncoders } from './describe-encoders.ts';
import { describeModels } from './describe-models.ts';
import { findRunningService, type ServiceFinding } from './find-running-service.ts';
import { chooseModelHere, type ModelAsk } from './install-model.ts';
import { renderModels } from './render-models.ts';

const askTimeoutMs = 1000;

interface Choice {
  readonly id: string | null;
  readonly fetchBehindId: string | null;
  readonly reason: string;
}

export const modelsCommand: Command = {
  name: 'models',
  wordsUsage: '',
  wordCount: { least: 0, most: 0 },
  summary: 'the catalogue: what is installed, fits and is running',
  details: `FITS is slow where the memory is there but answers would come too slowly. * marks what the next start serves.
Scores are published ones, for 16-bit weights where their source does not say otherwise.`,
  run: async (context) => {
    const { config, terminal } = context;
    const catalog = loadCatalog();
    const machine = await describeMachine(context.environment);
    const ask: ModelAsk = { context, catalog, machine, onProgress: () => undefined };
    const [installed, service, choice] = await Promise.all([
      listInstalledModels(config.home),
      findService(context),
      choose(ask),
    ]);
    const runningNames = service?.kind === 'running' ? service.modelNames : [];
    const models = [
      ...describeModels({ catalog, machine, installed, runningNames, chosenId: choice.id }),
      ...(await describeEncoders({ encoders: loadEncoders(), machine, home: config.home, runningNames })),
    ];
    if (context.isJson) {
      terminal.print(JSON.stringify({ choice, service, models }, null, 2));
      return 0;
    }
    terminal.print(renderModels(models));
    const mark = choice.id === null ? 'no model can be served' : '* what the next start serves';
    terminal.print(`\n${mark}: ${choice.reason}\n${describeService(service)}`);
    return 0;
  },
};

/** Null where the port is not known. */
async function findService({ config, signal }: CommandContext): Promise<ServiceFinding | null> {
  return config.port === 0 ? null : findRunningService(config, askTimeoutMs, signal);
}

async function choose(ask: ModelAsk): Promise<Choice> {
  try {
    const { serveNow, fetchBehind, reason } = await chooseModelHere(ask);
    return { id: serveNow.id, fetchBehindId: fetchBehind?.id ?? null, reason };
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    return { id: null, fetchBehindId: null, reason: error.message };
  }
}

function describeService(service: ServiceFinding | null): string {
  if (service === null) return 'Whether a service runs is not known: its port is 0.';
  if (service.kind === 'running') return `A service runs at ${service.baseUrl}.`;
  return service.kind === 'absent'
    ? `No service runs at ${service.baseUrl}.`
    : `Whether a service runs at ${service.baseUrl} is not known: ${service.detail}`;
}
