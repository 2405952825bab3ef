// In: the tools of a well-formed request and what it says of their use. Out: the functions on offer and how far they must be called,
// for the service; the same in the words of the API, for the answer's echo; or a Fault for what does not fit together. What the
// parameters' schemas say beyond being an object's is checked elsewhere.
import { Fault } from '../../contract/fault.ts';
import type { JsonObject } from '../../contract/json.ts';
import type { FunctionTool, ToolPolicy } from '../../contract/tools.ts';
import { shortenEcho } from '../openai/shorten-echo.ts';
import type { ToolBody, ToolChoiceBody } from './response-body.ts';
import type { ResponseBodyRequest } from './response-request-schema.ts';
import { strictByDefault } from './strict-by-default.ts';
import type { RequestToolChoice } from './tool-choice-schema.ts';
import type { RequestTool } from './tool-schema.ts';

export interface ToolsOfRequest {
  readonly tools: readonly FunctionTool[];
  readonly toolPolicy: ToolPolicy;
  readonly toolBodies: ToolBody[];
  readonly toolChoiceBody: ToolChoiceBody;
}

const noParameters: JsonObject = { type: 'object', properties: {}, required: [], additionalProperties: false };

function unservedTool(type: string, param: string): Fault {
  const message = `Tools of type '${type}' are not supported by this release of the service.`;
  return new Fault('unsupported_parameter', message, { param });
}

function checkIsObject(parameters: JsonObject, name: string, param: string): void {
  const type = parameters['type'] ?? 'None';
  if (type === 'object') return;
  const got = shortenEcho(typeof type === 'string' ? type : JSON.stringify(type));
  const message = `Invalid schema for function '${name}': schema must be a JSON Schema of 'type: "object"', got 'type: "${got}"'.`;
  throw new Fault('invalid_value', message, { param, wireCode: 'invalid_function_parameters' });
}

interface OfferedFunction {
  /** As the service enforces it. */
  readonly tool: FunctionTool;
  /** As the answer tells it. */
  readonly isShownStrict: boolean;
}

/** Where the client left `strict` out, the schema is made strict as far as it allows that; it is never refused for it. */
function functionFrom(tool: RequestTool, index: number): OfferedFunction {
  if (tool.kind === 'unserved') throw unservedTool(tool.type, `tools[${index}].type`);
  const { name, description, isStrict } = tool;
  const parameters = tool.parameters ?? noParameters;
  checkIsObject(parameters, name, `tools[${index}].parameters`);
  if (isStrict !== null) return { tool: { name, description, parameters, isStrict }, isShownStrict: isStrict };
  const strictParameters = strictByDefault(parameters);
  return {
    tool: { name, description, parameters: strictParameters ?? parameters, isStrict: false },
    isShownStrict: strictParameters !== null,
  };
}

function checkNames(tools: readonly FunctionTool[]): void {
  const seen = new Set<string>();
  for (const [index, { name }] of tools.entries()) {
    const param = `tools[${index}].name`;
    if (seen.has(name))
      throw new Fault('invalid_value', `Invalid '${param}': duplicate function name '${name}'.`, { param });
    seen.add(name);
  }
}

function checkIsOffered(name: string, tools: readonly FunctionTool[]): string {
  if (tools.some((tool) => tool.name === name)) return name;
  const message = `Tool choice '${shortenEcho(name)}' not found in 'tools' parameter.`;
  throw new Fault('invalid_value', message, { param: 'tool_choice', wireCode: null });
}

function allowedName(choice: RequestToolChoice, index: number, tools: readonly FunctionTool[]): string {
  if (choice.kind === 'function') return checkIsOffered(choice.name, tools);
  throw unservedTool(choice.kind === 'unserved' ? choice.type : choice.kind, `tool_choice.tools[${index}].type`);
}

type Chosen = Pick<ToolsOfRequest, 'toolPolicy' | 'toolChoiceBody'>;

function chosenFrom(choice: RequestToolChoice, tools: readonly FunctionTool[], isParallel: boolean): Chosen {
  switch (choice.kind) {
    case 'unserved':
      throw unservedTool(choice.type, 'tool_choice.type');
    case 'function': {
      const name = checkIsOffered(choice.name, tools);
      return {
        toolPolicy: { mode: 'required', allowedNames: [name], isNamed: true, isParallel },
        toolChoiceBody: { type: 'function', name },
      };
    }
    case 'allowed': {
      const names = choice.tools.map((tool, index) => allowedName(tool, index, tools));
      return {
        toolPolicy: { mode: choice.mode, allowedNames: names, isNamed: false, isParallel },
        toolChoiceBody: {
          type: 'allowed_tools',
          mode: choice.mode,
          tools: names.map((name) => ({ type: 'function', name })),
        },
      };
    }
    case 'mode': {
      if (choice.mode === 'required' && tools.length === 0) {
        const message = "Tool choice 'required' must be specified with 'tools' parameter.";
        throw new Fault('invalid_value', message, { param: 'tool_choice', wireCode: null });
      }
      const mode = tools.length === 0 ? 'none' : choice.mode;
      return {
        toolPolicy: { mode, allowedNames: null, isNamed: false, isParallel },
        toolChoiceBody: choice.mode,
      };
    }
  }
}

export function toolsFromRequest(request: ResponseBodyRequest): ToolsOfRequest {
  const offered = (request.tools ?? []).map(functionFrom);
  const tools = offered.map(({ tool }) => tool);
  checkNames(tools);
  const choice = request.tool_choice ?? { kind: 'mode', mode: 'auto' };
  const toolBodies = offered.map(
    ({ tool: { name, description, parameters }, isShownStrict }): ToolBody => ({
      type: 'function',
      name,
      description,
      parameters,
      strict: isShownStrict,
    }),
  );
  return { tools, toolBodies, ...chosenFrom(choice, tools, request.parallel_tool_calls ?? true) };
}
