// In: the knob table. Out: it agrees with itself, with parseArgs and with its own defaults; help and table hold every knob.
import { parseArgs } from 'node:util';
import { expect, test } from 'vitest';
import { describeKnobs } from './describe-knobs.ts';
import { flagDefinitions } from './flag-definitions.ts';
import { knobs } from './knobs.ts';

const all = Object.entries(knobs);

test.each(all)('%s: the default passes its own schema', (_key, knob) => {
  expect(knob.kind.schema.safeParse(knob.default).success).toBe(true);
});

test('variables and flags are unique, and no secret has a flag', () => {
  const flags = all.flatMap(([, { flag }]) => (flag === null ? [] : [flag]));
  expect(new Set(flags).size).toBe(flags.length);
  expect(new Set(all.map(([, { environment }]) => environment)).size).toBe(all.length);
  for (const [, knob] of all) if (knob.isSecret === true) expect(knob.flag).toBeNull();
});

test('parseArgs takes the definitions and refuses what is not there by name', () => {
  const options = flagDefinitions();
  expect(parseArgs({ args: ['--port', '0', '--config=x'], options }).values).toEqual({ port: '0', config: 'x' });
  expect(parseArgs({ args: ['--no-tune'], options }).values).toEqual({ 'no-tune': true });
  expect(() => parseArgs({ args: ['--prot', '1'], options })).toThrow(/--prot/);
});

test('help and table hold every knob', () => {
  const [help, table] = [describeKnobs('help'), describeKnobs('markdown')];
  for (const [key, { environment, flag }] of all) {
    expect(table).toContain(`| \`${key}\` | \`${environment}\` |`);
    expect(help).toContain(environment);
    if (flag !== null) expect(help).toContain(`--${flag} `);
  }
  expect(help).toContain('[PORT; default: 4141]');
});
