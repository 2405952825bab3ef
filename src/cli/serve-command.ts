// In: the configuration. Out: the service, running until it is told to stop: provisioned, started, announced, drained. The main job.
import { systemClock } from '../base/clock.ts';
import { lockHome } from '../catalog/home-lock.ts';
import { loadCatalog } from '../catalog/load-catalog.ts';
import { describeMachine } from '../catalog/machine.ts';
import type { ModelEntry } from '../catalog/model-entry.ts';
import { provisionEngine } from '../catalog/provision-engine.ts';
import { usesOwnEngine } from '../config/uses-own-engine.ts';
import type { Engine } from '../contract/engine.ts';
import type { Observer, ServiceEvent } from '../contract/observer.ts';
import { createUpstreamEngine } from '../engine/upstream/upstream-engine.ts';
import { createLogSink } from '../observe/create-log-sink.ts';
import { gatherLines } from '../observe/gather-lines.ts';
import { banner } from './banner.ts';
import type { Command, CommandContext } from './command.ts';
import { composeService } from './compose-service.ts';
import { createPoolEngine } from './create-pool-engine.ts';
import { createServiceEmbedder } from './create-service-embedder.ts';
import { ensurePortFree } from './ensure-port-free.ts';
import { createIdleWatch, type IdleWatch } from './idle-watch.ts';
import { chooseModelHere, findBetterModel, installModel, type ModelAsk } from './install-model.ts';
import { openProtectedMaterial } from './open-protected-material.ts';
import { openSafetyParts } from './open-safety-parts.ts';
import { renderProgress } from './render-progress.ts';
import { startLlama } from './start-llama.ts';
import { tuneBehind } from './tune-behind.ts';

interface ServedEngine {
  /** Null where all deployments have engines elsewhere. */
  readonly engine: (Engine & { stop(): Promise<void> }) | null;
  readonly modelId: string;
  readonly modelTitle: string;
  readonly engineLine: string;
  readonly contextTokens: number | null;
  readonly isReady: () => boolean;
  /** Work that goes on behind the service; it never rejects, and ends with it. */
  behind(idle: IdleWatch): Promise<unknown>;
}

export const serveCommand: Command = {
  name: 'serve',
  wordsUsage: '',
  wordCount: { least: 0, most: 0 },
  summary: 'bring up engine and model, and serve the API (the default)',
  details: '',
  run: async (context) => {
    const { config, terminal, signal } = context;
    const lock = lockHome(config.home, 'serve');
    try {
      await ensurePortFree(config.host, config.port);
      const lines = gatherLines(process.stderr, systemClock);
      process.once('exit', () => lines.flush());
      const log = createLogSink({ level: config.logLevel, format: config.logFormat, destination: lines });
      const later: Observer[] = [log];
      const idle = createIdleWatch(systemClock);
      let behind: Promise<unknown> = Promise.resolve();
      const emit = (event: ServiceEvent) => {
        for (const observer of later) observer.emit(event);
      };
      const embedder = await createServiceEmbedder(context, emit);
      const protectedMaterial = openProtectedMaterial(config.home, { clock: systemClock, emit });
      const safety = await openSafetyParts(config, protectedMaterial.scorer);
      const poolEngines = config.engines.map((engine) => createPoolEngine(engine, systemClock));
      const served = await serveOwn(context, emit);
      try {
        await served.engine?.facts(signal);
        const service = await composeService({
          config,
          ...served,
          poolEngines,
          embedder,
          safety,
          observers: [log, idle.observer],
        });
        later.splice(0, 1, service.observer);
        if (served.engine !== null)
          emit({ kind: 'engine-state', engineId: served.engine.id, state: 'ready', detail: 'serving' });
        const deployment = config.deployments[0]?.name ?? 'gpt-4o-mini';
        const isKeyed = config.apiKey !== null || config.adminKey !== null || config.keys.length > 0;
        terminal.say(
          banner({
            baseUrl: service.baseUrl,
            model: served.modelId,
            deployment,
            contextTokens: served.contextTokens,
            isKeyed,
          }),
        );
        behind = served.behind(idle);
        void protectedMaterial.keepPackages(signal);
        await aborted(signal);
        terminal.say('kinglet: stopping; requests under way are finished first');
        const isClean = await service.drain();
        if (!isClean)
          terminal.say(`kinglet: some requests did not end within ${config.limits.drainSeconds} s and were cut off`);
      } finally {
        const engines = [served, ...poolEngines].map(({ engine }) => engine?.stop());
        await Promise.all([...engines, embedder.stop(), safety.stop(), behind]);
      }
      return 0;
    } finally {
      lock.release();
    }
  },
};

