// In: a JSON Schema as found in the wild. Out: what judges a value by it, in the dialect that $schema names and with the formats of JSON Schema
// itself; or null where no dialect takes the schema. Without $schema it is the newest dialect that takes it.
import { type AnySchema, Ajv as Draft07, type Options } from 'ajv';
import { Ajv2019 } from 'ajv/dist/2019.js';
import { Ajv2020 } from 'ajv/dist/2020.js';
import draft04 from 'ajv-draft-04';
import formats, { type FormatName } from 'ajv-formats';

export type Dialect = '2020-12' | '2019-09' | 'draft-07' | 'draft-04';

export interface Validator {
  readonly dialect: Dialect;
  /** Null where the value is valid. */
  validate(value: unknown): string | null;
}

/** Others, such as `url` or `int32`, are no formats of JSON Schema and say nothing. */
const knownFormats: FormatName[] = [
  'date',
  'time',
  'date-time',
  'duration',
  'email',
  'hostname',
  'ipv4',
  'ipv6',
  'uri',
  'uri-reference',
  'uri-template',
  'uuid',
  'json-pointer',
  'relative-json-pointer',
  'regex',
];

export function makeValidator(schema: Readonly<Record<string, unknown>>): Validator | null {
  const { $schema: named, ...rest } = schema;
  for (const dialect of dialectsOf(named)) {
    // Patterns are meant with the u flag; many were written without it.
    for (const unicodeRegExp of [true, false]) {
      const validator = compile(rest, dialect, unicodeRegExp);
      if (validator !== null) return validator;
    }
  }
  return null;
}

function dialectsOf(named: unknown): readonly Dialect[] {
  const text = typeof named === 'string' ? named : '';
  if (/draft-0[34]/.test(text)) return ['draft-04'];
  if (/draft-0[67]/.test(text)) return ['draft-07'];
  if (/2019-09/.test(text)) return ['2019-09'];
  if (/2020-12/.test(text)) return ['2020-12'];
  return ['2020-12', 'draft-07', 'draft-04'];
}

const makers = { '2020-12': Ajv2020, '2019-09': Ajv2019, 'draft-07': Draft07, 'draft-04': draft04.default };

function compile(schema: AnySchema, dialect: Dialect, unicodeRegExp: boolean): Validator | null {
  const options: Options = {
    strict: false,
    meta: false,
    validateSchema: false,
    logger: false,
    unicodeRegExp,
    // What stands beside a $ref counts since 2019-09 only.
    ignoreKeywordsWithRef: dialect === 'draft-04' || dialect === 'draft-07',
  };
  // One for each schema: ids would collide.
  const ajv = new makers[dialect](options);
  // Draft 4's name of $id. Later drafts do not know it, and Ajv refuses it instead of passing over it.
  if (dialect !== 'draft-04') ajv.removeKeyword('id');
  formats.default(ajv, { mode: 'full', formats: knownFormats });
  try {
    const validate = ajv.compile(schema);
    return { dialect, validate: (value) => (validate(value) ? null : ajv.errorsText(validate.errors)) };
  } catch {
    return null;
  }
}
