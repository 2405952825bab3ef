// In: nothing but where to start children. Out: the scripted service and the bare server that sends the same bytes, both ready.
import { join } from 'node:path';
import type { BareAnswers } from './bare-server.ts';
import { type Child, type Children, nextMessage } from './children.ts';
import { at } from './read-events.ts';
import { type ScriptName, scriptBody } from './script.ts';

export interface Server {
  readonly name: 'kinglet' | 'bare';
  readonly port: number;
  readonly child: Child;
}

const startLimitMs = 30_000;

export async function startScriptedService(
  children: Children,
  settings: { readonly slotCount: number; readonly nodeFlags?: readonly string[] },
  signal: AbortSignal,
): Promise<Server> {
  const home = join(children.folder, `scripted-${settings.slotCount}-${Date.now()}`);
  const child = children.start('scripted-service.ts', [home, String(settings.slotCount)], {
    nodeFlags: ['--expose-gc', ...(settings.nodeFlags ?? [])],
  });
  return { name: 'kinglet', port: await portOf(child, signal), child };
}

export async function startBareServer(children: Children, like: Server, signal: AbortSignal): Promise<Server> {
  const child = children.start('bare-server.ts', []);
  const port = await portOf(child, signal);
  child.process.send(await recordAnswers(like.port, signal));
  await nextMessage(child, startLimitMs, signal);
  return { name: 'bare', port, child };
}

async function portOf(child: Child, signal: AbortSignal): Promise<number> {
  return Number(at(await nextMessage(child, startLimitMs, signal), 'port'));
}

async function recordAnswers(port: number, signal: AbortSignal): Promise<BareAnswers> {
  const ask = (script: ScriptName, isStream: boolean) =>
    fetch(`http://127.0.0.1:${port}/v1/chat/completions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: scriptBody(script, isStream),
      signal,
    });
  const eventsOf = async (answer: Response) => (await answer.text()).split(/(?<=\n\n)/);
  const whole = await ask('tiny', false);
  const stream = await ask('burst', true);
  return {
    whole: await whole.text(),
    wholeHeaders: ownHeaders(whole),
    shortEvents: await eventsOf(await ask('tiny', true)),
    events: await eventsOf(stream),
    eventHeaders: ownHeaders(stream),
  };
}

/** What Node adds by itself is left to Node. */
function ownHeaders(answer: Response): Record<string, string> {
  const byNode = ['connection', 'keep-alive', 'date', 'transfer-encoding'];
  return Object.fromEntries([...answer.headers].filter(([name]) => !byNode.includes(name)));
}
