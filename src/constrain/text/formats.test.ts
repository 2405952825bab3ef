// In: the formats. Out: whatever is written for one is taken for it, here and by an independent validator.
import { Ajv } from 'ajv';
import ajvFormats from 'ajv-formats';
import { describe, expect, test } from 'vitest';
import { accepts, combine, isEmpty } from './automaton.ts';
import { automataOfFormat, type FormatAutomata } from './format-automata.ts';
import { WorkMeter } from './work-meter.ts';

const names = [
  ...[
    'date',
    'time',
    'date-time',
    'iso-time',
    'iso-date-time',
    'duration',
    'email',
    'hostname',
    'ipv4',
    'ipv6',
    'uuid',
  ],
  ...['uri', 'url', 'uri-reference', 'uri-template', 'json-pointer', 'json-pointer-uri-fragment'],
  ...['relative-json-pointer', 'byte', 'regex'],
];

function automataOf(name: string): FormatAutomata {
  const automata = automataOfFormat(name);
  if (automata === null) throw new Error(`no format ${name}`);
  return automata;
}

describe.each(names)('%s', (name) => {
  test('takes what it writes', () => {
    const { written, taken } = automataOf(name);
    const meter = new WorkMeter(1e9, () => {
      throw new Error('too much work');
    });
    const beyond = combine(written, taken, 'and-not', { maxStates: 100_000, meter });
    expect(beyond !== null && isEmpty(beyond)).toBe(true);
    expect(isEmpty(written)).toBe(false);
  });
});

const ajv = new Ajv();
ajvFormats.default(ajv);

test.each([
  [
    'date',
    ['2024-02-29', '2000-02-29', '1999-12-31'],
    ['2023-02-29', '1900-02-29', '2024-13-01', '0000-01-01', '2024-04-31'],
  ],
  ['time', ['23:59:59Z', '00:00:00.5+01:30'], ['24:00:00Z', '12:00:00', '12:60:00Z']],
  ['date-time', ['2024-02-29T12:00:00Z', '2024-01-01T00:00:00.123-08:00'], ['2024-02-30T12:00:00Z', '2024-01-01']],
  ['duration', ['P1Y', 'P3W', 'PT1H30M', 'P1DT12H'], ['P', 'PT', '1Y', 'P1H']],
  ['email', ['ada.lovelace@example.co.uk', 'a+b@x.io'], ['ada@', 'ada@localhost@x', 'a b@x.io']],
  ['ipv4', ['127.0.0.1', '255.255.255.255'], ['256.0.0.1', '1.2.3', '01.2.3.4']],
  ['ipv6', ['::1', 'fe80::1:2', '1:2:3:4:5:6:7:8'], ['1::2::3', '12345::', '1:2:3:4:5:6:7']],
  ['uuid', ['123e4567-e89b-12d3-a456-426614174000'], ['123e4567e89b12d3a456426614174000']],
  [
    'uri',
    ['https://example.com/a?b=c#d', 'mailto:a@example.com', 'urn:isbn:0451450523'],
    ['example.com', 'https://a b'],
  ],
  ['hostname', ['example.com', 'a-b.c'], ['-a.com', 'a..b', 'a_b']],
  ['regex', ['^[a-z]+\\d{3}$', ''], ['(', '[a']],
] as const)('%s is written with care', (name, right, wrong) => {
  const { written } = automataOf(name);
  const validate = ajv.compile({ type: 'string', format: name });
  for (const text of right) {
    expect(accepts(written, text), text).toBe(true);
    expect(validate(text), text).toBe(true);
  }
  for (const text of wrong) expect(accepts(written, text), text).toBe(false);
});

test('an unknown format says nothing', () => {
  expect(automataOfFormat('colour')).toBeNull();
});
