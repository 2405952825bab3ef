// In: where the other gateways are installed. Out: the scripted OpenAI server, and in front of it Kinglet with its content filter and
// without, Portkey's gateway and LiteLLM: one process each, ready. Speaks HTTP only.
import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type Child, type Children, nextMessage } from './children.ts';
import { freePort } from './free-port.ts';
import { gatewayAnswers } from './gateway-answers.ts';
import { at } from './read-events.ts';
import { writeUnfiltered } from './start-kinglet.ts';
import { waitUntilAnswering } from './wait-until-answering.ts';
import { waitUntilIndexed } from './wait-until-indexed.ts';

export type GatewayName = 'direct' | 'kinglet' | 'kinglet, filter on' | 'portkey' | 'litellm';

export interface Gateway {
  readonly name: GatewayName;
  readonly version: string;
  readonly port: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly child: Child;
}

export interface GatewayPlaces {
  /** Folder in which `@portkey-ai/gateway` was installed with npm; null leaves it out. */
  readonly portkey: string | null;
  /** Virtual environment in which `litellm[proxy]` was installed with pip; null leaves it out. */
  readonly litellm: string | null;
}

const startLimitMs = 180_000;
const masterKey = 'sk-a-key-of-the-bench-that-is-long-enough';

export async function startGateways(
  places: GatewayPlaces,
  children: Children,
  signal: AbortSignal,
): Promise<readonly Gateway[]> {
  const direct = await startServer(children, signal);
  const base = `http://127.0.0.1:${direct.port}/v1`;
  const starting = { base, children, signal };
  return [
    direct,
    await startKinglet(starting, 'kinglet'),
    await startKinglet(starting, 'kinglet, filter on'),
    ...(places.portkey === null ? [] : [await startPortkey(starting, places.portkey)]),
    ...(places.litellm === null ? [] : [await startLiteLlm(starting, places.litellm)]),
  ];
}

interface Starting {
  readonly base: string;
  readonly children: Children;
  readonly signal: AbortSignal;
}

async function startServer(children: Children, signal: AbortSignal): Promise<Gateway> {
  const child = children.start('bare-server.ts', []);
  const port = Number(at(await nextMessage(child, startLimitMs, signal), 'port'));
  child.process.send(gatewayAnswers());
  await nextMessage(child, startLimitMs, signal);
  return { name: 'direct', version: '', port, headers: {}, child };
}

async function startKinglet(
  { base, children, signal }: Starting,
  name: 'kinglet' | 'kinglet, filter on',
): Promise<Gateway> {
  const port = await freePort();
  const words = name === 'kinglet' ? ['serve', '--config', writeUnfiltered(children.folder)] : ['serve'];
  const home = join(children.folder, name);
  const environment = {
    ...withoutOwnSettings(),
    PORT: String(port),
    KINGLET_HOME: home,
    KINGLET_UPSTREAM_URL: base,
    KINGLET_UPSTREAM_MODEL: 'gpt-4o-mini',
    ...(name === 'kinglet' ? { KINGLET_HIERARCHY_POLICY: 'off' } : {}),
  };
  const child = children.start('../src/main.ts', words, { environment });
  await waitUntilAnswering(`http://127.0.0.1:${port}/health/ready`, {}, child, startLimitMs, signal);
  await waitUntilIndexed(home, signal);
  return { name, version: versionIn('../package.json'), port, headers: {}, child };
}

async function startPortkey({ base, children, signal }: Starting, folder: string): Promise<Gateway> {
  const port = await freePort();
  const root = resolve(folder, 'node_modules/@portkey-ai/gateway');
  const child = children.start(join(root, 'build/start-server.js'), [`--port=${port}`, '--headless'], {
    environment: { ...withoutOwnSettings(), TRUSTED_CUSTOM_HOSTS: '127.0.0.1,localhost' },
  });
  await waitUntilAnswering(`http://127.0.0.1:${port}/`, {}, child, startLimitMs, signal);
  const headers = { 'x-portkey-provider': 'openai', 'x-portkey-custom-host': base, authorization: 'Bearer any' };
  return { name: 'portkey', version: versionIn(join(root, 'package.json')), port, headers, child };
}

async function startLiteLlm({ base, children, signal }: Starting, folder: string): Promise<Gateway> {
  const port = await freePort();
  const config = join(children.folder, 'litellm.json');
  const parameters = { model: 'openai/gpt-4o-mini', api_base: base, api_key: 'any' };
  // JSON is YAML.
  writeFileSync(config, JSON.stringify({ model_list: [{ model_name: 'gpt-4o-mini', litellm_params: parameters }] }));
  const words = ['--config', config, '--port', String(port), '--host', '127.0.0.1', '--num_workers', '1'];
  const child = children.startCommand(resolve(folder, 'bin/litellm'), [...words, '--telemetry', 'False'], {
    environment: {
      ...withoutOwnSettings(),
      LITELLM_LOG: 'ERROR',
      LITELLM_LOCAL_MODEL_COST_MAP: 'True',
      // It does not start without one.
      LITELLM_MASTER_KEY: masterKey,
    },
  });
  await waitUntilAnswering(`http://127.0.0.1:${port}/health/liveliness`, {}, child, startLimitMs, signal);
  const answer = await fetch(`http://127.0.0.1:${port}/openapi.json`, { signal });
  const version = String(at(await answer.json(), 'info', 'version') ?? 'unknown');
  return { name: 'litellm', version, port, headers: { authorization: `Bearer ${masterKey}` }, child };
}

/** The service's settings of whoever runs the bench do not count. */
function withoutOwnSettings(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(process.env).flatMap(([name, value]) =>
      value === undefined || /^(KINGLET_|PORT$|HOST$)/.test(name) ? [] : [[name, value] as const],
    ),
  );
}

function versionIn(path: string): string {
  return String(at(JSON.parse(readFileSync(new URL(path, import.meta.url), 'utf8')), 'version'));
}
