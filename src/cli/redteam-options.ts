// In: the flags of `kinglet redteam`, the model of the configuration, the environment's data folder. Out: what to run, complete; a Fault names the
// flag at fault. Knows no file.
import { Fault } from '../contract/fault.ts';
import type { Suite } from '../redteam/case.ts';
import { chooseSuites } from '../redteam/suites.ts';

export interface RedteamOptions {
  /** Null renders earlier reports only. */
  readonly baseUrl: string | null;
  readonly key: string | null;
  /** Null asks the service. */
  readonly model: string | null;
  readonly azureVersion: string | null;
  readonly suites: readonly Suite[];
  readonly dataFolder: string | null;
  readonly rows: number;
  readonly seed: number;
  readonly maxCharacters: number;
  readonly concurrency: number;
  readonly limitMs: number | null;
  readonly keepsAnswers: boolean;
  readonly isContinued: boolean;
  readonly label: string;
  readonly outPath: string | null;
  readonly markdownPath: string | null;
  readonly comparePaths: readonly string[];
}

type Flags = ReadonlyMap<string, string>;

export interface OptionSources {
  readonly flags: Flags;
  readonly model: string | null;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

export function readRedteamOptions({ flags, model, environment }: OptionSources): RedteamOptions {
  const baseUrl = flags.get('base-url') ?? null;
  const comparePaths = listOf(flags, 'compare') ?? [];
  if (baseUrl === null && comparePaths.length === 0)
    throw new Fault('config_invalid', 'Say what to attack: --base-url URL, or which reports to show: --compare FILES.');
  const dataFolder = flags.get('data') ?? (environment['KINGLET_DATA'] || null);
  const azureVersion = flags.get('azure') ?? null;
  if (azureVersion !== null && model === null)
    throw new Fault('config_invalid', '--azure needs the deployment: --model NAME.');
  const outPath = flags.get('out') ?? null;
  const isContinued = flags.has('continue');
  if (isContinued && outPath === null) throw new Fault('config_invalid', '--continue needs the report: --out FILE.');
  const minutes = flags.has('minutes') ? numberOf(flags, 'minutes', { standard: 0, least: 0.01, most: 10_000 }) : null;
  return {
    baseUrl: baseUrl === null ? null : addressOf(baseUrl),
    key: flags.get('key') ?? null,
    model,
    azureVersion,
    suites: chooseSuites(listOf(flags, 'suites'), dataFolder),
    dataFolder,
    rows: wholeOf(flags, 'rows', { standard: 60, least: 1, most: 100_000 }),
    seed: wholeOf(flags, 'seed', { standard: 1, least: 0, most: 2 ** 31 }),
    maxCharacters: wholeOf(flags, 'max-characters', { standard: 2400, least: 100, most: 1_000_000 }),
    concurrency: wholeOf(flags, 'concurrency', { standard: 1, least: 1, most: 64 }),
    limitMs: minutes === null ? null : minutes * 60_000,
    keepsAnswers: flags.has('answers'),
    isContinued,
    label: flags.get('label') ?? baseUrl ?? '',
    outPath,
    markdownPath: flags.get('markdown') ?? null,
    comparePaths,
  };
}

function addressOf(given: string): string {
  const url = URL.canParse(given) ? new URL(given) : null;
  if (url === null || !/^https?:$/.test(url.protocol))
    throw new Fault('config_invalid', `--base-url is an address such as http://127.0.0.1:8080/v1, not ${given}.`);
  return given.replace(/\/+$/, '');
}

function listOf(flags: Flags, name: string): readonly string[] | null {
  const given = flags.get(name);
  if (given === undefined) return null;
  const words = given.split(',').map((word) => word.trim());
  if (words.some((word) => word === ''))
    throw new Fault('config_invalid', `--${name} is a list with commas, not ${given}.`);
  return words;
}

interface Bounds {
  readonly standard: number;
  readonly least: number;
  readonly most: number;
}

function numberOf(flags: Flags, name: string, { standard, least, most }: Bounds): number {
  const given = flags.get(name);
  const value = given === undefined ? standard : Number(given);
  if (given === '' || !(value >= least && value <= most))
    throw new Fault('config_invalid', `--${name} is a number from ${least} to ${most}, not ${given}.`);
  return value;
}

function wholeOf(flags: Flags, name: string, bounds: Bounds): number {
  const value = numberOf(flags, name, bounds);
  if (!Number.isInteger(value)) throw new Fault('config_invalid', `--${name} is a whole number, not ${value}.`);
  return value;
}
