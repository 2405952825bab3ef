// In: flags, environment, working folder and the configuration file. Out: one deeply frozen Config (flags over environment over
// file over defaults), or a Fault `config_invalid` that lists every problem. Knows no room but this one.
import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { resolve } from 'node:path';
import { Fault } from '../contract/fault.ts';
import type { Config } from './config.ts';
import { isLoopback } from './is-loopback.ts';
import { type FileLists, listKeys, readConfigFile } from './read-config-file.ts';
import { readEnvironment } from './read-environment.ts';
import { readFlags } from './read-flags.ts';
import { resolveAdapters } from './resolve-adapters.ts';
import { resolveDeployments } from './resolve-deployments.ts';
import { resolveEngines } from './resolve-engines.ts';
import { resolveHierarchyPolicies } from './resolve-hierarchy-policies.ts';
import { resolveKeys } from './resolve-keys.ts';
import { resolvePolicies } from './resolve-policies.ts';
import { resolveScorers } from './resolve-scorers.ts';
import { Settings } from './settings.ts';

export interface ConfigSources {
  /** The `values` of parseArgs; `config` is the path of the file. */
  readonly argumentsGiven: Readonly<Record<string, unknown>>;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly workingFolder: string;
  /** Null where there is no such file. */
  readonly readFile?: (path: string) => string | null;
  /** Whether log lines go to a terminal. */
  readonly isTerminal?: boolean;
}

const defaultFileName = 'kinglet.config.json';

function readIfPresent(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw new Fault(
      'config_invalid',
      `cannot read ${path}: ${error instanceof Error ? error.message : 'unknown error'}`,
      {
        cause: error,
      },
    );
  }
}

function freezeDeep<Value>(value: Value): Value {
  if (typeof value === 'object' && value !== null) Object.values(Object.freeze(value)).forEach(freezeDeep);
  return value;
}

const noLists: FileLists = {
  deployments: undefined,
  keys: undefined,
  policies: undefined,
  hierarchyPolicies: undefined,
  blocklists: undefined,
  scorers: undefined,
  engines: undefined,
  adapters: undefined,
};

function readFileInto(sources: ConfigSources, settings: Settings): FileLists & { readonly origin: string } {
  const asked = sources.argumentsGiven['config'];
  if (asked !== undefined && (typeof asked !== 'string' || asked === ''))
    throw new Fault('config_invalid', 'flag --config must be the path of a file');
  const path = resolve(sources.workingFolder, asked ?? defaultFileName);
  const text = (sources.readFile ?? readIfPresent)(path);
  if (text === null && asked !== undefined)
    throw new Fault('config_invalid', `there is no file ${path}, which flag --config names`);
  return text === null
    ? { ...noLists, origin: 'the defaults' }
    : { ...readConfigFile(path, text, settings), origin: path };
}

