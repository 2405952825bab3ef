// In: the catalogue and the environment. Out: which of the three kinds of source answer within about 3 seconds, all asked at once.
// Fetches no more than one byte.
import { Fault } from '../contract/fault.ts';
import { defaultDownloadLimits } from './download-file.ts';
import { chooseArchive, releaseUrl } from './engine-from-release.ts';
import { exchange } from './http-exchange.ts';
import { hubFileUrl, hubFromEnvironment } from './hub.ts';
import type { Catalog } from './load-catalog.ts';
import type { Machine } from './machine.ts';
import { type Carrier, pipCarrier } from './pip-carrier.ts';

export interface SourceReach {
  readonly isReachable: boolean;
  /** One line. */
  readonly detail: string;
  readonly tookMs: number;
}

export interface Reachability {
  readonly hub: SourceReach;
  readonly release: SourceReach;
  readonly wheels: SourceReach;
}

export interface CheckReachabilityAsk {
  readonly catalog: Catalog;
  readonly machine: Machine;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly carrier?: Carrier;
  readonly answerTimeoutMs?: number;
}

export async function checkReachability(ask: CheckReachabilityAsk, signal: AbortSignal): Promise<Reachability> {
  const { catalog, machine, environment, carrier = pipCarrier({ environment }) } = ask;
  const hub = hubFromEnvironment(environment);
  const file = catalog.models.flatMap(({ sources }) => sources).find((source) => source.kind === 'hub');
  const archive = chooseArchive(catalog.engines, machine);
  const [hubReach, releaseReach, wheelsReach] = await Promise.all([
    file?.kind === 'hub' ? askUrl(hubFileUrl(hub, file), hub.token) : nothingToAsk('the catalogue has no hub file'),
    archive === null
      ? nothingToAsk(`no release is pinned for ${machine.platform} ${machine.architecture}`)
      : askUrl(releaseUrl(catalog.engines, archive), null),
    timed(() => carrier.whyUnreachable(catalog.engines.wheel.project, signal)),
  ]);
  return { hub: hubReach, release: releaseReach, wheels: wheelsReach };

  async function askUrl(url: string, token: string | null): Promise<SourceReach> {
    return timed(async () => {
      const { answerTimeoutMs = defaultDownloadLimits.answerTimeoutMs } = ask;
      const answer = await exchange(
        { url, token, environment, headers: { range: 'bytes=0-0' }, answerTimeoutMs },
        signal,
      );
      answer.body.destroy();
      return answer.status === 200 || answer.status === 206 ? null : `${new URL(url).host} answers ${answer.status}`;
    });
  }

  /** `question` gives null for "reachable", else why not. */
  async function timed(question: () => Promise<string | null>): Promise<SourceReach> {
    const startedMs = performance.now();
    const obstacle = await question().catch((error: unknown) => {
      signal.throwIfAborted();
      if (error instanceof Fault) return error.message;
      throw error;
    });
    const tookMs = Math.round(performance.now() - startedMs);
    return { isReachable: obstacle === null, detail: obstacle ?? 'answers', tookMs };
  }
}

async function nothingToAsk(detail: string): Promise<SourceReach> {
  return { isReachable: false, detail, tookMs: 0 };
}
