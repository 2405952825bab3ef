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
  const found = leavesOf(serviceProcessId, parentsOfAll()).map(describe);
  const engine = found.find(
    ({ words, environment }) =>
      words.includes('--slot-save-path') || environment['KINGLET_ENGINE_PARAMETERS'] !== undefined,
  );
  if (engine === undefined)
    throw new Error(
      `the service runs no engine that the bench knows: ${found.map(({ command }) => command).join(', ')}`,
    );
  return engine;
}

function describe(processId: number): EngineProcess {
  const [command = '', ...words] = readList(processId, 'cmdline');
  const environment = readList(processId, 'environ').map((line): [string, string] => {
    const end = line.indexOf('=');
    return [line.slice(0, end), line.slice(end + 1)];
  });
  return { command, words, environment: Object.fromEntries(environment) };
}

/** Between the service and its engine stand guards; beside them it may be making an index. */
function leavesOf(processId: number, parents: ReadonlyMap<number, number>): readonly number[] {
  const children = [...parents].filter(([, parent]) => parent === processId).map(([child]) => child);
  return children.length === 0 ? [processId] : children.flatMap((child) => leavesOf(child, parents));
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
