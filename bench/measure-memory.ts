// In: where to start a service. Out: what an open stream that waits costs it in memory: the difference with many of them open.
import { Agent, type ClientRequest, request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Children, nextMessage } from './children.ts';
import { type Server, startScriptedService } from './cost-children.ts';
import { at } from './read-events.ts';
import { scriptBody } from './script.ts';

export interface StreamMemory {
  readonly streamCount: number;
  readonly residentBytesPerStream: number;
  readonly heapBytesPerStream: number;
  readonly residentBytesBefore: number;
}

const streamCount = 500;

export async function measureMemory(children: Children, signal: AbortSignal): Promise<StreamMemory> {
  const service = await startScriptedService(children, { slotCount: streamCount + 12 }, signal);
  const agent = new Agent({ maxSockets: streamCount, keepAlive: true });
  // The code is compiled before, so that only the streams themselves count.
  for (let number = 0; number < 300; number += 1) {
    signal.throwIfAborted();
    await openStream(service, agent, 'tiny').ended;
  }
  const before = await memoryOf(service, signal);
  const streams = Array.from({ length: streamCount }, () => openStream(service, agent, 'idle'));
  await Promise.all(streams.map((stream) => stream.begun));
  await sleep(1000, undefined, { signal });
  const during = await memoryOf(service, signal);
  for (const stream of streams) stream.sent.destroy();
  agent.destroy();
  await service.child.stop();
  return {
    streamCount,
    residentBytesPerStream: (during.resident - before.resident) / streamCount,
    heapBytesPerStream: (during.heap - before.heap) / streamCount,
    residentBytesBefore: before.resident,
  };
}

interface OpenStream {
  readonly sent: ClientRequest;
  readonly begun: Promise<void>;
  readonly ended: Promise<void>;
}

function openStream(service: Server, agent: Agent, script: 'tiny' | 'idle'): OpenStream {
  const body = scriptBody(script, true);
  const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) };
  const target = {
    agent,
    host: '127.0.0.1',
    port: service.port,
    path: '/v1/chat/completions',
    method: 'POST',
    headers,
  };
  const sent = request(target);
  const begun = new Promise<void>((resolve, reject) => {
    sent.on('error', reject);
    sent.once('response', (answer) => answer.on('data', () => resolve()));
  });
  // One that was cut off at the end of the measurement has begun long before.
  begun.catch(() => undefined);
  const ended = new Promise<void>((resolve) => {
    sent.once('response', (answer) => answer.once('end', resolve).on('error', () => resolve()));
    sent.once('error', () => resolve());
  });
  sent.end(body);
  return { sent, begun, ended };
}

async function memoryOf(service: Server, signal: AbortSignal): Promise<{ resident: number; heap: number }> {
  service.child.process.send('memory');
  const told = await nextMessage(service.child, 30_000, signal);
  return { resident: Number(at(told, 'rss')), heap: Number(at(told, 'heapUsed')) };
}
