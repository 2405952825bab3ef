// In: the load generator. Out: where the service's processor time goes while it streams and answers, by function: from node's own profiler over a
// service child of its own. Its figures are slower than those of an unprofiled run.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Children } from './children.ts';
import { startScriptedService } from './cost-children.ts';
import { runScenario } from './measure-service.ts';
import type { LoadRunner } from './run-load.ts';
import { deltasPerStream, type ScriptName } from './script.ts';

export interface ProfileLine {
  readonly place: string;
  /** For each delta or answer. */
  readonly microseconds: number;
  readonly share: number;
}

export interface ServiceProfile {
  /** Deltas of streams, else whole answers. */
  readonly unitCount: number;
  readonly busyMicroseconds: number;
  readonly functions: readonly ProfileLine[];
}

interface ProfileNode {
  readonly id: number;
  readonly callFrame: { readonly functionName: string; readonly url: string; readonly lineNumber: number };
}

interface RawProfile {
  readonly nodes: readonly ProfileNode[];
  readonly samples: readonly number[];
  readonly timeDeltas: readonly number[];
}

export async function profileService(
  load: LoadRunner,
  children: Children,
  script: Extract<ScriptName, 'tiny' | 'burst' | 'paced'>,
  signal: AbortSignal,
): Promise<ServiceProfile> {
  const folder = join(children.folder, `profile-${script}`);
  const nodeFlags = ['--cpu-prof', `--cpu-prof-dir=${folder}`, '--cpu-prof-interval=200'];
  const service = await startScriptedService(children, { slotCount: 64, nodeFlags }, signal);
  const isStream = script !== 'tiny';
  const requestCount = isStream ? 640 : 5000;
  const scenario = { name: 'profile', script, isStream, clientCount: 64, requestCount, blockCount: 1 };
  const result = await runScenario(load, service, scenario);
  await service.child.stop();
  const [file] = readdirSync(folder);
  // Written by the V8 that runs this.
  const profile = JSON.parse(readFileSync(join(folder, file ?? ''), 'utf8')) as RawProfile;
  return summarise(profile, result.rows.length * (isStream ? deltasPerStream : 1));
}

function summarise({ nodes, samples, timeDeltas }: RawProfile, unitCount: number): ServiceProfile {
  const places = new Map(nodes.map(({ id, callFrame }) => [id, placeOf(callFrame)]));
  const spent = new Map<string, number>();
  samples.forEach((id, sample) => {
    const place = places.get(id) ?? '';
    spent.set(place, (spent.get(place) ?? 0) + (timeDeltas[sample] ?? 0));
  });
  spent.delete('(idle)');
  spent.delete('(root)');
  const busy = [...spent.values()].reduce((total, time) => total + time, 0);
  const functions = [...spent]
    .toSorted(([, left], [, right]) => right - left)
    .slice(0, 40)
    .map(([place, time]) => ({ place, microseconds: time / unitCount, share: time / busy }));
  return { unitCount, busyMicroseconds: busy / unitCount, functions };
}

const project = fileURLToPath(new URL('..', import.meta.url));

function placeOf({ functionName, url, lineNumber }: ProfileNode['callFrame']): string {
  const file = url.startsWith('file:') ? fileURLToPath(url).replace(project, '') : url;
  return file === '' ? functionName : `${functionName || '(anonymous)'} ${file}:${lineNumber + 1}`;
}
