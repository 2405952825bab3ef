// In: command lines. Out: the right command run with the right configuration, words a person can act on, exit codes 0, 1, 2 and 130.
import { expect, test } from 'vitest';
import { Fault } from '../contract/fault.ts';
import { chatCommand } from './chat-command.ts';
import type { Command, CommandContext } from './command.ts';
import { doctorCommand } from './doctor-command.ts';
import { engineCommand } from './engine-command.ts';
import { modelsCommand } from './models-command.ts';
import { pullCommand } from './pull-command.ts';
import { runCommandLine } from './run-command-line.ts';
import { recordedTerminal } from './samples.suite.ts';
import { serveCommand } from './serve-command.ts';

const realCommands = [serveCommand, chatCommand, modelsCommand, pullCommand, engineCommand, doctorCommand];

async function run(
  words: readonly string[],
  behaviour: (context: CommandContext) => Promise<number> = async () => 0,
  commands: readonly Command[] | null = null,
  signal = new AbortController().signal,
) {
  const terminal = recordedTerminal();
  const contexts: CommandContext[] = [];
  const command = (name: string, most: number): Command => ({
    name,
    wordsUsage: most === 0 ? '' : '[WORD]',
    wordCount: { least: 0, most },
    summary: `about ${name}`,
    details: '',
    run: (context) => {
      contexts.push(context);
      return behaviour(context);
    },
  });
  const exitCode = await runCommandLine({
    words,
    environment: { HOME: '/home/somebody', PORT: '5000' },
    workingFolder: '/nowhere',
    terminal,
    signal,
    commands: commands ?? [command('serve', 0), command('look', 1)],
    version: '1.2.3',
  });
  return { exitCode, printed: terminal.printed.join('\n'), said: terminal.said.join('\n'), context: contexts[0] };
}

test('without a word it serves', async () => {
  const { exitCode, context } = await run([]);
  expect(exitCode).toBe(0);
  expect(context).toMatchObject({ words: [], isJson: false, config: { port: 5000, home: '/home/somebody/.kinglet' } });
});

test('words, flags and --json reach the command', async () => {
  const { exitCode, context } = await run(['look', '--json', 'here', '--port', '6000'], async () => 7);
  expect(exitCode).toBe(7);
  expect(context).toMatchObject({ words: ['here'], isJson: true, config: { port: 6000 } });
});

test('an unknown command is a usage error that names a near one', async () => {
  expect(await run(['lok'])).toMatchObject({
    exitCode: 2,
    said: 'kinglet: there is no command lok; did you mean look? Try: kinglet --help',
    printed: '',
  });
  expect((await run(['somethingelse'])).said).toBe('kinglet: there is no command somethingelse. Try: kinglet --help');
});

test('an unknown flag is named, with a near one', async () => {
  expect(await run(['look', '--prot', '1'])).toMatchObject({
    exitCode: 2,
    said: 'kinglet: there is no flag --prot; did you mean --port? Try: kinglet --help',
  });
  expect(await run(['--xyzzyx'])).toMatchObject({ exitCode: 2, said: expect.stringContaining('no flag --xyzzyx.') });
});

test('a flag without its value is a usage error', async () => {
  expect(await run(['look', '--port'])).toMatchObject({ exitCode: 2, said: expect.stringContaining('--port') });
});

test('too many words are a usage error', async () => {
  expect(await run(['serve', 'what'])).toMatchObject({ exitCode: 2, context: undefined });
  expect((await run(['look', 'a', 'b'])).said).toContain('usage: kinglet look [WORD]');
});

test('a setting that cannot be is told with its origin, exit code 1', async () => {
  const { exitCode, said, context } = await run(['look', '--port', 'abc']);
  expect(exitCode).toBe(1);
  expect(said).toContain('port from flag --port');
  expect(context).toBeUndefined();
});

test('a Fault is told without a stack; what nobody expected with one', async () => {
  const known = await run([], async () => {
    throw new Fault('home_in_use', 'It is in use.');
  });
  expect(known).toMatchObject({ exitCode: 1, said: 'kinglet: It is in use.' });
  const unknown = await run([], async () => {
    throw new TypeError('oops');
  });
  expect(unknown.exitCode).toBe(1);
  expect(unknown.said).toMatch(/unexpected: TypeError: oops\n\s+at /);
});

test('what Ctrl-C ends exits with 130 and says nothing more', async () => {
  const interrupted = await run(
    ['look'],
    async ({ signal }) => signal.throwIfAborted() ?? 0,
    null,
    AbortSignal.abort(),
  );
  expect(interrupted).toMatchObject({ exitCode: 130, said: '' });
});

test('--version', async () => {
  expect(await run(['--version'])).toMatchObject({ exitCode: 0, printed: '1.2.3' });
});

test('--help lists every command and every flag', async () => {
  const { exitCode, printed } = await run(['--help'], undefined, realCommands);
  expect(exitCode).toBe(0);
  for (const name of ['serve', 'chat', 'models', 'pull', 'engine', 'doctor']) expect(printed).toContain(`\n  ${name} `);
  expect(printed).toContain('--port');
  expect(printed).toContain('KINGLET_MODEL');
});

test.each(realCommands.map(({ name }) => name))('%s --help', async (name) => {
  const { exitCode, printed, said } = await run([name, '--help'], undefined, realCommands);
  expect({ exitCode, said }).toEqual({ exitCode: 0, said: '' });
  expect(printed).toContain(`Usage: kinglet ${name}`);
  expect(printed).toContain('--json');
});

test('pull without a word is a usage error; with an unknown one it suggests', async () => {
  expect(await run(['pull'], undefined, realCommands)).toMatchObject({
    exitCode: 2,
    said: expect.stringContaining('kinglet pull ID'),
  });
  const unknown = await run(['pull', 'qwen3.5-4'], undefined, realCommands);
  expect(unknown.exitCode).toBe(1);
  expect(unknown.said).toContain('Did you mean qwen3.5-4b?');
});
