// In: the environment and what the sources answered. Out: findings on each source, the proxy and the hub's token. Shows no secret.
import type { Reachability, SourceReach } from '../catalog/check-reachability.ts';
import { type Finding, ok, warning } from './finding.ts';

type Environment = Readonly<Record<string, string | undefined>>;

const proxyNames = ['HTTPS_PROXY', 'HTTP_PROXY', 'ALL_PROXY', 'NO_PROXY'];

export function checkSources({ hub, release, wheels }: Reachability, environment: Environment): readonly Finding[] {
  const names = proxyNames.flatMap((name) => [name, name.toLowerCase()]);
  const proxies = names.flatMap((name) => (environment[name] ? [`${name}=${withoutUser(environment[name])}`] : []));
  const endpoint = environment['HF_ENDPOINT'] ? `, HF_ENDPOINT=${withoutUser(environment['HF_ENDPOINT'])}` : '';
  return [
    describe('hub', 'the model hub', hub),
    describe('release', "the engine's official release", release),
    describe('wheels', 'the package index', wheels),
    ok('proxy', proxies.join(', ') || 'no proxy variable is set'),
    ok('hub token', `HF_TOKEN is ${environment['HF_TOKEN'] ? 'set' : 'not set'}${endpoint}`),
  ];
}

function describe(name: string, what: string, { isReachable, detail, tookMs }: SourceReach): Finding {
  if (isReachable) return ok(name, `${what} answers (${tookMs} ms)`);
  return warning(
    name,
    `${what}: ${detail} (${tookMs} ms)`,
    'Only fetching needs it. Check the network or the proxy (HTTPS_PROXY).',
  );
}

function withoutUser(url: string): string {
  return url.replace(/^([a-z0-9+.-]+:\/\/)?.*@/i, '$1***@');
}
