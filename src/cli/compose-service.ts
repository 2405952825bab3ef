// In: a Config, an engine that will answer and the model behind it. Out: the running service: store, sinks, dispatcher and HTTP
// server put together, with one way to end them. Knows no command line and no catalogue.
import { randomBytes, randomUUID } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Clock, systemClock } from '../base/clock.ts';
import { identifierSource } from '../base/identifiers.ts';
import { LeastRecentlyUsed } from '../base/least-recently-used.ts';
import { bindCallers } from '../config/bind-callers.ts';
import { type BoundPool, bindDeployments, bindPools } from '../config/bind-deployments.ts';
import { bindEmbeddings } from '../config/bind-embeddings.ts';
import { bindHierarchyPolicies } from '../config/bind-hierarchy-policies.ts';
import { bindPolicies } from '../config/bind-policies.ts';
import type { Config } from '../config/config.ts';
import { findDeployment } from '../config/find-deployment.ts';
import { scopeOf } from '../contract/caller.ts';
import type { Embedder } from '../contract/embed.ts';
import type { Engine } from '../contract/engine.ts';
import { Fault } from '../contract/fault.ts';
import type { Observer } from '../contract/observer.ts';
import { createDispatcher } from '../dispatch/dispatcher.ts';
import { createSeal } from '../hierarchy/seal.ts';
import { rememberingReader } from '../hierarchy/secrecy/read-operator.ts';
import { systemHierarchyPolicies } from '../hierarchy/system-hierarchy-policies.ts';
import { loadInstructionScorer } from '../hierarchy/untrusted/instruction-model.ts';
import { createApp } from '../http/app.ts';
import { homePage } from '../http/home-page.ts';
import { listen } from '../http/http-server.ts';
import { combineObservers } from '../observe/combine-observers.ts';
import { createMetrics } from '../observe/create-metrics.ts';
import { findPersonalData as findPersonalDataAtOnce } from '../safety/personal-data/find-personal-data.ts';
import { systemPolicies } from '../safety/system-policies.ts';
import { askModel } from '../serve/ask-model.ts';
import { createScreen } from '../serve/create-screen.ts';
import type { ScreenPort } from '../serve/screen-port.ts';
import { openStore, type Store } from '../store/open-store.ts';
import { createAuditSink } from './create-audit-sink.ts';
import { installSecret } from './install-secret.ts';
import { openPools, type PoolEngine, type PoolParts } from './open-pools.ts';
import { noSafetyParts, type SafetyParts } from './safety-parts.ts';

export interface ServiceParts {
  readonly config: Config;
  /** Of the `engine.*` settings; null where no deployment needs it. */
  readonly engine: Engine | null;
  /** Engines elsewhere that deployments name. */
  readonly poolEngines?: readonly PoolEngine[];
  /** Without one there are no embeddings. */
  readonly embedder?: Embedder;
  /** Without them no text can be judged, and analyses are refused. */
  readonly safety?: SafetyParts;
  readonly modelId: string;
  readonly modelTitle: string;
  readonly engineLine: string;
  readonly contextTokens: number | null;
  /** Where events go beside the metrics, such as the log. */
  readonly observers: readonly Observer[];
  readonly clock?: Clock;
  /** In the place of the filter; for tests. */
  readonly screen?: ScreenPort;
  isReady(): boolean;
}

export interface RunningService {
  readonly baseUrl: string;
  readonly store: Store;
  /** For what happens outside of requests, such as the engine's state. */
  readonly observer: Observer;
  /** Takes no more requests, waits for those that run, closes the store. Tells whether all had ended in time. */
  drain(): Promise<boolean>;
}