export function loadConfig(sources: ConfigSources): Config {
  const settings = new Settings();
  const lists = readFileInto(sources, settings);
  readEnvironment(sources.environment, settings);
  readFlags(sources.argumentsGiven, settings);

  const { deployments, model } = resolveDeployments({ raw: lists.deployments, origin: lists.origin }, settings);
  const keys = resolveKeys({ raw: lists.keys, origin: lists.origin }, deployments, settings);
  const { policies, blocklists } = resolvePolicies(lists, settings);
  const hierarchyPolicies = resolveHierarchyPolicies({ raw: lists.hierarchyPolicies, origin: lists.origin }, settings);
  const { environment } = sources;
  const scorers = resolveScorers({ raw: lists.scorers, origin: lists.origin, environment }, deployments, settings);
  for (const key of listKeys) if (lists[key] !== undefined) settings.addOrigin(key, lists.origin);

  const userFolder = sources.environment['HOME'] || homedir();
  const absolute = (path: string): string => resolve(sources.workingFolder, path.replace(/^~(?=$|[/\\])/, userFolder));
  const enginePath = settings.get('engine.path');
  const engineUrl = settings.get('engine.url');
  const engineKind = settings.get('engine.kind') ?? (engineUrl === null ? 'llama' : 'upstream');
  if (engineKind === 'upstream' && engineUrl === null)
    settings.addProblem('engine.kind is upstream, which needs engine.url: set KINGLET_UPSTREAM_URL or --upstream-url');
  const ownEngineId = engineKind === 'upstream' ? 'upstream' : 'local';
  const engines = resolveEngines(
    { raw: lists.engines, origin: lists.origin, environment, ownEngineId },
    deployments,
    settings,
  );
  const adapters = resolveAdapters(
    { raw: lists.adapters, origin: lists.origin, absolute: engineKind === 'llama' ? absolute : null },
    deployments,
    settings,
  );
  const host = settings.get('host');
  const isKeyed = settings.get('apiKey') !== null || settings.get('adminKey') !== null || keys.length > 0;
  // Where a key is there but ill-formed, its own problem says so.
  if (!isLoopback(host) && !isKeyed && settings.problems.length === 0)
    settings.addProblem(
      `refusing to listen on ${host} without a key: set KINGLET_API_KEY, or listen on 127.0.0.1 (HOST, --host)`,
    );
  if (settings.problems.length > 0) throw new Fault('config_invalid', settings.problems.join('\n'));

  return freezeDeep({
    port: settings.get('port'),
    host,
    home: absolute(settings.get('home')),
    model,
    embeddingModel: settings.get('embeddingModel'),
    apiKey: settings.get('apiKey'),
    adminKey: settings.get('adminKey'),
    logLevel: settings.get('logLevel'),
    logFormat: settings.get('logFormat') ?? ((sources.isTerminal ?? process.stderr.isTTY === true) ? 'pretty' : 'json'),
    engine: {
      kind: engineKind,
      path: enginePath === null ? null : absolute(enginePath),
      url: engineUrl,
      key: settings.get('engine.key'),
      upstreamModel: settings.get('engine.upstreamModel'),
      contextTokens: settings.get('engine.contextTokens'),
      slots: settings.get('engine.slots'),
      threads: settings.get('engine.threads'),
      gpuLayers: settings.get('engine.gpuLayers'),
      kvTypeK: settings.get('engine.kvTypeK'),
      kvTypeV: settings.get('engine.kvTypeV'),
      batchTokens: settings.get('engine.batchTokens'),
      tune: settings.get('engine.tune'),
      furtherCallLogprob: settings.get('engine.furtherCallLogprob'),
      leastCallLogprob: settings.get('engine.leastCallLogprob'),
      flashAttention: settings.get('engine.flashAttention'),
      readyTimeoutSeconds: settings.get('engine.readyTimeoutSeconds'),
    },
    prefixes: { kept: settings.get('prefixes.kept'), bytes: settings.get('prefixes.bytes') },
    joinRuns: settings.get('joinRuns'),
    limits: {
      bodyBytes: settings.get('limits.bodyBytes'),
      maxOutputTokens: settings.get('limits.maxOutputTokens'),
      queueLength: settings.get('limits.queueLength'),
      queueSeconds: settings.get('limits.queueSeconds'),
      flexQueueSeconds: settings.get('limits.flexQueueSeconds'),
      answerSeconds: settings.get('limits.answerSeconds'),
      drainSeconds: settings.get('limits.drainSeconds'),
    },
    safety: {
      auditText: settings.get('safety.auditText'),
      auditDays: settings.get('safety.auditDays'),
    },
    heartbeatSeconds: settings.get('heartbeatSeconds'),
    allowedHosts: settings.get('allowedHosts'),
    allowedOrigins: settings.get('allowedOrigins'),
    neutralSystemText: settings.get('neutralSystemText'),
    deployments,
    engines,
    adapters,
    keys,
    policies,
    hierarchyPolicies,
    blocklists,
    scorers,
    origins: settings.origins,
  });
}
