// In: questions to a whole service on a scripted engine. Out: answers as they come, the history, what is told when it fails.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { afterEach, expect, test } from 'vitest';
import { freeLoopbackPort } from '../base/free-loopback-port.ts';
import { loadConfig } from '../config/load-config.ts';
import type { Turn } from '../contract/turn.ts';
import { createScriptedEngine, type ScriptedAnswer } from '../engine/scripted/scripted-engine.ts';
import { createChatCommand } from './chat-command.ts';
import { type ChatConsole, withoutControls } from './chat-console.ts';
import { composeService } from './compose-service.ts';
import { recordedTerminal } from './samples.suite.ts';

const endings: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of endings.splice(0)) await end();
});

function script(deltas: readonly string[], rest: Partial<ScriptedAnswer> = {}): ScriptedAnswer {
  return { deltas, reason: 'stop', delayMs: 0, diesAtDelta: null, ...rest };
}

async function startService(
  answer: (turns: readonly Turn[]) => ScriptedAnswer,
  environment: Record<string, string> = {},
) {
  const home = mkdtempSync(join(tmpdir(), 'kinglet-chat-'));
  const configFor = (port: number, more: Record<string, string>) =>
    loadConfig({
      argumentsGiven: {},
      environment: { HOME: home, KINGLET_HOME: home, PORT: String(port), ...more },
      workingFolder: home,
      readFile: () => null,
    });
  const engine = createScriptedEngine({
    id: 'scripted',
    facts: { contextTokens: 4096, slotCount: 2, vocabularySize: 1000, fingerprint: 'f', dialect: 'plain' },
    answer,
  });
  const service = await composeService({
    config: configFor(0, environment),
    engine,
    modelId: 'scripted-model',
    modelTitle: 'Scripted',
    engineLine: 'scripted',
    contextTokens: 4096,
    observers: [],
    isReady: () => true,
  });
  endings.push(async () => {
    await service.drain();
    rmSync(home, { recursive: true, force: true });
  });
  const port = Number(new URL(service.baseUrl).port);
  return { engine, port, config: configFor(port, environment), configFor };
}

/** A person who types these lines; `onWrite` sees all that was answered so far and may press Ctrl-C. */
function scriptedConsole(lines: readonly string[] | string, onWrite: (all: string, interrupt: () => void) => void) {
  const waiting = typeof lines === 'string' ? [] : [...lines];
  let written = '';
  let interrupt = (): void => undefined;
  const console: ChatConsole = {
    isInteractive: typeof lines !== 'string',
    readAll: async () => (typeof lines === 'string' ? lines : ''),
    ask: async () => waiting.shift() ?? null,
    write: (answerText) => {
      written += answerText;
      onWrite(written, interrupt);
    },
    interruptible: (signal, work) => {
      const stopping = new AbortController();
      interrupt = () => stopping.abort();
      return work(AbortSignal.any([signal, stopping.signal]));
    },
  };
  return { console, written: () => written };
}

async function chat(
  config: ReturnType<typeof loadConfig>,
  options: {
    readonly words?: readonly string[];
    readonly lines?: readonly string[] | string;
    readonly isJson?: boolean;
    readonly onWrite?: (all: string, interrupt: () => void) => void;
  },
) {
  const terminal = recordedTerminal();
  const { console, written } = scriptedConsole(options.lines ?? '', options.onWrite ?? (() => undefined));
  const command = createChatCommand(console);
  const signal = new AbortController().signal;
  const { words = [], isJson = false } = options;
  const exitCode = await command.run({ words, flags: new Map(), config, environment: {}, terminal, isJson, signal });
  return { exitCode, written: written(), printed: terminal.printed.join('\n'), said: terminal.said.join('\n') };
}

const textOf = (turns: readonly Turn[]) =>
  turns.map(({ role, parts }) => `${role}:${parts.map((part) => part.text).join('')}`);

test('a question in words is answered on stdout as it comes', async () => {
  const { config } = await startService(() => script(['Grü', 'ße', ' 👩‍🚀']));
  const seen: string[] = [];
  const { exitCode, written, said } = await chat(config, { words: ['Say', 'hello'], onWrite: (all) => seen.push(all) });
  expect({ exitCode, written, said }).toEqual({ exitCode: 0, written: 'Grüße 👩‍🚀\n', said: '' });
  expect(seen[0]).toBe('Grü');
});

test('piped input is one question; none is a usage error', async () => {
  const { config } = await startService((turns) => script([`heard ${textOf(turns).at(-1)}`]));
  expect(await chat(config, { lines: 'one\ntwo\n' })).toMatchObject({
    exitCode: 0,
    written: 'heard user:one\ntwo\n\n',
  });
  expect(await chat(config, { lines: ' \n' })).toMatchObject({ exitCode: 2, written: '' });
});

