// In: nothing. Out: what a command of the CLI is, and what it is given. Types only.
import type { Config } from '../config/config.ts';
import type { Terminal } from './terminal.ts';

export interface CommandContext {
  /** Words behind the command's name. */
  readonly words: readonly string[];
  /** The command's own flags that were given. */
  readonly flags: ReadonlyMap<string, string>;
  readonly config: Config;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly terminal: Terminal;
  /** Output is data for a program. */
  readonly isJson: boolean;
  /** Aborted by Ctrl-C and by SIGTERM. */
  readonly signal: AbortSignal;
}

/** A flag of one command. */
export interface CommandFlag {
  readonly name: string;
  /** In the usage line, such as `DIR`. Empty: no word stands behind it, and it reads `true` where it is given. */
  readonly wordUsage: string;
  readonly summary: string;
}

export interface Command {
  readonly name: string;
  /** Behind the name in the usage line, such as `ID`. */
  readonly wordsUsage: string;
  /** How many words may stand behind the name. */
  readonly wordCount: { readonly least: number; readonly most: number };
  /** Beside those that every command takes. */
  readonly ownFlags?: readonly CommandFlag[];
  readonly summary: string;
  /** More lines for `--help`. */
  readonly details: string;
  /** Exit code. Faults thrown are printed and exit with 1. */
  run(context: CommandContext): Promise<number>;
}
