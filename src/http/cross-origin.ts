// In: an origin and those that are allowed. Out: the headers that let a browser's page read the answer; none for other origins. Pure.
import { isAllowedOrigin } from './check-origin.ts';

export function isPreflight(method: string, headers: Headers): boolean {
  return method === 'OPTIONS' && headers.has('access-control-request-method');
}

export function crossOriginHeaders(
  origin: string | null,
  allowedOrigins: readonly string[],
): Readonly<Record<string, string>> {
  if (origin === null || !isAllowedOrigin(origin, allowedOrigins)) return {};
  return {
    'access-control-allow-origin': origin,
    'access-control-allow-methods': 'GET, POST, PUT, PATCH, DELETE, OPTIONS',
    'access-control-allow-headers':
      'authorization, api-key, x-api-key, ocp-apim-subscription-key, x-policy-id, x-kinglet-annotations, content-type, anthropic-version, anthropic-beta, anthropic-dangerous-direct-browser-access, openai-organization, openai-project, x-stainless-os, x-stainless-lang, x-stainless-arch, x-stainless-runtime, x-stainless-runtime-version, x-stainless-package-version, x-stainless-retry-count, x-stainless-timeout, x-stainless-helper, x-stainless-helper-method',
    'access-control-expose-headers':
      'x-request-id, request-id, apim-request-id, retry-after, retry-after-ms, openai-processing-ms',
    'access-control-max-age': '600',
    vary: 'Origin',
  };
}
