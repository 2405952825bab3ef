// In: a well-formed request. Out: a Fault for the first member that asks for what this service does not do. Nothing that changes an
// answer is silently ignored. Knows no deployment.

import type { CountTokensRequest, MessagesRequest } from './messages-request-schema.ts';
import { requestFault } from './request-fault.ts';

function refuse(path: readonly PropertyKey[], words: string): never {
  throw requestFault('unsupported_parameter', path, words);
}

export function refuseUnservedPrompt({ thinking, output_config: output, speed }: CountTokensRequest): void {
  // Adaptive thinking leaves it to the model whether it thinks at all.
  if (thinking?.type === 'enabled' || thinking?.type === 'between_tools') {
    refuse(['thinking', 'type'], `'${thinking.type}' is not supported by this model; use 'disabled' or 'adaptive'`);
  }
  // `high` is what no effort means, too.
  if ((output?.effort ?? 'high') !== 'high') refuse(['output_config', 'effort'], 'This model does not support efforts');
  if (speed === 'fast') refuse(['speed'], "'fast' is not supported by this model");
}

export function refuseUnserved(request: MessagesRequest): void {
  refuseUnservedPrompt(request);
  for (const member of ['container', 'diagnostics', 'inference_geo'] as const) {
    if (request[member] !== undefined && request[member] !== null) refuse([member], 'not supported by this service');
  }
}
