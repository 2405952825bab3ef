// In: the path and `api-version` of a request. Out: which of Azure's operations it calls, on what and in which version; null of other
// surfaces' paths. Knows no route.
import { Fault } from '../contract/fault.ts';
import { type ApiVersion, knowsOperation, readApiVersion } from '../wire/azure/api-version.ts';
import type { AzureCallNames } from '../wire/azure/azure-error-body.ts';

export interface AzureCall extends AzureCallNames {
  /** Null where Azure has no such version. */
  readonly version: ApiVersion | null;
}

export function azureCallOf(path: string, given: string | undefined): AzureCall | null {
  const [, root, ...rest] = path.split('/');
  if (root !== 'openai') return null;
  const [form, name, ...behind] = rest;
  const isV1 = form === 'v1';
  const isDeployment = form === 'deployments' && name !== undefined;
  const operation = isV1 ? rest.slice(1) : isDeployment ? behind : rest;
  return {
    operation: operation.join('/'),
    versionName: given ?? 'v1',
    deployment: isDeployment ? decoded(name) : null,
    version: readApiVersion(isV1 ? 'v1' : 'dated', given ?? null),
  };
}

/** A Fault where the version is none of Azure's, or does not know the operation. */
export function usableVersion({ version, operation }: AzureCall): ApiVersion {
  if (version === null) throw new Fault('route_not_found', 'Resource not found');
  if (knowsOperation(version, operation)) return version;
  if (operation !== 'responses') throw new Fault('route_not_found', 'Resource not found');
  const message = 'Azure OpenAI Responses API is enabled only for api-version 2025-03-01-preview and later';
  throw new Fault('invalid_value', message, { wireCode: 'BadRequest' });
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
