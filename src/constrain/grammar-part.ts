// In: nothing. Out: what the makers of single kinds of rules need of the maker of the grammar. Knows no kind.
import type { Json } from '../contract/json.ts';
import type { Expansion } from './expand-goal.ts';
import type { Expression } from './expression.ts';
import type { Facts } from './facts.ts';
import type { Goal, Literal } from './goal.ts';
import type { JsonRules } from './json-rules.ts';
import type { RuleBook } from './rule-book.ts';
import type { NodeId, SchemaNode } from './schema-node.ts';
import type { Automaton } from './text/automaton.ts';
import type { WorkMeter } from './text/work-meter.ts';

export interface GrammarPart {
  readonly book: RuleBook;
  readonly json: JsonRules;
  readonly nodes: readonly SchemaNode[];
  readonly expansion: Expansion;
  readonly meter: WorkMeter;
  goal(literals: readonly Literal[]): Goal;
  /** The rule of every value that meets the goal. */
  ruleOf(goal: Goal): Expression;
  /** All values that meet the goal, where they are few; null where they are not. */
  valuesOf(goal: Goal): readonly Json[] | null;
  /** The cases of a goal that only strings meet; null where others do. */
  textsOf(goal: Goal): readonly Facts[] | null;
  /** The same automaton gives the same number, so that equal texts share their rules. */
  serialOf(automaton: Automaton): number;
  fits(node: NodeId, value: Json): boolean;
  /** Names the schema that the rule is made for. */
  refuse(problem: string): never;
}
