// In: the path of a request. Out: how its clients are told of a fault, and the headers they look for. Knows no route but by its prefix.
import type { Fault, FaultCode } from '../contract/fault.ts';
import { anthropicErrorBody } from '../wire/anthropic/anthropic-error-body.ts';
import { armErrorBody } from '../wire/arm/arm-error-body.ts';
import { contentSafetyErrorBody, contentSafetyErrorCode } from '../wire/content-safety/error-body.ts';
import { errorBody } from '../wire/openai/error-body.ts';
import { anthropicStatusOfFault, statusOfFault } from './status-of-fault.ts';

export interface RouteDialect {
  statusOf(code: FaultCode): number;
  body(fault: Fault, requestId: string): object;
  /** Of a fault's answer alone. */
  faultHeaders?(fault: Fault): Readonly<Record<string, string>>;
  /** Of every answer, faults or not. */
  headers(requestId: string, durationMs: number): Readonly<Record<string, string>>;
}

export const openaiDialect: RouteDialect = {
  statusOf: statusOfFault,
  body: errorBody,
  headers: (requestId, durationMs) => ({
    'x-request-id': requestId,
    'openai-version': '2020-10-01',
    'openai-processing-ms': String(durationMs),
  }),
};

const anthropicDialect: RouteDialect = {
  statusOf: anthropicStatusOfFault,
  body: anthropicErrorBody,
  headers: (requestId) => ({ 'x-request-id': requestId, 'request-id': requestId }),
};

const contentSafetyDialect: RouteDialect = {
  statusOf: statusOfFault,
  body: contentSafetyErrorBody,
  faultHeaders: (fault) => ({ 'x-ms-error-code': contentSafetyErrorCode(fault) }),
  headers: (requestId) => ({ 'x-request-id': requestId, 'apim-request-id': requestId }),
};

const armDialect: RouteDialect = {
  statusOf: statusOfFault,
  body: armErrorBody,
  headers: (requestId) => ({ 'x-request-id': requestId, 'x-ms-request-id': requestId }),
};

export function routeDialectOf(path: string): RouteDialect {
  if (/^\/contentsafety(?:\/|$)/.test(path)) return contentSafetyDialect;
  if (/^\/subscriptions(?:\/|$)/.test(path)) return armDialect;
  return /^(?:\/v1)?\/messages(?:\/|$)/.test(path) ? anthropicDialect : openaiDialect;
}
