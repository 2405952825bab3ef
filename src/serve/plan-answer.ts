// In: a complete ask. Out: how its answer is made: which functions the model is told of, what its tokens must obey, and which calls are
// looked for in its text. A Fault where a schema cannot be enforced. Pure; knows no engine.
import { anyObjectGrammar } from '../constrain/any-object.ts';
import type { Grammar } from '../constrain/grammar.ts';
import { grammarOf } from '../constrain/read-schema.ts';
import type { ChatAsk, Constraint } from '../contract/ask.ts';
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
import { readSchemaOnce, type SchemaMemory } from './schema-memory.ts';
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
  const checked = shownTools.map((tool, index) => ({
    tool,
    schema: schemaOfTool(tool, index, ask.callStyle, schemas),
  }));
  const callable = checked.filter(({ tool }) => allowedNames === null || allowedNames.includes(tool.name));
  const shapes = callable.map(({ tool, schema }, index): CallShape => {
    return { name: tool.name, arguments: grammarOf(schema, `tool-${index}-`) };
  });
  return {
    shownTools,
    constraint: constraintOf(ask, shapes, schemas),
    decode: {
      offers: callable.map(({ tool, schema }) => offerOf(tool, schema)),
      isParallel,
      callFinish: isNamed ? 'stop' : 'tool_calls',
    },
  };
}

function constraintOf(ask: ChatAsk, shapes: readonly CallShape[], schemas: SchemaMemory): Constraint | null {
  const { mode, isNamed, isParallel } = ask.toolPolicy;
  const [first] = shapes;
  if (first !== undefined && mode === 'required') {
    return isNamed ? argumentsOnly(first) : requiredCalls(shapes, isParallel);
  }
  const format = formatGrammar(ask.answerFormat, schemas);
  if (first === undefined) return format === null ? null : formatOnly(format);
  return format === null ? guardedCalls(shapes, isParallel) : formatOrCalls(format, shapes, isParallel);
}

function formatGrammar(format: AnswerFormat, schemas: SchemaMemory): Grammar | null {
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
  return grammarOf(readSchemaOnce(schema, source, schemas), 'format-');
}
