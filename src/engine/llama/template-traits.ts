// In: a way to render the model's chat template. Out: what the template does with tools and with the operator's turns, found by rendering
// conversations that differ in them only. Knows no model family by name.
import type { Json } from '../../contract/json.ts';

export interface TemplateTraits {
  /** It tells the model which functions are on offer. */
  readonly takesTools: boolean;
  /** It prints the calls of earlier turns, and the answers to them. */
  readonly takesCalls: boolean;
  /** What the model writes before the JSON of a call (`<tool_call>` and a line break); empty where that is not known. */
  readonly callOpening: string;
}

export type RenderTemplate = (messages: readonly Json[], tools: readonly Json[]) => Promise<string | null>;

const ask = { role: 'user', content: 'KNGLASK' };
const tool = {
  type: 'function',
  function: {
    name: 'KNGLTOOL',
    description: 'KNGLDESCRIPTION',
    parameters: { type: 'object', properties: { a: { type: 'string' } } },
  },
};
const call = {
  role: 'assistant',
  content: '',
  tool_calls: [
    { id: 'KNGLID000', type: 'function', function: { name: 'KNGLCALL', arguments: '{"KNGLKEY":"KNGLVALUE"}' } },
  ],
};
const answer = { role: 'tool', tool_call_id: 'KNGLID000', name: 'KNGLCALL', content: 'KNGLANSWER' };

/** `render` gives null where the template refuses. */
export async function findTemplateTraits(render: RenderTemplate): Promise<TemplateTraits> {
  const [asked, called, answered] = await Promise.all([
    render([ask], [tool]),
    render([ask, call], [tool]),
    render([ask, call, answer], [tool]),
  ]);
  const takesTools = asked?.includes('KNGLTOOL') === true && asked.includes('KNGLDESCRIPTION');
  const takesCalls =
    called?.includes('KNGLCALL') === true && called.includes('KNGLVALUE') && answered?.includes('KNGLANSWER') === true;
  const isBegunAlike = asked !== null && called?.startsWith(asked) === true;
  const callOpening = isBegunAlike ? openingOf(called.slice(asked.length)) : '';
  return { takesTools, takesCalls, callOpening };
}

export interface OperatorTraits {
  /** It prints a system turn at the top. */
  readonly takesSystem: boolean;
  /** It prints one behind others where it stands. */
  readonly takesLaterSystem: boolean;
}

export async function findOperatorTraits(render: RenderTemplate): Promise<OperatorTraits> {
  const system = { role: 'system', content: 'KNGLSYSTEM' };
  const reply = { role: 'assistant', content: 'KNGLREPLY' };
  const [first, later] = await Promise.all([render([system, ask], []), render([ask, reply, system, ask], [])]);
  return {
    takesSystem: first?.includes('KNGLSYSTEM') === true,
    takesLaterSystem: later !== null && later.indexOf('KNGLSYSTEM') > later.indexOf('KNGLREPLY'),
  };
}

/** Up to the brace of `{"name": "…"`: other syntaxes are not opened for the model. */
function openingOf(called: string): string {
  return /^([\s\S]{0,60}?)\{\s*"name":\s*"KNGLCALL"/.exec(called)?.[1] ?? '';
}
