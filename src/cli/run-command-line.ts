// In: the command line, the environment and the streams. Out: one command run, its exit code: 0 done, 1 failed, 2 wrong usage. Knows
// the list of commands, nothing of their work.
import { parseArgs } from 'node:util';
import { describeKnobs } from '../config/describe-knobs.ts';
import { didYouMean } from '../config/did-you-mean.ts';
import { flagDefinitions } from '../config/flag-definitions.ts';
import { loadConfig } from '../config/load-config.ts';
import { Fault } from '../contract/fault.ts';
import type { Command } from './command.ts';
import type { Terminal } from './terminal.ts';

export interface CommandLine {
  readonly words: readonly string[];
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly workingFolder: string;
  readonly terminal: Terminal;
  readonly signal: AbortSignal;
  readonly commands: readonly Command[];
  readonly version: string;
}

export async function runCommandLine(line: CommandLine): Promise<number> {
  const { terminal } = line;
  let parsed: ReturnType<typeof parseWords>;
  try {
    parsed = parseWords(line.words, line.commands);
  } catch (error) {
    terminal.say(`kinglet: ${describeParseError(error, line.commands)} Try: kinglet --help`);
    return 2;
  }
  const { values, positionals } = parsed;
  const { help, json, version, ...allFlags } = values;
  const [name = 'serve', ...words] = positionals;
  if (version === true) {
    terminal.print(line.version);
    return 0;
  }
  const command = line.commands.find((candidate) => candidate.name === name);
  if (help === true && positionals.length === 0) {
    terminal.print(overview(line.commands));
    return 0;
  }
  if (command === undefined) {
    terminal.say(
      `kinglet: there is no command ${name}${suggestion(
        name,
        line.commands.map((known) => known.name),
      )} Try: kinglet --help`,
    );
    return 2;
  }
  if (help === true) {
    terminal.print(helpOf(command));
    return 0;
  }
  const { own, foreign, shared } = sortFlags(allFlags, command, line.commands);
  if (foreign !== null) {
    terminal.say(`kinglet: ${command.name} takes no flag --${foreign}. Try: kinglet ${command.name} --help`);
    return 2;
  }
  const { least, most } = command.wordCount;
  if (words.length < least || words.length > most) {
    terminal.say(`kinglet: usage: ${usageOf(command)}. Try: kinglet ${command.name} --help`);
    return 2;
  }
  try {
    const config = loadConfig({
      argumentsGiven: shared,
      environment: line.environment,
      workingFolder: line.workingFolder,
      isTerminal: terminal.isInteractive,
    });
    return await command.run({
      words,
      flags: own,
      config,
      environment: line.environment,
      terminal,
      isJson: json === true,
      signal: line.signal,
    });
  } catch (error) {
    if (line.signal.aborted && !(error instanceof Fault)) return 130;
    terminal.say(
      `kinglet: ${error instanceof Fault ? error.message : `unexpected: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`}`,
    );
    return 1;
  }
}

type FlagValues = Readonly<Record<string, string | boolean | undefined>>;

/** Flags of the command itself, one that only another command takes, and those of the configuration. */
function sortFlags(values: FlagValues, command: Command, commands: readonly Command[]) {
  const ownNames = new Set(flagNames([command]));
  const foreignNames = new Set(flagNames(commands).filter((name) => !ownNames.has(name)));
  const own = new Map<string, string>();
  const shared: Record<string, string> = {};
  let foreign: string | null = null;
  for (const [name, value] of Object.entries(values)) {
    if (foreignNames.has(name)) foreign ??= name;
    else if (ownNames.has(name)) own.set(name, String(value));
    else shared[name] = String(value);
  }
  return { own, foreign, shared };
}

function flagNames(commands: readonly Command[]): readonly string[] {
  return commands.flatMap(({ ownFlags = [] }) => ownFlags.map(({ name }) => name));
}

function parseWords(words: readonly string[], commands: readonly Command[]) {
  return parseArgs({
    args: [...words],
    options: {
      ...flagDefinitions(),
      ...ownFlagDefinitions(commands),
      help: { type: 'boolean', short: 'h' },
      json: { type: 'boolean' },
      version: { type: 'boolean' },
    },
    allowPositionals: true,
    strict: true,
  });
}

function ownFlagDefinitions(commands: readonly Command[]): Record<string, { readonly type: 'string' | 'boolean' }> {
  const flags = commands.flatMap(({ ownFlags = [] }) => ownFlags);
  return Object.fromEntries(
    flags.map(({ name, wordUsage }) => [name, { type: wordUsage === '' ? 'boolean' : 'string' }]),
  );
}

/** node says what is wrong in its first sentence; what follows is about its own API. */
function describeParseError(error: unknown, commands: readonly Command[]): string {
  const message = error instanceof Error ? error.message : String(error);
  const flag = /^Unknown option '(-[^']*)'/.exec(message)?.[1];
  if (flag === undefined) return `${message.split('\n')[0] ?? message}${/[.?!]$/.test(message) ? '' : '.'}`;
  const names = ['help', 'json', 'version', ...Object.keys(flagDefinitions()), ...flagNames(commands)];
  const known = names.map((name) => `--${name}`);
  return `there is no flag ${flag}${suggestion(flag, known)}`;
}

function suggestion(word: string, known: readonly string[]): string {
  return didYouMean(word, known) || '.';
}

function usageOf({ name, wordsUsage }: Command): string {
  return `kinglet ${name} ${wordsUsage}`.trimEnd();
}

function overview(commands: readonly Command[]): string {
  const width = Math.max(...commands.map(({ name, wordsUsage }) => name.length + wordsUsage.length)) + 3;
  const lines = commands.map(({ name, wordsUsage, summary }) => `  ${`${name} ${wordsUsage}`.padEnd(width)}${summary}`);
  return `Kinglet: the GPT-4o mini you run yourself.

Usage: kinglet [COMMAND] [--help] [--json] [--version] [FLAGS]

Commands:
${lines.join('\n')}

Flags, in force over the environment, which is in force over the file:
${describeKnobs('help')}`;
}

function helpOf(command: Command): string {
  const details = command.details === '' ? '' : `\n${command.details}\n`;
  const own = (command.ownFlags ?? []).map(
    ({ name, wordUsage, summary }) => `  ${`--${name} ${wordUsage}`.trimEnd()}  ${summary}\n`,
  );
  return `Usage: ${usageOf(command)} [FLAGS]\n\n${command.summary}\n${details}\nFlags:\n${own.join('')}  --json  print data for programs, where the command has data\n${describeKnobs('help')}`;
}
