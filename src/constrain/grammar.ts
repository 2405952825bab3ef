// In: the rules of a grammar as trees. Out: the same in GBNF, ready to be joined with others. Knows no schema.
import { sharedPrefix } from './json-rules.ts';
import type { PrunedGrammar } from './prune-rules.ts';
import { writeRule } from './write-rule.ts';

export interface Grammar {
  /** The right side of a rule, to be used in others: a name, or a text in quotation marks. */
  readonly root: string;
  /** Right sides by name. Grammars with different prefixes share only rules that are equal. */
  readonly rules: ReadonlyMap<string, string>;
}

export function writeGrammar({ root, rules }: PrunedGrammar, prefix: string): Grammar {
  const nameOf = (name: string): string => (name.startsWith(sharedPrefix) ? name : `${prefix}${name}`);
  return {
    root: writeRule(root, nameOf),
    rules: new Map([...rules].map(([name, expression]) => [nameOf(name), writeRule(expression, nameOf)])),
  };
}

/** `root` is the right side of the first rule. */
export function renderGrammar(root: string, rules: ReadonlyMap<string, string>): string {
  return [['root', root], ...rules].map(([name, text]) => `${name} ::= ${text}\n`).join('');
}
