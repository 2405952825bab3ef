// In: functions with the grammar of their arguments, and how far they must be called. Out: the grammar that an answer with calls obeys, in
// llama.cpp's notation. Pure; knows no schema and no template.
import { type Grammar, renderGrammar } from '../constrain/grammar.ts';
import type { CallsInText, Constraint } from '../contract/ask.ts';

export interface CallShape {
  readonly name: string;
  readonly arguments: Grammar;
}

/** After so many calls an answer ends: small models can go on for ever, above all where they were made to begin. */
const maxCalls = { free: 32, required: 8 } as const;

/** What models write around and between calls. */
const sharedRules: readonly (readonly [string, string])[] = [
  ['call-space', '[ \\t\\r\\n]{0,20}'],
  ['call-key', '"\\"arguments\\"" | "\\"parameters\\""'],
  ['call-filler', '[ \\t\\r\\n,;}\\]] | "[" | "```json" | "```" | "<tool_call>" | "</tool_call>"'],
  ['call-opener', '("<tool_call>" | "```json") call-space'],
];

/** From the first token on: at least one call, and nothing else. */
export function requiredCalls(shapes: readonly CallShape[], isParallel: boolean): Constraint {
  const grammar = write('call call-tail', callRules(shapes, isParallel ? maxCalls.required : 1));
  return { grammar, triggers: null, calls: { ...callsInText(shapes, isParallel), textGrammar: null } };
}

/** The answer was begun up to the arguments of the one function. */
export function argumentsOnly(shape: CallShape): Constraint {
  const rules = [...sharedRules, ...shape.arguments.rules];
  return {
    grammar: write(`call-space ${shape.arguments.root} call-space "}" call-filler{0,8}`, rules),
    triggers: null,
    calls: null,
  };
}

/**
 * Free text until the name of a function on offer stands behind `"name":`. From there on its arguments must fit, and nothing but further
 * calls may follow. The trigger fires behind the name's closing quotation mark; what else was in that token is let pass.
 */
export function guardedCalls(shapes: readonly CallShape[], isParallel: boolean): Constraint {
  const begun = shapes.map(({ name }, index) => `${quoted(name)} (call-with-${index} call-tail | call-none)`);
  const rules = [
    ...callRules(shapes, isParallel ? maxCalls.free : 1),
    ['call-none', 'call-space "}" [^\\x00]* | [^ \\t\\r\\n,}] [^\\x00]*'] as const,
  ];
  return {
    grammar: write(begun.join(' | '), rules),
    triggers: [`"name"\\s*:\\s*("(?:${anyName(shapes)})")`],
    calls: { ...callsInText(shapes, isParallel), textGrammar },
  };
}

/** The first letter decides: fences, tags, lists and objects begin calls. */
const textGrammar = 'root ::= [^ \\t\\r\\n`<{[] [^\\x00]*';

function callsInText(shapes: readonly CallShape[], isParallel: boolean): Omit<CallsInText, 'textGrammar'> {
  const furtherGrammar = () =>
    write('call call-space call-closer?', [...callRules(shapes, 1), ['call-closer', '"```" | "</tool_call>"']]);
  return {
    begun: `"name"\\s*:\\s*"(?:${anyName(shapes)})"\\s*,\\s*"(?:arguments|parameters)"\\s*:`,
    furtherGrammar: isParallel ? furtherGrammar : null,
  };
}

function anyName(shapes: readonly CallShape[]): string {
  return shapes.map(({ name }) => name).join('|');
}

/** Text of a format, or calls. */
export function formatOrCalls(format: Grammar, shapes: readonly CallShape[], isParallel: boolean): Constraint {
  const rules = [...callRules(shapes, isParallel ? maxCalls.free : 1), ...format.rules];
  return { grammar: write(`${format.root} | call-opener? call call-tail`, rules), triggers: null, calls: null };
}

export function formatOnly(format: Grammar): Constraint {
  return { grammar: write(format.root, [...format.rules]), triggers: null, calls: null };
}

type Rule = readonly [string, string];

function callRules(shapes: readonly CallShape[], callLimit: number): readonly Rule[] {
  const named = shapes.map(({ name }, index) => `${quoted(name)} call-with-${index}`).join(' | ');
  const more = callLimit > 1 ? `(call-filler{0,12} call){0,${callLimit - 1}} ` : '';
  return [
    ['call', `"{"? "{" call-space "\\"name\\"" call-space ":" call-space (${named})`],
    ...shapes.map(
      (shape, index): Rule => [
        `call-with-${index}`,
        `call-space "," call-space call-key call-space ":" call-space ${shape.arguments.root} call-space "}"`,
      ],
    ),
    ['call-tail', `${more}call-filler{0,12}`],
    ...sharedRules,
    ...shapes.flatMap((shape) => [...shape.arguments.rules]),
  ];
}

/** Names hold letters, digits, underscores and dashes only. */
function quoted(name: string): string {
  return `"\\"${name}\\""`;
}

function write(root: string, rules: readonly Rule[]): string {
  return renderGrammar(root, new Map(rules));
}