async function serveOwn(context: CommandContext, emit: (event: ServiceEvent) => void): Promise<ServedEngine> {
  if (!usesOwnEngine(context.config)) return elsewhere(context);
  return context.config.engine.kind === 'upstream' ? upstream(context) : local(context, emit);
}

async function local(context: CommandContext, emit: (event: ServiceEvent) => void): Promise<ServedEngine> {
  const { config, terminal, environment, signal } = context;
  const progress = renderProgress(terminal, systemClock, (text) => process.stderr.write(text));
  const catalog = loadCatalog();
  const machine = await describeMachine(environment);
  const ask: ModelAsk = { context, catalog, machine, onProgress: progress.onProgress };
  const choice = await chooseModelHere(ask);
  terminal.say(`kinglet: model ${choice.reason}`);
  const [launch, model] = await Promise.all([
    provisionEngine(
      { home: config.home, engines: catalog.engines, machine, configuredPath: config.engine.path, environment },
      progress.onProgress,
      signal,
    ),
    installModel(ask, choice.serveNow),
  ]);
  progress.close();
  terminal.say(`kinglet: engine ${launch.reason}`);
  if (launch.hint !== null) terminal.say(`kinglet: ${launch.hint}`);
  const started = await startLlama({
    config,
    machine,
    launch,
    model,
    callDoubts: choice.serveNow,
    onState: (state, detail) => emit({ kind: 'engine-state', engineId: 'local', state, detail }),
  });
  for (const line of started.explanation) terminal.say(`kinglet: ${line}`);
  return {
    engine: started.engine,
    modelId: model.id,
    modelTitle: choice.serveNow.title,
    engineLine: launch.reason,
    contextTokens: started.contextTokensPerSlot,
    isReady: () => started.engine.state() === 'ready',
    behind: async (idle) => {
      await fetchBehind(ask, choice.serveNow).catch((error: unknown) => {
        progress.close();
        if (signal.aborted) return;
        terminal.say(
          `kinglet: the better model could not be fetched: ${error instanceof Error ? error.message : String(error)}`,
        );
      });
      if (started.unmeasured !== null) await tuneBehind(started.unmeasured, idle, context);
    },
  };
}

/** The small model serves while the better one comes; it is served from the next start on. */
async function fetchBehind(ask: ModelAsk, serving: ModelEntry): Promise<void> {
  const better = await findBetterModel(ask, serving);
  if (better === null || ask.context.signal.aborted) return;
  ask.context.terminal.say(
    `kinglet: fetching ${better.id} behind the service; KINGLET_MODEL=${serving.id} keeps it at the smaller one`,
  );
  await installModel(ask, better);
  ask.context.terminal.say(`kinglet: ${better.id} is here: the next start serves it`);
}

function upstream({ config, terminal }: CommandContext): ServedEngine {
  const { url, key, upstreamModel, slots, contextTokens } = config.engine;
  const baseUrl = url ?? '';
  const engine = createUpstreamEngine({
    id: 'upstream',
    baseUrl,
    key,
    model: upstreamModel,
    slotCount: slots ?? 64,
    contextTokens: contextTokens ?? 131_072,
    clock: systemClock,
  });
  terminal.say(`kinglet: engine upstream at ${baseUrl}`);
  const modelId = upstreamModel ?? 'upstream';
  return {
    engine,
    modelId,
    modelTitle: modelId,
    engineLine: `upstream at ${baseUrl}`,
    contextTokens,
    isReady: () => true,
    behind: async () => undefined,
  };
}

function elsewhere({ config, terminal }: CommandContext): ServedEngine {
  const engineLine = config.engines.map(({ id, kind, url }) => `${id} (${kind} at ${url})`).join(', ');
  terminal.say(`kinglet: engines ${engineLine}`);
  const modelId = config.engines.find(({ model }) => model !== null)?.model ?? 'upstream';
  return {
    engine: null,
    modelId,
    modelTitle: modelId,
    engineLine,
    contextTokens: null,
    isReady: () => true,
    behind: async () => undefined,
  };
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
