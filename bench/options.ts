// In: the command line. Out: what to measure and how much of it. Starts nothing.
import { parseArgs } from 'node:util';

export interface BenchOptions {
  /** Catalogue id, or path of a GGUF file. */
  readonly model: string;
  /** Path of a llama-server; null takes what the service chooses. */
  readonly enginePath: string | null;
  readonly clientCounts: readonly number[];
  /** Rounds of each client count, on both sides. */
  readonly rounds: number;
  readonly requestsPerClient: number;
  readonly maxTokens: number;
  readonly slots: number;
  readonly contextTokens: number;
  readonly threads: number | null;
  /** Beside the engine, without content filter and hierarchy: what scheduling costs by itself. */
  readonly isPlain: boolean;
  readonly isEngineMeasured: boolean;
  readonly isServiceMeasured: boolean;
  readonly isFilterMeasured: boolean;
  readonly isProfiled: boolean;
  readonly limitMinutes: number;
  readonly outputPath: string | null;
}

export const usage = `npm run bench -- [options]
  --model ID|PATH         model of the catalogue or a GGUF file (qwen2.5-coder-0.5b-instruct)
  --engine PATH           a llama-server binary (what the service would choose)
  --clients 1,4,8         clients at the same time
  --rounds N              rounds of each client count, even is best (12)
  --requests N            requests of each client in a round (1)
  --max-tokens N          length of an answer (64)
  --slots N --context N --threads N   of the engine, the same on both sides (4, 4096 a slot, chosen)
  --only engine|service   half of it; filter: the service with its content filter beside the same without
  --plain                 beside the engine without content filter and hierarchy, so that prompts are the same to the token
  --profile               also a processor profile of the service while it streams
  --limit-minutes N       stop measuring after so long, each half (20)
  --out PATH              the JSON file (bench/results/TIME.json)
`;

export function readOptions(words: readonly string[]): BenchOptions | null {
  const text = { type: 'string' } as const;
  const flag = { type: 'boolean' } as const;
  const { values } = parseArgs({
    args: [...words],
    options: {
      model: text,
      engine: text,
      clients: text,
      rounds: text,
      requests: text,
      'max-tokens': text,
      slots: text,
      context: text,
      threads: text,
      only: text,
      'limit-minutes': text,
      out: text,
      plain: flag,
      profile: flag,
      help: flag,
    },
  });
  if (values.help === true) return null;
  const { only } = values;
  if (only !== undefined && only !== 'engine' && only !== 'service' && only !== 'filter')
    throw new Error('--only is engine, service or filter');
  return {
    model: values.model ?? 'qwen2.5-coder-0.5b-instruct',
    enginePath: values.engine ?? null,
    clientCounts: (values.clients ?? '1,4,8').split(',').map((count) => wholeNumber('clients', count)),
    rounds: wholeNumber('rounds', values.rounds ?? '12'),
    requestsPerClient: wholeNumber('requests', values.requests ?? '1'),
    maxTokens: wholeNumber('max-tokens', values['max-tokens'] ?? '64'),
    slots: wholeNumber('slots', values.slots ?? '4'),
    contextTokens: wholeNumber('context', values.context ?? '4096'),
    threads: values.threads === undefined ? null : wholeNumber('threads', values.threads),
    isPlain: values.plain ?? false,
    isEngineMeasured: only === undefined || only === 'engine',
    isServiceMeasured: only === undefined || only === 'service',
    isFilterMeasured: only === 'filter',
    isProfiled: values.profile ?? false,
    limitMinutes: wholeNumber('limit-minutes', values['limit-minutes'] ?? '20'),
    outputPath: values.out ?? null,
  };
}

function wholeNumber(name: string, text: string): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1) throw new Error(`--${name} needs whole numbers above 0, not ${text}`);
  return number;
}
