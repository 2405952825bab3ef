// In: the members of a request that speak of tools. Out: the functions on offer and how far they must be used, or a Fault for what
// contradicts. Knows no schema of arguments.
import { Fault } from '../../contract/fault.ts';
import type { FunctionTool, ToolPolicy } from '../../contract/tools.ts';
import type { ChatRequest } from './chat-request-schema.ts';
import type { ToolChoiceRequest, ToolRequest } from './tools-schema.ts';

export interface ToolsOfRequest {
  readonly tools: readonly FunctionTool[];
  readonly toolPolicy: ToolPolicy;
  readonly callStyle: 'tools' | 'functions';
}

export function readTools(request: ChatRequest): ToolsOfRequest {
  const isOldStyle = (request.functions ?? []).length > 0;
  if (isOldStyle && (request.tools ?? []).length > 0) {
    const message = "'tools' and 'functions' cannot both be specified in the same request.";
    throw new Fault('invalid_value', message, { param: 'functions', wireCode: null });
  }
  const tools = isOldStyle ? functionsOf(request) : (request.tools ?? []).map(functionTool);
  const param = isOldStyle ? 'functions' : 'tools';
  refuseTwins(tools, param);
  const choice = isOldStyle ? choiceOfFunctionCall(request) : (request.tool_choice ?? null);
  if (tools.length === 0) {
    refuseChoiceWithoutTools(request);
    return { tools, toolPolicy: policyOf('none', tools, true), callStyle: 'tools' };
  }
  const isParallel = !isOldStyle && (request.parallel_tool_calls ?? true);
  return { tools, toolPolicy: policyOf(choice ?? 'auto', tools, isParallel), callStyle: param };
}

function functionTool(tool: ToolRequest, index: number): FunctionTool {
  if (tool.type === 'custom') {
    const message = `Invalid value: 'custom'. Supported values are: 'function'.`;
    throw new Fault('invalid_value', message, { param: `tools[${index}].type` });
  }
  const { name, description, parameters, strict } = tool.function;
  return { name, description: description ?? null, parameters: parameters ?? {}, isStrict: strict ?? false };
}

function functionsOf(request: ChatRequest): readonly FunctionTool[] {
  return (request.functions ?? []).map(({ name, description, parameters }) => ({
    name,
    description: description ?? null,
    parameters: parameters ?? {},
    isStrict: false,
  }));
}

function refuseTwins(tools: readonly FunctionTool[], param: string): void {
  const names = new Set<string>();
  for (const [index, { name }] of tools.entries()) {
    if (names.has(name)) {
      const place = param === 'tools' ? `tools[${index}].function.name` : `functions[${index}].name`;
      throw new Fault('invalid_value', `Invalid '${place}': the name '${name}' is used twice.`, { param: place });
    }
    names.add(name);
  }
}

function choiceOfFunctionCall(request: ChatRequest): ToolChoiceRequest | null {
  const choice = request.function_call ?? null;
  if (choice === null || typeof choice === 'string') return choice;
  return { type: 'function', function: choice };
}

function refuseChoiceWithoutTools(request: ChatRequest): void {
  if ((request.tool_choice ?? 'none') !== 'none') {
    const message = "Invalid value for 'tool_choice': 'tool_choice' is only allowed when 'tools' are specified.";
    throw new Fault('invalid_value', message, { param: 'tool_choice' });
  }
  if ((request.function_call ?? 'none') !== 'none') {
    const message =
      "Invalid value for 'function_call': 'function_call' is only allowed when 'functions' are specified.";
    throw new Fault('invalid_value', message, { param: 'function_call' });
  }
}

function policyOf(choice: ToolChoiceRequest, tools: readonly FunctionTool[], isParallel: boolean): ToolPolicy {
  if (typeof choice === 'string') return { mode: choice, allowedNames: null, isNamed: false, isParallel };
  const names =
    choice.type === 'function' ? [choice.function.name] : choice.allowed_tools.tools.map((tool) => tool.function.name);
  for (const name of names) {
    if (tools.some((tool) => tool.name === name)) continue;
    const message = `Tool choice '${name}' not found in 'tools' parameter.`;
    throw new Fault('invalid_value', message, { param: 'tool_choice', wireCode: null });
  }
  if (choice.type === 'function') return { mode: 'required', allowedNames: names, isNamed: true, isParallel: false };
  return { mode: choice.allowed_tools.mode, allowedNames: names, isNamed: false, isParallel };
}
