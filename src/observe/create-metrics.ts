// In: events. Out: the Prometheus page. Has a registry of its own; labels come from bounded sets only, never from a path or a body.
import { collectDefaultMetrics, Registry } from 'prom-client';
import type { Observer, ServiceEvent } from '../contract/observer.ts';
import { boundLabel } from './bound-label.ts';
import { createInstruments } from './instruments.ts';

export interface MetricsSettings {
  /** Milliseconds; only differences count. */
  readonly now: () => number;
}

export interface Metrics {
  readonly observer: Observer;
  render(): Promise<string>;
  readonly contentType: string;
}

type EventOf<Kind extends ServiceEvent['kind']> = Extract<ServiceEvent, { readonly kind: Kind }>;

const methods: ReadonlySet<string> = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);
const engineStates = ['starting', 'ready', 'died', 'stopped'] as const;
const availabilities = ['up', 'busy', 'open', 'half-open', 'down', 'draining', 'drained'] as const;

export function createMetrics({ now }: MetricsSettings): Metrics {
  const registry = new Registry();
  /** The delays of the event loop are seen by waking it a hundred times a second, which takes an idle laptop's rest: only for whoever reads them. */
  let isRead = false;
  const instruments = createInstruments(registry);
  const routeLabel = boundLabel(200);
  const deploymentLabel = boundLabel(200);
  const operationLabel = boundLabel(50);
  const codeLabel = boundLabel(100);
  const engineLabel = boundLabel(50);
  const keyLabel = boundLabel(100);
  const categoryLabel = boundLabel(50);
  const levelLabel = boundLabel(10);
  /** As each engine's queue was told of last. */
  const queues = new Map<string, EventOf<'queue-changed'>>();
  /** When each engine began its last start; its presence says that it had a first one. */
  const startedAtMs = new Map<string, number>();

  function requestClosed({ opening, closing }: EventOf<'request-closed'>): void {
    const deployment = deploymentLabel(closing.deployment);
    const operation = operationLabel(opening.operation);
    const fault = codeLabel(closing.faultCode);
    instruments.requests.inc({ operation, deployment, outcome: closing.outcome, fault });
    instruments.tokens.inc({ deployment, kind: 'prompt' }, closing.usage.promptTokens);
    instruments.tokens.inc({ deployment, kind: 'cached' }, closing.usage.cachedTokens);
    instruments.tokens.inc({ deployment, kind: 'completion' }, closing.usage.completionTokens);
    instruments.costUsd.inc({ deployment }, closing.costUsd);
    // A clock set back must not make a negative time.
    const durationMs = Math.max(0, closing.closedAtMs - opening.openedAtMs);
    instruments.requestSeconds.observe({ operation, deployment }, durationMs / 1000);
    if (closing.firstTextAfterMs !== null)
      instruments.firstTextSeconds.observe({ deployment }, closing.firstTextAfterMs / 1000);
  }

  function responseSent(event: EventOf<'response-sent'>): void {
    const route = routeLabel(event.route);
    const method = methods.has(event.method) ? event.method : 'other';
    instruments.httpResponses.inc({ route, method, status: String(event.status) });
    instruments.httpResponseSeconds.observe({ route, method }, event.durationMs / 1000);
  }

  function contentFound({ source, found, ...event }: EventOf<'content-found'>): void {
    const deployment = deploymentLabel(event.deployment);
    const key = keyLabel(event.keyId);
    for (const { category, level, action } of found)
      instruments.contentFindings.inc({
        deployment,
        key,
        source,
        category: categoryLabel(category),
        level: levelLabel(level),
        action,
      });
  }

  function engineState(event: EventOf<'engine-state'>): void {
    const engine = engineLabel(event.engineId);
    for (const state of engineStates) instruments.engineState.set({ engine, state }, state === event.state ? 1 : 0);
    if (event.state === 'starting') {
      instruments.engineRestarts.inc({ engine }, startedAtMs.has(engine) ? 1 : 0);
      startedAtMs.set(engine, now());
    }
    const startedAt = startedAtMs.get(engine);
    if (event.state === 'ready' && startedAt !== undefined)
      instruments.engineStartSeconds.set({ engine }, (now() - startedAt) / 1000);
  }

  function engineAvailability(event: EventOf<'engine-availability'>): void {
    const engine = engineLabel(event.engineId);
    for (const availability of availabilities)
      instruments.engineAvailability.set({ engine, availability }, availability === event.availability ? 1 : 0);
  }

  function engineAttempt(event: EventOf<'engine-attempt'>): void {
    const engine = engineLabel(event.engineId);
    instruments.engineAttempts.inc({ engine, end: event.end, fault: codeLabel(event.faultCode) });
    if (event.firstDeltaMs !== null)
      instruments.engineFirstDeltaSeconds.observe({ engine }, Math.max(0, event.firstDeltaMs) / 1000);
  }

  /** It changes several times a request, and only its last state is ever read. */
  function readQueues(): void {
    for (const [engine, { waiting, running, slotCount }] of queues) {
      instruments.queueWaiting.set({ engine }, waiting);
      instruments.slotsRunning.set({ engine }, running);
      instruments.slotsTotal.set({ engine }, slotCount);
    }
  }

  function slotPrepared({ engineId, work, isDone, keptBytes }: EventOf<'slot-prepared'>): void {
    const engine = engineLabel(engineId);
    instruments.slotPreparations.inc({ engine, work, outcome: isDone ? 'done' : 'failed' });
    instruments.keptBytes.set({ engine }, keptBytes);
  }

  return {
    observer: {
      emit: (event) => {
        if (event.kind === 'request-closed') requestClosed(event);
        else if (event.kind === 'response-sent') responseSent(event);
        else if (event.kind === 'engine-state') engineState(event);
        else if (event.kind === 'queue-changed') queues.set(engineLabel(event.engineId), event);
        else if (event.kind === 'engine-availability') engineAvailability(event);
        else if (event.kind === 'engine-attempt') engineAttempt(event);
        else if (event.kind === 'slot-prepared') slotPrepared(event);
        else if (event.kind === 'run-joined') instruments.joinedRuns.inc({ engine: engineLabel(event.engineId) });
        else if (event.kind === 'content-found') contentFound(event);
        else if (event.kind === 'fault-raised') instruments.faults.inc({ code: codeLabel(event.code) });
      },
    },
    render: () => {
      if (!isRead) collectDefaultMetrics({ register: registry });
      isRead = true;
      readQueues();
      return registry.metrics();
    },
    contentType: registry.contentType,
  };
}
