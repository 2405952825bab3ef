// In: the command line and the environment. Out: what to evaluate, where, and how much of it. Asks nobody.
import { parseArgs } from 'node:util';
import { isDict, type PythonDict, parsePython } from './bfcl/python-value.ts';
import type { Endpoint } from './post-chat.ts';

export interface EvalOptions {
  readonly benchmark: 'bfcl' | 'groundedness' | 'ifeval' | 'jsonschemabench';
  readonly endpoint: Endpoint;
  /** Asked the same afterwards, for the table beside. */
  readonly engine: Endpoint | null;
  readonly model: string;
  readonly label: string;
  readonly only: readonly string[];
  readonly rowLimit: number;
  readonly seed: number;
  readonly maxTokens: number;
  readonly concurrency: number;
  readonly extra: PythonDict;
  readonly shownFailures: number;
  readonly outputPath: string | null;
}

export type EvalCommand =
  | { readonly kind: 'help' }
  | { readonly kind: 'compare'; readonly paths: readonly [string, string] }
  | { readonly kind: 'run'; readonly options: EvalOptions };

export const usage = `npm run evals -- bfcl|groundedness|ifeval|jsonschemabench [options]
npm run evals -- compare A.json B.json
  --base-url URL        of the service, with /v1 (http://127.0.0.1:4141/v1)
  --key KEY             sent to it (KINGLET_API_KEY, else "any")
  --engine URL          then the same against this one, such as a llama-server's own /v1, and both side by side
  --engine-key KEY      sent to that (KINGLET_UPSTREAM_KEY, else "any")
  --model NAME          (gpt-4o-mini)
  --only A,B            categories; simple_java and Github_trivial run only when named; of groundedness languages (en);
                        of ifeval instructions or kinds of them
  --rows N              of each category: the first (bfcl: 100), or drawn by the seed (ifeval: 120; jsonschemabench: 200;
                        groundedness: 30 questions)
  --seed N              of the draw (1)
  --max-tokens N        of an answer (bfcl, ifeval: 1024; jsonschemabench: 512)
  --concurrency N       requests at a time (1)
  --extra JSON          an object whose members are added to every request
  --label TEXT          name of the run in tables and of its file
  --show-failures N     so many of each category that went wrong, with their answers
  --timeout-seconds N   for one request (600)
  --out PATH            the JSON file (evals/results/...)
The data is read from KINGLET_DATA (../shared/data).
`;

export function readCommand(words: readonly string[], environment: NodeJS.ProcessEnv): EvalCommand {
  const text = { type: 'string' } as const;
  const { values, positionals } = parseArgs({
    args: [...words],
    allowPositionals: true,
    options: {
      'base-url': text,
      key: text,
      engine: text,
      'engine-key': text,
      model: text,
      only: text,
      rows: text,
      seed: text,
      'max-tokens': text,
      concurrency: text,
      extra: text,
      label: text,
      'show-failures': text,
      'timeout-seconds': text,
      out: text,
      help: { type: 'boolean' },
    },
  });
  const [command, ...paths] = positionals;
  if (values.help === true || command === undefined) return { kind: 'help' };
  if (command === 'compare') {
    const [first, second] = paths;
    if (first === undefined || second === undefined || paths.length > 2)
      throw new Error('compare takes two result files');
    return { kind: 'compare', paths: [first, second] };
  }
  if (!isBenchmark(command)) throw new Error(`there is no evaluation ${command}`);
  if (paths.length > 0) throw new Error(`what is ${paths.join(' ')}?`);
  const timeoutMs = 1000 * wholeNumber('timeout-seconds', values['timeout-seconds'] ?? '600');
  return {
    kind: 'run',
    options: {
      benchmark: command,
      endpoint: {
        baseUrl: url('base-url', values['base-url'] ?? 'http://127.0.0.1:4141/v1'),
        key: values.key ?? environment['KINGLET_API_KEY'] ?? 'any',
        timeoutMs,
      },
      engine:
        values.engine === undefined
          ? null
          : {
              baseUrl: url('engine', values.engine),
              key: values['engine-key'] ?? environment['KINGLET_UPSTREAM_KEY'] ?? 'any',
              timeoutMs,
            },
      model: values.model ?? 'gpt-4o-mini',
      label: values.label ?? command,
      only: values.only === undefined ? [] : values.only.split(',').map((name) => name.trim()),
      rowLimit: wholeNumber('rows', values.rows ?? defaultRows[command]),
      seed: wholeNumber('seed', values.seed ?? '1'),
      maxTokens: wholeNumber('max-tokens', values['max-tokens'] ?? defaultTokens[command]),
      concurrency: wholeNumber('concurrency', values.concurrency ?? '1'),
      extra: members(values.extra ?? '{}'),
      shownFailures: wholeNumber('show-failures', values['show-failures'] ?? '0', 0),
      outputPath: values.out ?? null,
    },
  };
}

const defaultRows = { bfcl: '100', groundedness: '30', ifeval: '120', jsonschemabench: '200' };
const defaultTokens = { bfcl: '1024', groundedness: '512', ifeval: '1024', jsonschemabench: '512' };

function isBenchmark(name: string): name is EvalOptions['benchmark'] {
  return Object.hasOwn(defaultRows, name);
}

function url(name: string, text: string): string {
  if (!URL.canParse(text) || !/^https?:/.test(text))
    throw new Error(`--${name} needs an http or https URL, not ${text}`);
  return text.replace(/\/+$/, '');
}

function wholeNumber(name: string, text: string, least = 1): number {
  const number = Number(text);
  if (!Number.isSafeInteger(number) || number < least)
    throw new Error(`--${name} needs a whole number of at least ${least}, not ${text}`);
  return number;
}

function members(text: string): PythonDict {
  try {
    const value = parsePython(text);
    if (isDict(value)) return value;
  } catch {
    // Told below.
  }
  throw new Error(`--extra needs a JSON object, not ${text}`);
}
