// In: a text and a place in it. Out: whether the markup that models put around calls begins there: it does, it may (the text ends
// too early to tell), or it does not. Pure; knows no call.

/** `length` characters of markup; `null` while more text could still make it one; `0` for none. */
export type MarkupMatch = number | null;

const openTags = [
  'tool_call',
  'tool_calls',
  'function_call',
  'function_calls',
  'tools',
  'tool',
  'functions',
  'toolcall',
];
export const openingWords: readonly string[] = [
  ...openTags.flatMap((tag) => [`<${tag}>`, `<|${tag}|>`]),
  '[TOOL_CALLS]',
  '<|python_tag|>',
  'functools',
];
export const closingWords: readonly string[] = [...openTags.map((tag) => `</${tag}>`), '<|/tool_call|>', '<|eom_id|>'];

export function matchWords(text: string, at: number, words: readonly string[]): MarkupMatch {
  const rest = text.slice(at, at + 24);
  let isPartial = false;
  for (const word of words) {
    if (rest.startsWith(word)) return word.length;
    if (word.startsWith(rest)) isPartial = true;
  }
  return isPartial ? null : 0;
}

/** Three backticks, a word that names the language, a line break (or at once the call). */
export function matchFence(text: string, at: number): MarkupMatch {
  const rest = text.slice(at, at + 40);
  const whole = /^```[ \t]*[\w+-]{0,24}[ \t]*(?:\r?\n|(?=[[{<]))/.exec(rest);
  if (whole !== null) return whole[0].length;
  return /^`{1,2}$|^```[ \t]*[\w+-]{0,24}[ \t]*\r?$/.test(rest) && at + rest.length === text.length ? null : 0;
}

/** Three backticks alone: with a word behind them they begin another block. */
export function matchFenceEnd(text: string, at: number): MarkupMatch {
  const rest = text.slice(at, at + 4);
  if (/^```\s/.test(rest)) return 3;
  return at + rest.length === text.length && '```'.startsWith(rest) ? null : 0;
}

/** An object whose one member is the list of calls; or a brace too many, which a slip in Qwen2.5's template teaches its models. */
export function matchListWrapper(text: string, at: number): MarkupMatch {
  const rest = text.slice(at, at + 64);
  const whole = /^\{\s*"(?:tool_calls|function_calls|calls)"\s*:\s*(?=\[)/.exec(rest);
  if (whole !== null) return whole[0].length;
  if (rest.startsWith('{{')) return 1;
  const isPartial =
    /^\{\s*(?:"(?:tool_calls|function_calls|calls)"\s*(?::\s*)?)?$/.test(rest) || isWrapperKeyBegun(rest);
  return isPartial && at + rest.length === text.length ? null : 0;
}

function isWrapperKeyBegun(rest: string): boolean {
  const begun = /^\{\s*("\w*)$/.exec(rest)?.[1];
  return begun !== undefined && ['"tool_calls"', '"function_calls"', '"calls"'].some((key) => key.startsWith(begun));
}
