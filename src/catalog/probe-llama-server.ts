// In: the path of what should be a llama-server. Out: its build number, or one line saying why it cannot be used. Loads no model.
import { runCommand } from './run-command.ts';

/** `build` is the number, or the version where whoever built it left the number out. */
export type LlamaServerProbe = { readonly build: string } | { readonly obstacle: string };

/** Without these, one caller's prompt can show through to another. */
const neededFlags = ['--slot-save-path', '--slot-prompt-similarity', '--cache-ram', '--no-kv-unified'];

export async function probeLlamaServer(
  path: string,
  minimumBuild: number,
  environment: Readonly<Record<string, string | undefined>>,
  signal: AbortSignal,
): Promise<LlamaServerProbe> {
  const version = await runCommand(path, ['--version'], { environment, signal, timeoutMs: 10_000 });
  const found = parseVersion(version.output);
  if (found === null) {
    const said = version.output.split('\n').find((line) => line.trim() !== '') ?? 'nothing';
    return { obstacle: `${path} does not run as a llama-server (it said: ${said.trim().slice(0, 200)})` };
  }
  if (!found.isRecent && found.number < minimumBuild) {
    return { obstacle: `${path} is llama.cpp build ${found.number}; ${minimumBuild} or newer is needed` };
  }
  const help = await runCommand(path, ['--help'], { environment, signal, timeoutMs: 10_000 });
  const missing = neededFlags.filter((flag) => !help.output.includes(flag));
  const build = found.number > 0 ? String(found.number) : found.name;
  return missing.length === 0 ? { build } : { obstacle: `${path} does not know ${missing.join(', ')}` };
}

/**
 * `version: 9131 (5cbfb18)` of old, `version: 0.6.0-dev (build 11434, commit …)` since 2026. A build from sources without
 * their history says 0; the new form alone shows that it is recent.
 */
export function parseVersion(
  output: string,
): { readonly number: number; readonly name: string; readonly isRecent: boolean } | null {
  const [, name, build] = /^version: (\d+\.\d+\S*) \(build (\d+)/m.exec(output) ?? [];
  if (name !== undefined) return { number: Number(build), name, isRecent: Number(build) === 0 };
  const old = /^version: (\d+) \(/m.exec(output)?.[1];
  return old === undefined ? null : { number: Number(old), name: old, isRecent: false };
}
