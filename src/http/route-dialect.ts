// In: the path of a request and its `api-version`. Out: how its clients are told of a fault, and the headers they look for. Knows no route
// but by its prefix.
import type { Fault } from '../contract/fault.ts';
import { anthropicErrorBody } from '../wire/anthropic/anthropic-error-body.ts';
import { armErrorBody } from '../wire/arm/arm-error-body.ts';
import { azureErrorBody, azureStatusOf } from '../wire/azure/azure-error-body.ts';
import { contentSafetyErrorBody, contentSafetyErrorCode } from '../wire/content-safety/error-body.ts';
import { errorBody } from '../wire/openai/error-body.ts';
import { type AzureCall, azureCallOf } from './azure-call.ts';
import { anthropicStatusOfFault, statusOfFault } from './status-of-fault.ts';

export interface RouteDialect {
  statusOf(fault: Fault): number;
  body(fault: Fault, requestId: string): object;
  /** Of a fault's answer alone. */
  faultHeaders?(fault: Fault): Readonly<Record<string, string>>;
  /** Of every answer, faults or not. */
  headers(requestId: string, durationMs: number): Readonly<Record<string, string>>;
}

export const openaiDialect: RouteDialect = {
  statusOf: ({ code }) => statusOfFault(code),
  body: errorBody,
  headers: (requestId, durationMs) => ({
    'x-request-id': requestId,
    'openai-version': '2020-10-01',
    'openai-processing-ms': String(durationMs),
  }),
};

const anthropicDialect: RouteDialect = {
  statusOf: ({ code }) => anthropicStatusOfFault(code),
  body: anthropicErrorBody,
  headers: (requestId) => ({ 'x-request-id': requestId, 'request-id': requestId }),
};

const contentSafetyDialect: RouteDialect = {
  statusOf: (fault) => statusOfFault(fault.code),
  body: contentSafetyErrorBody,
  faultHeaders: (fault) => ({ 'x-ms-error-code': contentSafetyErrorCode(fault) }),
  headers: (requestId) => ({ 'x-request-id': requestId, 'apim-request-id': requestId }),
};

const armDialect: RouteDialect = {
  statusOf: (fault) => statusOfFault(fault.code),
  body: armErrorBody,
  headers: (requestId) => ({ 'x-request-id': requestId, 'x-ms-request-id': requestId }),
};

/** Where Azure names the data center that answers. */
const region = 'local';

export function azureDialect(call: AzureCall): RouteDialect {
  const statusOf = (fault: Fault) => azureStatusOf(fault) ?? statusOfFault(fault.code);
  return {
    statusOf,
    body: (fault) => azureErrorBody(fault, call, statusOf(fault)),
    headers: (requestId) => ({ 'x-request-id': requestId, 'apim-request-id': requestId, 'x-ms-region': region }),
  };
}

export function routeDialectOf(path: string, apiVersion: string | undefined): RouteDialect {
  if (/^\/contentsafety(?:\/|$)/.test(path)) return contentSafetyDialect;
  if (/^\/subscriptions(?:\/|$)/.test(path)) return armDialect;
  if (/^(?:\/openai)?(?:\/v1)?\/messages(?:\/|$)/.test(path)) return anthropicDialect;
  const call = azureCallOf(path, apiVersion);
  return call === null ? openaiDialect : azureDialect(call);
}
