// In: what to measure. Out: the service as a user starts it, on a free loopback port, with its own ledger but the user's models
// and engines. Speaks to it over HTTP only.
import { existsSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Children } from './children.ts';
import { freePort } from './free-port.ts';
import type { BenchOptions } from './options.ts';
import { at } from './read-events.ts';
import type { StartedSide } from './side.ts';
import { waitUntilAnswering } from './wait-until-answering.ts';
import { waitUntilIndexed } from './wait-until-indexed.ts';

/** Provisioning may have to fetch the model first. */
const startLimitMs = 20 * 60_000;

export async function startKinglet(
  options: BenchOptions,
  children: Children,
  signal: AbortSignal,
  name: 'kinglet' | 'unfiltered' = 'kinglet',
  settings: Readonly<Record<string, string>> = {},
): Promise<StartedSide> {
  const port = await freePort();
  const words = name === 'kinglet' ? ['serve'] : ['serve', '--config', writeUnfiltered(children.folder)];
  const home = borrowedHome(children.folder, name);
  const environment = { ...environmentFor(options, port, home), ...settings };
  const child = children.start('../src/main.ts', words, { environment });
  const origin = `http://127.0.0.1:${port}`;
  await waitUntilAnswering(`${origin}/health/ready`, {}, child, startLimitMs, signal);
  await waitUntilIndexed(home, signal);
  const models: unknown = await (await fetch(`${origin}/v1/models`, { signal })).json();
  return { name, port, headers: {}, model: String(at(models, 'data', '0', 'id')), child };
}

/** A configuration whose one deployment has nothing looked for. */
export function writeUnfiltered(folder: string): string {
  const off = { isEnabled: false };
  const rules = {
    harms: { hate: off, sexual: off, violence: off, selfHarm: off },
    detections: { jailbreak: off, indirectAttack: off, profanity: off, protectedText: off, protectedCode: off },
  };
  const policies = [{ name: 'off', basePolicyName: 'Microsoft.Default', prompt: rules, completion: rules }];
  const path = join(folder, 'unfiltered.json');
  writeFileSync(path, JSON.stringify({ policies, deployments: [{ name: 'gpt-4o-mini', contentPolicy: 'off' }] }));
  return path;
}

/** The service's settings of whoever runs the bench do not count, except for the home. */
function environmentFor(options: BenchOptions, port: number, home: string): Record<string, string> {
  const inherited = Object.entries(process.env).flatMap(([name, value]) =>
    value === undefined || /^(KINGLET_|LLAMA_|PORT$|HOST$)/.test(name) ? [] : [[name, value] as const],
  );
  const hub = Object.entries(process.env).flatMap(([name, value]) =>
    value !== undefined && /^KINGLET_HUB/.test(name) ? [[name, value] as const] : [],
  );
  return {
    ...Object.fromEntries([...inherited, ...hub]),
    PORT: String(port),
    HOST: '127.0.0.1',
    KINGLET_HOME: home,
    KINGLET_MODEL: existsSync(options.model) ? resolve(options.model) : options.model,
    KINGLET_SLOTS: String(options.slots),
    // Nothing else shall run beside what is measured.
    KINGLET_TUNE: 'off',
    KINGLET_CONTEXT: String(options.contextTokens),
    ...(options.threads === null ? {} : { KINGLET_THREADS: String(options.threads) }),
    ...(options.enginePath === null ? {} : { KINGLET_ENGINE_PATH: resolve(options.enginePath) }),
  };
}

function borrowedHome(folder: string, side: 'kinglet' | 'unfiltered'): string {
  const home = join(folder, side);
  const lender = resolve(process.env['KINGLET_HOME'] ?? join(homedir(), '.kinglet'));
  mkdirSync(home, { recursive: true });
  // The home's own lock is among the locks: whoever is second has nothing left to fetch, and locks a folder of its own.
  const always = ['models', 'engines', 'downloads', 'protected'];
  const lent = side === 'kinglet' ? [...always, 'locks'] : always;
  for (const name of lent) {
    mkdirSync(join(lender, name), { recursive: true });
    // Of an earlier start.
    if (!existsSync(join(home, name))) symlinkSync(join(lender, name), join(home, name), 'junction');
  }
  return home;
}