test('--json prints one object', async () => {
  const { config } = await startService(() => script(['a', 'b'], { reason: 'length' }));
  const { printed, written } = await chat(config, { words: ['x'], isJson: true });
  expect(JSON.parse(printed)).toEqual({ model: 'gpt-4o-mini', answer: 'ab', finishReason: 'length' });
  expect(written).toBe('');
});

test('the conversation keeps its history, its system message, and forgets when told', async () => {
  const heard: string[][] = [];
  const { config } = await startService((turns) => {
    heard.push(textOf(turns).map((turn) => turn));
    return script([`answer ${heard.length}`]);
  });
  const lines = ['first', '/system Be brief.', 'second', '/new', 'third', '/help', '/nonsense', '/exit', 'never asked'];
  const { exitCode, said } = await chat(config, { lines });
  expect(exitCode).toBe(0);
  const ends = heard.map((turns) => turns.filter((turn) => !turn.startsWith('system:')));
  expect(ends).toEqual([['user:first'], ['user:first', 'assistant:answer 1', 'user:second'], ['user:third']]);
  expect(heard[0]?.join()).not.toContain('Be brief.');
  expect(heard[1]?.join()).toContain('Be brief.');
  expect(heard[2]?.join()).toContain('Be brief.');
  expect(said).toContain('There is no /nonsense here.');
});

test('Ctrl-C stops the answer, frees the engine and keeps what was read; the conversation goes on', async () => {
  const heard: string[][] = [];
  const { config, engine } = await startService((turns) => {
    heard.push(textOf(turns));
    return heard.length > 1 ? script(['done']) : script(Array(500).fill('x'), { delayMs: 10 });
  });
  const { exitCode, said, written } = await chat(config, {
    lines: ['long', 'next'],
    onWrite: (all, interrupt) => {
      if (all === 'xxx') interrupt();
    },
  });
  expect(exitCode).toBe(0);
  expect(said).toContain('(stopped)');
  expect(written).toMatch(/^xxx+\ndone\n$/);
  expect(heard[1]?.slice(-3)).toEqual(['user:long', expect.stringMatching(/^assistant:xxx/), 'user:next']);
  expect(engine.running()).toBe(0);
});

test('an engine that dies in the middle is told plainly', async () => {
  const { config } = await startService(() => script(['half'], { diesAtDelta: 1 }));
  const { exitCode, written, said } = await chat(config, { lines: ['question'] });
  expect({ exitCode, written }).toEqual({ exitCode: 0, written: 'half\n' });
  expect(said).toContain('kinglet: The engine stopped while it was answering.');
  await expect(chat(config, { words: ['question'] })).rejects.toMatchObject({ name: 'Fault' });
});

test('where nothing runs it says how to start it; a key that is not accepted is told', async () => {
  const { configFor } = await startService(() => script(['x']));
  const nowhere = configFor(await freeLoopbackPort(), {});
  await expect(chat(nowhere, { words: ['x'] })).rejects.toThrow('npm start');
  const keyed = await startService(() => script(['x']), { KINGLET_API_KEY: 'right' });
  expect(await chat(keyed.config, { words: ['x'] })).toMatchObject({ exitCode: 0, written: 'x\n' });
  const wrong = keyed.configFor(keyed.port, { KINGLET_API_KEY: 'wrong' });
  await expect(chat(wrong, { words: ['x'] })).rejects.toThrow('KINGLET_API_KEY');
});

test('another program on the port is not taken for Kinglet', async () => {
  const server = createServer((_, response) => response.end('{"data": []}'));
  const port = await freeLoopbackPort();
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  endings.push(async () => void server.close());
  const { configFor } = await startService(() => script(['x']));
  await expect(chat(configFor(port, {}), { words: ['x'] })).rejects.toThrow('is not Kinglet');
});

test('the command itself: answer on stdout, nothing else there, exit code 0', async () => {
  const { port } = await startService(() => script(['Hello', '.']));
  const main = fileURLToPath(new URL('../main.ts', import.meta.url));
  const child = spawn(process.execPath, [main, 'chat', 'Say hello'], {
    cwd: tmpdir(),
    env: { ...process.env, PORT: String(port), HOST: '127.0.0.1' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const exited = new Promise((resolve) => child.on('close', resolve));
  const [out, err] = await Promise.all([text(child.stdout), text(child.stderr)]);
  expect({ out, err, exitCode: await exited }).toEqual({ out: 'Hello.\n', err: '', exitCode: 0 });
});

test('what a model writes cannot steer the terminal', () => {
  expect(withoutControls('a\x1b]0;title\x07\tb\r\n\x9b2J')).toBe('a]0;title\tb\n2J');
});
