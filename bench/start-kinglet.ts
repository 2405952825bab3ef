// In: what to measure. Out: the service as a user starts it, on a free loopback port, with its own ledger but the user's models
// and engines. Speaks to it over HTTP only.
import { existsSync, mkdirSync, symlinkSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Children } from './children.ts';
import { freePort } from './free-port.ts';
import type { BenchOptions } from './options.ts';
import { at } from './read-events.ts';
import type { StartedSide } from './side.ts';
import { waitUntilAnswering } from './wait-until-answering.ts';

/** Provisioning may have to fetch the model first. */
const startLimitMs = 20 * 60_000;

export async function startKinglet(
  options: BenchOptions,
  children: Children,
  signal: AbortSignal,
): Promise<StartedSide> {
  const port = await freePort();
  const child = children.start('../src/main.ts', ['serve'], { environment: environmentFor(options, port, children) });
  const origin = `http://127.0.0.1:${port}`;
  await waitUntilAnswering(`${origin}/health/ready`, {}, child, startLimitMs, signal);
  const models: unknown = await (await fetch(`${origin}/v1/models`, { signal })).json();
  return { name: 'kinglet', port, headers: {}, model: String(at(models, 'data', '0', 'id')), child };
}

/** The service's settings of whoever runs the bench do not count, except for the home. */
function environmentFor(options: BenchOptions, port: number, children: Children): Record<string, string> {
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
    KINGLET_HOME: borrowedHome(join(children.folder, 'home')),
    KINGLET_MODEL: existsSync(options.model) ? resolve(options.model) : options.model,
    KINGLET_SLOTS: String(options.slots),
    KINGLET_CONTEXT: String(options.contextTokens),
    ...(options.threads === null ? {} : { KINGLET_THREADS: String(options.threads) }),
    ...(options.enginePath === null ? {} : { KINGLET_ENGINE_PATH: resolve(options.enginePath) }),
  };
}

function borrowedHome(home: string): string {
  const lender = resolve(process.env['KINGLET_HOME'] ?? join(homedir(), '.kinglet'));
  mkdirSync(home, { recursive: true });
  for (const name of ['models', 'engines', 'downloads', 'locks']) {
    mkdirSync(join(lender, name), { recursive: true });
    symlinkSync(join(lender, name), join(home, name), 'junction');
  }
  return home;
}
