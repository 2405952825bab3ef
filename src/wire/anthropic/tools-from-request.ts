// In: the tools of a request and which of them must be called. Out: functions on offer and the policy of calling them, or a Fault where
// the two do not fit. Knows no message and no chat template.
import type { FunctionTool, ToolPolicy } from '../../contract/tools.ts';
import { shortenEcho } from '../openai/shorten-echo.ts';
import { requestFault } from './request-fault.ts';
import type { CustomTool, ToolChoice } from './tool-schema.ts';

export interface OfferedTools {
  readonly tools: readonly FunctionTool[];
  readonly toolPolicy: ToolPolicy;
}

/** Examples have no member of their own in a model's prompt, so they are a part of what is said of the tool. */
function descriptionOf(tool: CustomTool): string | null {
  const examples = (tool.input_examples ?? []).map((example) => `Example input: ${JSON.stringify(example)}`);
  const lines = [...(typeof tool.description === 'string' ? [tool.description] : []), ...examples];
  return lines.length === 0 ? null : lines.join('\n');
}

function functionTools(tools: readonly CustomTool[]): readonly FunctionTool[] {
  const names = new Set<string>();
  return tools.map((tool, index): FunctionTool => {
    if (names.has(tool.name))
      throw requestFault('invalid_value', ['tools', index, 'name'], 'Tool names must be unique');
    names.add(tool.name);
    return {
      name: tool.name,
      description: descriptionOf(tool),
      parameters: tool.input_schema,
      isStrict: tool.strict ?? false,
    };
  });
}

function policyOf(choice: ToolChoice, tools: readonly FunctionTool[]): ToolPolicy {
  if (choice.type === 'none') return { mode: 'none', allowedNames: null, isNamed: false, isParallel: true };
  const isParallel = !(choice.disable_parallel_tool_use ?? false);
  if (choice.type !== 'tool') {
    return { mode: choice.type === 'any' ? 'required' : 'auto', allowedNames: null, isNamed: false, isParallel };
  }
  const { name } = choice;
  if (!tools.some((tool) => tool.name === name)) {
    const words = `Tool '${shortenEcho(name)}' not found in provided tools`;
    throw requestFault('invalid_value', ['tool_choice', 'name'], words);
  }
  return { mode: 'required', allowedNames: [name], isNamed: true, isParallel };
}

export function toolsFromRequest(given: readonly CustomTool[], choice: ToolChoice | null): OfferedTools {
  const tools = functionTools(given);
  if (tools.length === 0) {
    if (choice !== null && choice.type !== 'none') {
      throw requestFault('invalid_value', ['tool_choice'], 'may only be specified while providing tools');
    }
    return { tools, toolPolicy: policyOf({ type: 'none' }, tools) };
  }
  return { tools, toolPolicy: policyOf(choice ?? { type: 'auto' }, tools) };
}
