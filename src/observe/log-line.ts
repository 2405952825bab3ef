// In: one event. Out: the line it makes: level, message and the fields that are logged, each named here. Nothing is copied
// wholesale, so what is not named cannot get into a log.
import type { ServiceEvent } from '../contract/observer.ts';
import { scrub } from './scrub.ts';
import { stackOf } from './stack-of.ts';

export interface LogLine {
  readonly level: 'debug' | 'info' | 'warn' | 'error';
  readonly message: string;
  readonly fields: Readonly<Record<string, string | number | boolean | null>>;
}

type EventOf<Kind extends ServiceEvent['kind']> = Extract<ServiceEvent, { readonly kind: Kind }>;

/** Our own failures; every other fault is the client's or a state that has events of its own. */
const internalCodes: ReadonlySet<string> = new Set([
  'internal',
  'engine_died',
  'engine_error',
  'engine_start_failed',
  'store_failed',
  'disk_full',
]);

/** Asked every few seconds by probes and scrapers; worth a line only when they fail. */
const quietRoutes: ReadonlySet<string> = new Set(['/health', '/healthz', '/livez', '/readyz', '/ready', '/metrics']);

function requestClosed({ opening, closing }: EventOf<'request-closed'>): LogLine {
  return {
    level: internalCodes.has(closing.faultCode ?? '') ? 'warn' : 'info',
    message: `${opening.operation} ${closing.outcome}`,
    fields: {
      requestId: opening.requestId,
      keyId: opening.keyId,
      deployment: closing.deployment,
      modelId: closing.modelId,
      outcome: closing.outcome,
      faultCode: closing.faultCode,
      isStream: closing.isStream,
      promptTokens: closing.usage.promptTokens,
      cachedTokens: closing.usage.cachedTokens,
      completionTokens: closing.usage.completionTokens,
      costUsd: closing.costUsd,
      firstTextAfterMs: closing.firstTextAfterMs,
      durationMs: closing.closedAtMs - opening.openedAtMs,
    },
  };
}

function responseSent({ requestId, method, route, status, durationMs }: EventOf<'response-sent'>): LogLine {
  const isQuiet = quietRoutes.has(route) && status < 400;
  return {
    level: status >= 500 ? 'warn' : isQuiet ? 'debug' : 'info',
    message: `${method} ${route} ${status}`,
    fields: { requestId, method, route, status, durationMs },
  };
}

function faultRaised({ requestId, code, message, cause }: EventOf<'fault-raised'>): LogLine {
  const fields = { requestId, faultCode: code };
  if (!internalCodes.has(code)) return { level: 'debug', message: scrub(message), fields };
  const stack = cause === undefined || cause === null ? {} : { stack: stackOf(cause) };
  return { level: 'error', message: scrub(message), fields: { ...fields, ...stack } };
}

/** A client may never see a failure that another engine made good. */
function engineAttempt({ engineId, end, faultCode, firstDeltaMs, durationMs }: EventOf<'engine-attempt'>): LogLine {
  return {
    level: end === 'failed' ? 'warn' : 'debug',
    message: `engine ${engineId} ${end}`,
    fields: { engineId, end, faultCode, firstDeltaMs, durationMs },
  };
}

/** What was found, never the text. */
function contentFound({
  requestId,
  keyId,
  deployment,
  policy,
  source,
  isFiltered,
  ...rest
}: EventOf<'content-found'>): LogLine {
  const found = rest.found.map(({ category, level }) => `${category}:${level}`);
  return {
    level: isFiltered ? 'warn' : 'info',
    message: `${source} ${isFiltered ? 'filtered' : 'annotated'}: ${found.join(' ')}`,
    fields: { requestId, keyId, deployment, policy, source, isFiltered, found: found.join(' ') },
  };
}

export function logLine(event: ServiceEvent): LogLine {
  switch (event.kind) {
    case 'request-closed':
      return requestClosed(event);
    case 'response-sent':
      return responseSent(event);
    case 'fault-raised':
      return faultRaised(event);
    case 'engine-state': {
      const { engineId, state, detail } = event;
      const level = state === 'died' ? 'error' : 'info';
      return { level, message: `engine ${engineId} ${state}`, fields: { engineId, state, detail: scrub(detail) } };
    }
    case 'queue-changed': {
      const { engineId, waiting, running, slotCount } = event;
      return { level: 'debug', message: 'queue changed', fields: { engineId, waiting, running, slotCount } };
    }
    case 'engine-availability': {
      const { engineId, availability } = event;
      const level = ['down', 'open'].includes(availability) ? 'warn' : 'info';
      return { level, message: `engine ${engineId} ${availability}`, fields: { engineId, availability } };
    }
    case 'engine-attempt':
      return engineAttempt(event);
    case 'slot-prepared': {
      const { engineId, work, isDone, keptBytes } = event;
      const message = `slot ${work} ${isDone ? 'done' : 'failed'}`;
      return { level: 'debug', message, fields: { engineId, work, isDone, keptBytes } };
    }
    case 'run-joined':
      return { level: 'debug', message: 'run joined', fields: { engineId: event.engineId } };
    case 'content-found':
      return contentFound(event);
    case 'notice':
      return { level: 'info', message: scrub(event.message), fields: {} };
  }
}
