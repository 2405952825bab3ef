// In: the process's streams. Out: where commands write: data to stdout, everything said to the operator to stderr. Knows no command.

export interface Terminal {
  /** Data: what a pipe shall get. */
  print(text: string): void;
  /** Words to the operator. */
  say(text: string): void;
  /** Whether what is said is read by a person at a terminal. */
  readonly isInteractive: boolean;
  readonly columns: number;
}

export const processTerminal: Terminal = {
  print: (text) => process.stdout.write(`${text}\n`),
  say: (text) => process.stderr.write(`${text}\n`),
  isInteractive: process.stderr.isTTY === true,
  columns: process.stderr.columns ?? 100,
};
