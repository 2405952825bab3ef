// In: what is wrong with a schema, and where. Out: the fault in OpenAI's words. Knows no keyword.
import { Fault } from '../contract/fault.ts';
import type { SchemaPath } from './schema-node.ts';

/** What a fault must tell of the schema as a whole. */
export interface SchemaSource {
  /** OpenAI's subset of JSON Schema and nothing else, in full. */
  readonly isStrict: boolean;
  /** The field of the request that holds the schema. */
  readonly param: string;
  /** How OpenAI names it: `response_format 'NAME'`, `function 'NAME'`. */
  readonly label: string;
  /** `invalid_function_parameters`, or null where OpenAI sends none. */
  readonly wireCode: string | null;
  /** The value must be an object, whatever the schema says of other types: arguments of a function. */
  readonly isObject: boolean;
}

export function schemaFault(source: SchemaSource, problem: string): Fault {
  const { param, wireCode } = source;
  return new Fault('invalid_value', `Invalid schema for ${source.label}: ${problem}`, { param, wireCode });
}

export function schemaFaultAt(source: SchemaSource, path: SchemaPath, problem: string): Fault {
  return schemaFault(source, `In context=${pythonTuple(path)}, ${problem}`);
}

/** As OpenAI prints a path: `()`, `('properties',)`, `('properties', 'steps')`. */
function pythonTuple(path: SchemaPath): string {
  const items = path.map(pythonText);
  return items.length === 1 ? `(${items[0]},)` : `(${items.join(', ')})`;
}

export function pythonText(text: string): string {
  const escaped = text.replaceAll('\\', '\\\\').replaceAll('\n', '\\n');
  if (escaped.includes("'") && !escaped.includes('"')) return `"${escaped}"`;
  return `'${escaped.replaceAll("'", "\\'")}'`;
}
