// In: the process id of the running service. Out: the exact command line and environment of the engine it started, from /proc: what the
// other side must be started with too. Linux only; changes nothing.
import { readdirSync, readFileSync } from 'node:fs';

export interface EngineProcess {
  readonly command: string;
  readonly words: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
}

export function findEngineProcess(serviceProcessId: number): EngineProcess {
  if (process.platform !== 'linux')
    throw new Error('comparing with the engine needs /proc, so Linux; use --only service');
  const engineId = leafOf(serviceProcessId, parentsOfAll());
  const [command = '', ...words] = readList(engineId, 'cmdline');
  const environment = readList(engineId, 'environ').map((line): [string, string] => {
    const end = line.indexOf('=');
    return [line.slice(0, end), line.slice(end + 1)];
  });
  const found = { command, words, environment: Object.fromEntries(environment) };
  if (!words.includes('--slot-save-path') && found.environment['KINGLET_ENGINE_PARAMETERS'] === undefined)
    throw new Error(`the service runs no engine that the bench knows: ${command}`);
  return found;
}

/** Between the service and its engine stand guards with one child each. */
function leafOf(processId: number, parents: ReadonlyMap<number, number>): number {
  const children = [...parents].filter(([, parent]) => parent === processId).map(([child]) => child);
  const [only] = children;
  if (children.length > 1) throw new Error('the service runs more than one child process');
  return only === undefined ? processId : leafOf(only, parents);
}

function parentsOfAll(): ReadonlyMap<number, number> {
  const ids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return new Map(
    ids.flatMap((id) => {
      try {
        // The name in brackets may hold anything.
        const afterName = readFileSync(`/proc/${id}/stat`, 'utf8').replace(/^.*\)/s, '');
        return [[Number(id), Number(afterName.trim().split(' ')[1])] as const];
      } catch {
        return [];
      }
    }),
  );
}

function readList(processId: number, file: 'cmdline' | 'environ'): readonly string[] {
  return readFileSync(`/proc/${processId}/${file}`, 'utf8')
    .split('\0')
    .filter((line, index, lines) => index < lines.length - 1 || line !== '');
}
