// In: a complete ask. Out: how its answer is made: which functions the model is told of, what its tokens must obey, and which calls are
// looked for in its text. A Fault where a schema cannot be enforced. Pure; knows no engine.
import { anyObjectGrammar } from '../constrain/any-object.ts';
import type { Grammar } from '../constrain/grammar.ts';
import { type CheckedSchema, grammarOf } from '../constrain/read-schema.ts';
import { schemaLimits } from '../constrain/schema-limits.ts';
import type { ChatAsk, Constraint } from '../contract/ask.ts';
import { Fault } from '../contract/fault.ts';
import type { AnswerFormat, FunctionTool } from '../contract/tools.ts';
import type { DecodePlan } from '../decode/choice-decoder.ts';
import {
  argumentsOnly,
  type CallShape,
  formatOnly,
  formatOrCalls,
  guardedCalls,
  requiredCalls,
} from './call-grammar.ts';
import { newSchemaBudget, readSchemaOnce, type SchemaMemory, type SchemaReading } from './schema-memory.ts';
import { offerOf, schemaOfTool } from './tool-schemas.ts';

export interface AnswerPlan {
  readonly shownTools: readonly FunctionTool[];
  /** For engines that obey one. */
  readonly constraint: Constraint | null;
  readonly decode: Pick<DecodePlan, 'offers' | 'isParallel' | 'callFinish'>;
}

export function planAnswer(ask: ChatAsk, schemas: SchemaMemory): AnswerPlan {
  const { mode, allowedNames, isNamed, isParallel } = ask.toolPolicy;
  const shownTools = mode === 'none' ? [] : ask.tools;
  const reading = { memory: schemas, budget: newSchemaBudget() };
  const checked = shownTools.map((tool, index) => ({
    tool,
    schema: schemaOfTool(tool, index, ask.callStyle, reading),
  }));
  const callable = checked.filter(({ tool }) => allowedNames === null || allowedNames.includes(tool.name));
  const shapes = shapesOf(callable);
  return {
    shownTools,
    constraint: constraintOf(ask, shapes, reading),
    decode: {
      offers: callable.map(({ tool, schema }) => offerOf(tool, schema)),
      isParallel,
      callFinish: isNamed ? 'stop' : 'tool_calls',
    },
  };
}

interface CheckedTool {
  readonly tool: FunctionTool;
  readonly schema: CheckedSchema;
}

/** The engine reads a grammar while all its slots wait: behind the limit, functions that are not strict take any object. */
function shapesOf(callable: readonly CheckedTool[]): readonly CallShape[] {
  let characters = 0;
  return callable.map(({ tool, schema }, index): CallShape => {
    const own = grammarOf(schema, `tool-${index}-`);
    const size = [...own.rules].reduce((sum, [name, text]) => sum + name.length + text.length, 0);
    if (characters + size <= schemaLimits.requestGrammarCharacters) {
      characters += size;
      return { name: tool.name, arguments: own };
    }
    if (!tool.isStrict) return { name: tool.name, arguments: anyObjectGrammar() };
    const message = `The schemas of the functions on offer are too large to be enforced together, from '${tool.name}' on.`;
    throw new Fault('invalid_value', message, { param: 'tools', wireCode: 'invalid_function_parameters' });
  });
}

function constraintOf(ask: ChatAsk, shapes: readonly CallShape[], reading: SchemaReading): Constraint | null {
  const { mode, isNamed, isParallel } = ask.toolPolicy;
  const [first] = shapes;
  if (first !== undefined && mode === 'required') {
    return isNamed ? argumentsOnly(first) : requiredCalls(shapes, isParallel);
  }
  const format = formatGrammar(ask.answerFormat, reading);
  if (first === undefined) return format === null ? null : formatOnly(format);
  return format === null ? guardedCalls(shapes, isParallel) : formatOrCalls(format, shapes, isParallel);
}

function formatGrammar(format: AnswerFormat, reading: SchemaReading): Grammar | null {
  if (format.kind === 'text') return null;
  if (format.kind === 'json-object') return anyObjectGrammar();
  const { name, schema, isStrict } = format;
  const source = {
    isStrict,
    param: 'response_format',
    label: `response_format '${name}'`,
    wireCode: null,
    isObject: false,
  };
  return grammarOf(readSchemaOnce(schema, source, reading), 'format-');
}
