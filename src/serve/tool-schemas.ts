// In: a function on offer. Out: the schema of its arguments as it is enforced, and what tells a call of it from other text. Knows no
// engine and no grammar.
import { type CheckedSchema, fitsSchema } from '../constrain/read-schema.ts';
import type { SchemaSource } from '../constrain/schema-fault.ts';
import type { ChatAsk } from '../contract/ask.ts';
import { Fault } from '../contract/fault.ts';
import type { Json, JsonObject } from '../contract/json.ts';
import type { FunctionTool } from '../contract/tools.ts';
import type { CallOffer } from '../decode/call-offer.ts';
import { coerceArguments } from './coerce-arguments.ts';
import { newSchemaBudget, readSchemaOnce, type SchemaReading } from './schema-memory.ts';

/**
 * Strict functions are refused where their schema is not in OpenAI's subset. Of the others any schema is taken, as OpenAI does: what
 * cannot be enforced in full is enforced as an object.
 */
export function schemaOfTool(
  tool: FunctionTool,
  index: number,
  callStyle: ChatAsk['callStyle'],
  reading: SchemaReading,
): CheckedSchema {
  const source: SchemaSource = {
    isStrict: tool.isStrict,
    param: callStyle === 'tools' ? `tools[${index}].function.parameters` : `functions[${index}].parameters`,
    label: `function '${tool.name}'`,
    wireCode: 'invalid_function_parameters',
    isObject: true,
  };
  try {
    return readSchemaOnce(tool.parameters, source, reading);
  } catch (error) {
    if (!(error instanceof Fault) || tool.isStrict) throw error;
    return readSchemaOnce({ type: 'object', additionalProperties: true }, source, {
      ...reading,
      budget: newSchemaBudget(),
    });
  }
}

export function offerOf(tool: FunctionTool, schema: CheckedSchema): CallOffer {
  const properties = tool.parameters['properties'];
  const asObject = { type: 'object', ...tool.parameters };
  return {
    name: tool.name,
    parameterNames: isObject(properties) ? Object.keys(properties) : [],
    adopt: (value) => {
      const adopted = coerceArguments(value, asObject);
      return isObject(adopted) && fitsSchema(schema, adopted) ? adopted : null;
    },
  };
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
