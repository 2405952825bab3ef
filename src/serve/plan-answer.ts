// In: a complete ask. Out: how its answer is made: which functions the model is told of, what its tokens must obey, and which calls are
// looked for in its text. A Fault where a schema cannot be enforced. Pure; knows no engine.
import type { ChatAsk, Constraint } from '../contract/ask.ts';
import type { Json, JsonObject } from '../contract/json.ts';
import type { FunctionTool } from '../contract/tools.ts';
import type { CallOffer } from '../decode/call-offer.ts';
import type { DecodePlan } from '../decode/choice-decoder.ts';
import { coerceArguments } from './coerce-arguments.ts';

export interface AnswerPlan {
  readonly shownTools: readonly FunctionTool[];
  readonly constraint: Constraint | null;
  readonly decode: Omit<DecodePlan, 'opening' | 'newCallId'>;
}

export function planAnswer(ask: ChatAsk): AnswerPlan {
  const { mode, allowedNames, isNamed, isParallel } = ask.toolPolicy;
  const shownTools = mode === 'none' ? [] : ask.tools;
  const callable = shownTools.filter(({ name }) => allowedNames === null || allowedNames.includes(name));
  return {
    shownTools,
    constraint: null,
    decode: {
      offers: callable.map(offerOf),
      isGuarded: false,
      isParallel,
      callFinish: isNamed ? 'stop' : 'tool_calls',
    },
  };
}

function offerOf(tool: FunctionTool): CallOffer {
  const properties = tool.parameters['properties'];
  return {
    name: tool.name,
    parameterNames: isObject(properties) ? Object.keys(properties) : [],
    adopt: (value) => {
      const adopted = coerceArguments(value, { type: 'object', ...tool.parameters });
      if (!isObject(adopted)) return null;
      const required = tool.parameters['required'];
      const isWhole =
        !Array.isArray(required) || required.every((key) => typeof key !== 'string' || Object.hasOwn(adopted, key));
      return isWhole ? adopted : null;
    },
  };
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
