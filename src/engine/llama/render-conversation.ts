// In: turns. Out: messages for the engine's template in which every text that is not the operator's is a sentinel, and the way
// back: a rendered prompt cut into template pieces and the texts between them. Pure; knows no tokenizer and no HTTP.

import type { Json } from '../../contract/json.ts';
import type { FunctionTool } from '../../contract/tools.ts';
import type { ToolCall, Turn } from '../../contract/turn.ts';
import { hideArguments } from './hide-arguments.ts';

/** A piece of a rendered prompt: the template's own words (control tokens allowed) or a text of the conversation (never). */
export interface PromptSegment {
  readonly origin: 'template' | 'conversation';
  readonly text: string;
}

export interface SentinelMessages {
  readonly messages: readonly Json[];
  /** Functions on offer, as the template takes them: only texts that could bring in control tokens are hidden. */
  readonly tools: readonly Json[];
  /** The text behind each sentinel, by its number. */
  readonly texts: readonly string[];
}

/**
 * Nine letters and digits: survive any trim, case-preserving filter or JSON escape, and satisfy templates that demand call ids of
 * that length (Mistral). Only their number varies, so equal structures render equally.
 */
const sentinelPattern = /KNGL([0-9A-Z]{5})/g;
const anySentinel = /KNGL[0-9A-Z]{5}/;

function sentinel(number: number): string {
  return `KNGL${number.toString(36).toUpperCase().padStart(5, '0')}`;
}

export function toSentinelMessages(
  turns: readonly Turn[],
  tools: readonly FunctionTool[],
  isRisk: (text: string) => boolean,
): SentinelMessages {
  const texts: string[] = [];
  /** Emptiness is structure (templates test for it), so an empty text stays as it is. */
  const hide = (text: string): string => {
    if (text === '') return '';
    texts.push(text);
    return sentinel(texts.length - 1);
  };
  const callNumbers = new Map<string, string>();
  const hideCallId = (id: string): string => {
    const known = callNumbers.get(id);
    if (known !== undefined) return known;
    const hidden = hide(id);
    callNumbers.set(id, hidden);
    return hidden;
  };

  function toolCallMessage(call: ToolCall): Json {
    return {
      id: hideCallId(call.id),
      type: 'function',
      function: { name: hide(call.name), arguments: hideArguments(call.argumentsJson, hide) },
    };
  }

  /** Definitions stay whole, since a model reads them best as its tokenizer cuts them; a text that could bring in a marker does not. */
  function hideRisks(value: Json): Json {
    if (typeof value === 'string') return isRisk(value) || anySentinel.test(value) ? hide(value) : value;
    if (typeof value !== 'object' || value === null) return value;
    if (Array.isArray(value)) return value.map(hideRisks);
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [String(hideRisks(key)), hideRisks(inner)]));
  }

  const messages = turns.map((turn): Json => {
    const content = hide(turn.parts.map((part) => part.text).join('\n'));
    switch (turn.role) {
      case 'system':
      case 'developer':
        return { role: 'system', content };
      case 'user':
        return { role: 'user', content };
      case 'assistant':
        return turn.toolCalls.length === 0
          ? { role: 'assistant', content }
          : { role: 'assistant', content, tool_calls: turn.toolCalls.map(toolCallMessage) };
      case 'tool':
      case 'function':
        return {
          role: 'tool',
          content,
          ...(turn.name === null ? {} : { name: hide(turn.name) }),
          ...(turn.toolCallId === null ? {} : { tool_call_id: hideCallId(turn.toolCallId) }),
        };
      default:
        return turn.role satisfies never;
    }
  });
  return { messages, tools: tools.map((tool) => toolDefinition(tool, hideRisks)), texts };
}

function toolDefinition(tool: FunctionTool, hideRisks: (value: Json) => Json): Json {
  const { name, description, parameters } = tool;
  return {
    type: 'function',
    function: {
      name: hideRisks(name),
      ...(description === null ? {} : { description: hideRisks(description) }),
      parameters: hideRisks(parameters),
    },
  };
}

/** The rendered prompt cut at its sentinels. Neighbouring texts stay apart, so that no cut can be closed by what follows it. */
export function cutAtSentinels(rendered: string): readonly (string | number)[] {
  const pieces: (string | number)[] = [];
  let end = 0;
  for (const match of rendered.matchAll(sentinelPattern)) {
    if (match.index > end) pieces.push(rendered.slice(end, match.index));
    pieces.push(Number.parseInt(match[1] ?? '', 36));
    end = match.index + match[0].length;
  }
  if (end < rendered.length) pieces.push(rendered.slice(end));
  return pieces;
}

/**
 * Puts the texts back. Where the template printed a sentinel inside a JSON string (once or twice quoted), its text is escaped
 * the same way, so that a quotation mark in it cannot end the string.
 */
export function fillSentinels(
  pieces: readonly (string | number)[],
  texts: readonly string[],
): readonly PromptSegment[] {
  return pieces.map((piece, index): PromptSegment => {
    if (typeof piece === 'string') return { origin: 'template', text: piece };
    const depth = quotationDepth(pieces[index - 1], pieces[index + 1]);
    const text = texts[piece] ?? '';
    return {
      origin: 'conversation',
      text: depth === 0 ? text : depth === 1 ? escapeJson(text) : escapeJson(escapeJson(text)),
    };
  });
}

function quotationDepth(before: string | number | undefined, after: string | number | undefined): 0 | 1 | 2 {
  if (typeof before !== 'string' || typeof after !== 'string') return 0;
  if (before.endsWith('\\"') && after.startsWith('\\"')) return 2;
  return before.endsWith('"') && after.startsWith('"') ? 1 : 0;
}

function escapeJson(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}
