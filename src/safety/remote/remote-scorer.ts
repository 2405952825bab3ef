// In: nothing. Out: what every scorer that asks elsewhere is made of. Knows no service.
import { createHash } from 'node:crypto';
import type { PostJson } from '../../contract/outbound.ts';

export interface RemoteScorerOptions {
  readonly id: string;
  readonly url: string;
  readonly key: string | null;
  readonly postJson: PostJson;
}

/** Requests that one scorer has under way at the same time for one call. */
export const requestsAtOnce = 4;

/** Other settings may judge otherwise; that the service itself changed cannot be seen from here. */
export function versionOf(kind: string, ...settings: readonly (string | null)[]): string {
  return `${kind}-${createHash('sha256').update(JSON.stringify(settings)).digest('hex').slice(0, 12)}`;
}

/** As OpenAI's API takes it. */
export function bearer(key: string | null): Readonly<Record<string, string>> {
  return key === null ? {} : { authorization: `Bearer ${key}` };
}

/** A path below the base that clients write, whether that ends in a slash or not. */
export function below(base: string, path: string): string {
  return `${base.replace(/\/+$/, '')}/${path}`;
}
