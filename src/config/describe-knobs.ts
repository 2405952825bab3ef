// In: the knob table. Out: the flag help of `--help`, or the table of the README. Knows no values in use.
import { knobKind } from './knob-kind.ts';
import { type KnobKey, knobs } from './knobs.ts';

interface KnobWords {
  readonly key: string;
  readonly flag: string;
  readonly environment: string;
  readonly defaultText: string;
  readonly description: string;
}

const configWords: KnobWords = {
  key: '',
  flag: '--config',
  environment: '',
  defaultText: 'kinglet.config.json, where it exists',
  description: 'Configuration file (JSON)',
};

function words(key: KnobKey): KnobWords {
  const knob = knobs[key];
  const unit = knob.unit === undefined || knob.defaultText !== undefined ? '' : ` ${knob.unit}`;
  const isPlain = [knobKind.text.expected, knobKind.anyText.expected].includes(knob.kind.expected);
  return {
    key,
    flag: knob.flag === null ? '' : `--${knob.flag}`,
    environment: knob.environment,
    defaultText: knob.defaultText ?? `${String(knob.default)}${unit}`,
    description: isPlain ? knob.description : `${knob.description} (${knob.kind.expected})`,
  };
}

function helpLines(rows: readonly KnobWords[]): string {
  const label = ({ flag, environment }: KnobWords): string => flag || environment;
  const width = Math.max(...rows.map((row) => label(row).length)) + 2;
  return rows
    .map((row) => {
      const { flag, environment, defaultText, description } = row;
      const sources = environment === '' || flag === '' ? '' : `${environment}; `;
      return `  ${label(row).padEnd(width)}${description}\n  ${' '.repeat(width)}[${sources}default: ${defaultText}]`;
    })
    .join('\n');
}

function markdownTable(rows: readonly KnobWords[]): string {
  const code = (word: string): string => (word === '' ? '' : `\`${word}\``);
  const lines = rows.map(
    ({ key, flag, environment, defaultText, description }) =>
      `| ${code(key)} | ${code(environment)} | ${code(flag)} | ${defaultText} | ${description.replaceAll('|', '\\|')} |`,
  );
  return ['| key in the file | environment | flag | default | what |', '|---|---|---|---|---|', ...lines].join('\n');
}

export function describeKnobs(shape: 'help' | 'markdown'): string {
  const rows = [configWords, ...(Object.keys(knobs) as KnobKey[]).map(words)];
  return shape === 'help' ? helpLines(rows) : markdownTable(rows);
}
