// In: the process's terminal or pipe. Out: questions of a person, and a place where answers go as they come. Knows no service.
import { createInterface } from 'node:readline/promises';
import { text } from 'node:stream/consumers';
import { StringDecoder } from 'node:string_decoder';

export interface ChatConsole {
  /** Somebody types at a terminal; otherwise the whole input is one question. */
  readonly isInteractive: boolean;
  readAll(): Promise<string>;
  /** Null when the person wants to end, or the signal says so. A text pasted in several lines is one question. */
  ask(prompt: string, signal: AbortSignal): Promise<string | null>;
  write(text: string): void;
  /** Work whose signal is aborted by Ctrl-C. What is typed meanwhile stands at the next prompt. */
  interruptible<Result>(signal: AbortSignal, work: (signal: AbortSignal) => Promise<Result>): Promise<Result>;
}

const interrupt = '\x03';
const escapeKey = '\x1b';
/** Lines that come this close to each other were pasted, not typed. */
const pasteGapMs = 20;

export function processChatConsole(): ChatConsole {
  const { stdin, stdout, stderr } = process;
  let typedBefore: string[] = [];
  let typedAhead = '';
  return {
    isInteractive: stdin.isTTY === true && stderr.isTTY === true,
    readAll: () => text(stdin),
    write: (answerText) => stdout.write(stdout.isTTY ? withoutControls(answerText) : answerText),
    ask: (prompt, signal) => {
      const reader = createInterface({ input: stdin, output: stderr, history: typedBefore, historySize: 200, prompt });
      return new Promise((resolve) => {
        const lines: string[] = [];
        let timer: NodeJS.Timeout | null = null;
        const end = (): void => reader.close();
        signal.addEventListener('abort', end, { once: true });
        reader.on('history', (history) => {
          typedBefore = [...history];
        });
        reader.on('line', (line) => {
          lines.push(line);
          if (timer !== null) clearTimeout(timer);
          timer = setTimeout(() => {
            // The paste's last line has no end yet: it is still being typed.
            if (reader.line !== '') return;
            resolve(lines.join('\n'));
            end();
          }, pasteGapMs);
        });
        reader.on('SIGINT', end);
        reader.on('close', () => {
          if (timer !== null) clearTimeout(timer);
          signal.removeEventListener('abort', end);
          resolve(null);
        });
        if (signal.aborted) end();
        else {
          reader.prompt();
          reader.write(typedAhead);
          typedAhead = '';
        }
      });
    },
    // In raw mode Ctrl-C is a byte and no signal: neither npm nor the shell in front of us sees it.
    interruptible: async (signal, work) => {
      const stopping = new AbortController();
      const decoder = new StringDecoder('utf8');
      const onData = (chunk: Buffer): void => {
        const typed = decoder.write(chunk);
        if (typed.includes(interrupt)) {
          typedAhead = '';
          stopping.abort();
        } else if (!typed.startsWith(escapeKey)) typedAhead += typed;
      };
      stdin.setRawMode(true);
      stdin.on('data', onData);
      stdin.resume();
      try {
        return await work(AbortSignal.any([signal, stopping.signal]));
      } finally {
        stdin.off('data', onData);
        stdin.pause();
        stdin.setRawMode(false);
      }
    },
  };
}

/** A model must not be able to steer the terminal. */
export function withoutControls(answerText: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  return answerText.replaceAll(/[\x00-\x08\x0b-\x1f\x7f-\x9f]/g, '');
}
