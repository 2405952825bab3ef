// In: the flags of `kinglet curate`. Out: its settings, complete. Knows no file.
import { didYouMean } from '../config/did-you-mean.ts';
import { Fault } from '../contract/fault.ts';
import { defaultFilters, type Filter, type FilterName, filterNames, filterScales } from '../curate/filters.ts';
import type { CurateSettings, InputForm } from '../curate/settings.ts';

export interface CurateOptions {
  readonly settings: CurateSettings;
  /** Null goes by the names. */
  readonly form: InputForm | null;
  readonly outFolder: string;
}

type Flags = ReadonlyMap<string, string>;

/** Fault `config_invalid` names the flag. */
export function readCurateOptions(flags: Flags): CurateOptions {
  const outFolder = flags.get('out');
  if (outFolder === undefined || outFolder === '')
    throw new Fault('config_invalid', 'Say where to: --out FOLDER. Try: kinglet curate --help');
  const labelField = flags.get('label-field') ?? (flags.has('evaluate') ? 'labels' : null);
  return {
    outFolder,
    form: flags.has('format') ? oneOf<InputForm>(flags, 'format', ['jsonl', 'text', 'parquet']) : null,
    settings: {
      filters: readFilters(flags),
      mode: oneOf(flags, 'mode', ['remove', 'mark']),
      textField: flags.get('field') ?? 'text',
      split: oneOf(flags, 'split', ['file', 'blank', 'line']),
      labelField,
      samples: Math.floor(numberOf(flags, 'samples', { standard: 0, least: 0, most: 1000 })),
      maxRecordBytes: Math.round(numberOf(flags, 'max-line', { standard: 16, least: 0.001, most: 256 }) * 1e6),
      segmentBytes: Math.round(numberOf(flags, 'checkpoint', { standard: 4, least: 0.001, most: 256 }) * 1e6),
    },
  };
}

function readFilters(flags: Flags): readonly Filter[] {
  const given = wordsOf(flags, 'filters').map((word) => filterName(word, 'filters'));
  const names = new Set(flags.has('filters') ? given : defaultFilters);
  if (names.size === 0) throw new Fault('config_invalid', '--filters names none.');
  const thresholds = new Map<FilterName, number>();
  for (const word of wordsOf(flags, 'threshold')) {
    const [name = '', value = ''] = word.split('=');
    const filter = filterName(name, 'threshold');
    const { most } = filterScales[filter];
    const threshold = Number(value);
    if (value === '' || !(threshold > 0 && threshold <= most))
      throw new Fault(
        'config_invalid',
        `--threshold ${filter} is a number above 0, up to ${most}, such as ${filter}=${filterScales[filter].defaultThreshold}.`,
      );
    if (!names.has(filter)) throw new Fault('config_invalid', `--threshold names ${filter}, which --filters does not.`);
    thresholds.set(filter, threshold);
  }
  return filterNames
    .filter((name) => names.has(name))
    .map((name) => ({ name, threshold: thresholds.get(name) ?? filterScales[name].defaultThreshold }));
}

function filterName(word: string, flag: string): FilterName {
  const name = filterNames.find((known) => known.toLowerCase() === word.toLowerCase());
  if (name !== undefined) return name;
  const suggestion = didYouMean(word, filterNames) || `; it is one of ${filterNames.join(', ')}.`;
  throw new Fault('config_invalid', `--${flag} knows no ${word}${suggestion}`);
}

function wordsOf(flags: Flags, name: string): readonly string[] {
  return (flags.get(name) ?? '')
    .split(',')
    .map((word) => word.trim())
    .filter((word) => word !== '');
}

/** The first is the standard. */
function oneOf<Word extends string>(flags: Flags, name: string, words: readonly [Word, ...Word[]]): Word {
  const given = flags.get(name) ?? words[0];
  const word = words.find((known) => known === given);
  if (word === undefined) throw new Fault('config_invalid', `--${name} is ${words.join(' or ')}, not ${given}.`);
  return word;
}

function numberOf(
  flags: Flags,
  name: string,
  { standard, least, most }: { readonly standard: number; readonly least: number; readonly most: number },
): number {
  const given = flags.get(name);
  const value = given === undefined ? standard : Number(given);
  if (given === '' || !(value >= least && value <= most))
    throw new Fault('config_invalid', `--${name} is a number from ${least} to ${most}, not ${given}.`);
  return value;
}