export async function composeService(parts: ServiceParts): Promise<RunningService> {
  const { config } = parts;
  const clock = parts.clock ?? systemClock;
  const newId = identifierSource();
  const filePolicies = bindPolicies(config, systemPolicies);
  const metrics = createMetrics({ now: () => clock.nowMs() });
  const reportSinkError = (error: unknown) =>
    process.stderr.write(`kinglet: an event could not be recorded: ${String(error)}\n`);
  // The audit trail is in the store, which tells of its own failures to the same observer.
  const sinks: Observer[] = [...parts.observers, metrics.observer];
  const observer = combineObservers(sinks, reportSinkError);
  mkdirSync(config.home, { recursive: true, mode: 0o700 });
  const store = openStore({
    path: join(config.home, 'kinglet.sqlite'),
    clock,
    onError: (fault) =>
      observer.emit({
        kind: 'fault-raised',
        requestId: null,
        code: fault.code,
        message: fault.message,
        cause: fault.cause,
      }),
  });
  const audit = store.openSafetyAudit({ clock, keptDays: config.safety.auditDays });
  sinks.push(
    createAuditSink({
      audit,
      textKept: config.safety.auditText,
      findPersonalData: findPersonalDataAtOnce,
      newId,
      nowMs: () => clock.nowMs(),
    }),
  );
  const secret = orClose(store, () => installSecret(config.home, randomBytes));
  const own = parts.engine === null ? null : { modelId: parts.modelId, engineId: parts.engine.id };
  const deployments = orClose(store, () =>
    bindDeployments(config, own, bindHierarchyPolicies(config, systemHierarchyPolicies)),
  );
  const safety = parts.safety ?? noSafetyParts;
  const { scorer, scorerFor, checkItem, checkList, createMatcher, findPersonalData, createTailWatcher } = safety;
  const { protectedMaterial } = safety;
  const registry = orClose(store, () =>
    store.openSafetyRegistry({
      systemPolicies,
      filePolicies,
      fileBlocklists: config.blocklists,
      policyNamesInUse: deployments.map(({ contentPolicy }) => contentPolicy),
      checkItem,
      checkList,
      clock,
    }),
  );
  const matchBlocklists = createMatcher(registry);
  const unknown = deployments.find(({ contentPolicy }) => registry.policy(contentPolicy) === null);
  if (unknown !== undefined) {
    store.close();
    throw new Fault(
      'config_invalid',
      `The deployment ${unknown.name} names the content policy ${unknown.contentPolicy}, which is not there.`,
    );
  }
  /** Requests whose ledger row is open. */
  const open = new Set<string>();
  const poolEngines = parts.poolEngines ?? [];
  const pooled = bindPools(config, own);
  const dispatcher = createDispatcher({
    engines: [...(parts.engine === null ? [] : [parts.engine]), ...poolEngines.map(({ engine }) => engine)],
    queueLength: config.limits.queueLength,
    longestWaitMs: {
      interactive: config.limits.queueSeconds * 1000,
      default: config.limits.queueSeconds * 1000,
      batch: config.limits.flexQueueSeconds * 1000,
    },
    isJoining: config.joinRuns === 'on',
    pooledIds: new Set(pooled.flatMap(({ engineIds }) => engineIds)),
    observer,
    clock,
  });
  const pools = openPools({
    pools: pooled,
    engines: poolEngines,
    own: await inPool(parts.engine, pooled),
    inner: dispatcher,
    clock,
    observer,
    random: Math.random,
  });
  sinks.push(pools.observer);
  const { dispatch } = pools;
  const isOwnAlone = own !== null && deployments.some(({ engineId }) => engineId === own.engineId);
  const isReady = () => pools.isReady() && (!isOwnAlone || parts.isReady());
  const state = { isDraining: false, isReady };
  const app = createApp({
    clock,
    newId,
    observer,
    deployments,
    schemas: new LeastRecentlyUsed(4_000_000),
    screen:
      parts.screen ??
      createScreen({
        registry,
        observer,
        scorerFor,
        judgeFor: ({ deployment, caller }) =>
          askModel({ dispatch, deployment, ...scopeOf(caller, deployment), onComputed: () => undefined }),
        findPersonalData,
        matchBlocklists,
        watchTail: createTailWatcher(registry),
        nowMs: () => clock.nowMs(),
      }),
    safety: {
      ...{ registry, audit, scorer, matchBlocklists, newItemId: randomUUID },
      ...(protectedMaterial === undefined ? {} : { protectedMaterial }),
    },
    embeddings: parts.embedder === undefined ? [] : [bindEmbeddings(parts.embedder)],
    sealOf: (partition) => createSeal(secret, partition),
    readOperator: rememberingReader(new LeastRecentlyUsed(200_000)),
    scoreInstructions: orClose(store, () => loadInstructionScorer()),
    state,
    ledger: {
      open: (opening) => {
        open.add(opening.requestId);
        store.ledger.open(opening);
      },
      close: (requestId, closing) => {
        open.delete(requestId);
        store.ledger.close(requestId, closing);
      },
    },
    findCaller: bindCallers(config),
    findDeployment: (name) => findDeployment(deployments, name),
    dispatch,
    engines: pools.roster,
    startedSeconds: Math.floor(clock.nowMs() / 1000),
    bodyBytesLimit: config.limits.bodyBytes,
    heartbeatMs: config.heartbeatSeconds * 1000,
    allowedHosts: [config.host.toLowerCase(), ...config.allowedHosts.map((host) => host.toLowerCase())],
    allowedOrigins: config.allowedOrigins,
    renderMetrics: async () => ({ contentType: metrics.contentType, text: await metrics.render() }),
    renderHome: (baseUrl) =>
      homePage(
        {
          deploymentNames: deployments.map(({ name }) => name),
          modelTitle: parts.modelTitle,
          contextTokens: parts.contextTokens,
          engineLine: parts.engineLine,
        },
        baseUrl,
      ),
  });
  const server = await listen(app, { host: config.host, port: config.port }, newId).catch((error: unknown) => {
    pools.stop();
    store.close();
    throw error;
  });
  const shownHost = config.host.includes(':') ? `[${config.host}]` : config.host;
  return {
    baseUrl: `http://${shownHost}:${server.port}`,
    store,
    observer,
    drain: async () => {
      state.isDraining = true;
      const isClean = await server.drain(config.limits.drainSeconds * 1000);
      // What was cut off settles its ledger row a moment later.
      for (let waitedMs = 0; open.size > 0 && waitedMs < 2000; waitedMs += 20) await clock.sleep(20);
      pools.stop();
      await dispatcher.close();
      store.close();
      return isClean;
    },
  };
}

/** Our own engine as a member of a pool; null where none has it. */
async function inPool(engine: Engine | null, pools: readonly BoundPool[]): Promise<PoolParts['own']> {
  if (engine === null || !pools.some(({ engineIds }) => engineIds.includes(engine.id))) return null;
  const { slotCount } = await engine.facts(new AbortController().signal);
  return { id: engine.id, slots: slotCount };
}

function orClose<Result>(store: Store, work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    store.close();
    throw error;
  }
}
