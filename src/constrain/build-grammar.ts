// In: a schema's nodes. Out: a grammar that writes only values that fit, one rule for every goal that is met on the way. Knows the kinds
// of values only by those who make their rules.
import type { Json } from '../contract/json.ts';
import { arrayRules } from './array-rules.ts';
import { Expansion } from './expand-goal.ts';
import { choice, type Expression, nothing, rule, text } from './expression.ts';
import { factorRules } from './factor-rules.ts';
import type { Facts } from './facts.ts';
import { fitsNode } from './fits-nodes.ts';
import { type Goal, goalOf, isImpossible, keyOfGoal, type Literal, onlyOptions, positive } from './goal.ts';
import type { GrammarPart } from './grammar-part.ts';
import { JsonRules } from './json-rules.ts';
import { objectRules } from './object-rules.ts';
import { type PrunedGrammar, pruneRules } from './prune-rules.ts';
import { RuleBook } from './rule-book.ts';
import { numberRules, stringRules } from './scalar-rules.ts';
import { type SchemaSource, schemaFaultAt } from './schema-fault.ts';
import { type NodeId, nodeAt, type SchemaNodes, type SchemaPath } from './schema-node.ts';
import type { Automaton } from './text/automaton.ts';
import { numberOf } from './text/decimal.ts';
import type { WorkMeter } from './text/work-meter.ts';
import { kinds, noTypes, numberTypes, type TypeSet } from './type-set.ts';
import { oneOfValues } from './value-rules.ts';

/** Of a goal whose values are listed one by one. */
const mostListedValues = 100;

export function buildGrammar({ nodes, root }: SchemaNodes, source: SchemaSource, meter: WorkMeter): PrunedGrammar {
  const refuse = (path: SchemaPath, problem: string): never => {
    throw schemaFaultAt(source, path, problem);
  };
  const book = new RuleBook(meter);
  const json = new JsonRules(book);
  const giveUp = (): never => refuse([], 'so many schemas within each other cannot be enforced.');
  const fits = (id: NodeId, value: Json): boolean =>
    fitsNode({ nodes, spend: (steps) => meter.spend(steps), giveUp }, id, value);
  const expansion = new Expansion({ nodes, meter, fits, refuse });
  const names = new Map<string, string>();
  const waiting: { readonly name: string; readonly goal: Goal }[] = [];

  const serials = new Map<Automaton, number>();

  function serialOf(automaton: Automaton): number {
    const serial = serials.get(automaton) ?? serials.size;
    serials.set(automaton, serial);
    return serial;
  }

  function ruleOf(goal: Goal): Expression {
    if (isImpossible(goal)) return nothing;
    if (goal.length === 0) return json.value();
    const key = keyOfGoal(goal);
    const known = names.get(key);
    if (known !== undefined) return rule(known);
    const name = book.reserve('g');
    names.set(key, name);
    waiting.push({ name, goal });
    return rule(name);
  }

  function partFor(goal: Goal): GrammarPart {
    const path = goal[0] === undefined ? [] : nodeAt(nodes, goal[0].node).path;
    return {
      ...{ book, json, nodes, expansion, meter, ruleOf, valuesOf, textsOf, serialOf },
      goal: (literals) => goalOf(literals, nodes),
      fits,
      refuse: (problem) => refuse(path, problem),
    };
  }

  function meets(goal: readonly Literal[], value: Json): boolean {
    return goal.every(({ node, isNegative }) => fits(node, value) !== isNegative);
  }

  function listedValues(goal: Goal, cases: readonly Facts[]): readonly Json[] {
    const listed = new Map(cases.flatMap(({ values }) => [...(values ?? [])]));
    return [...listed.values()].filter((value) => meets(goal, value));
  }

  function valuesOf(goal: Goal): readonly Json[] | null {
    if (isImpossible(goal)) return [];
    const cases = expansion.casesOf(goal);
    const open = cases.filter(({ values }) => values === null);
    if (open.some((facts) => (meantTypes(facts) & ~constantKinds & ~countableTypes(facts)) !== 0)) return null;
    const constants = constantValues.filter(([kind]) => open.some((facts) => (meantTypes(facts) & kind) !== 0));
    const integers = open.flatMap(integersOf).filter((value) => meets(goal, value));
    const values = [...listedValues(goal, cases), ...constants.map(([, value]) => value), ...new Set(integers)];
    return values.length > mostListedValues ? null : values;
  }

  function textsOf(goal: Goal): readonly Facts[] | null {
    const cases = isImpossible(goal) ? [] : expansion.casesOf(goal);
    return cases.every((facts) => facts.values === null && meantTypes(facts) === kinds.string) ? cases : null;
  }

  function expressionOf(goal: Goal): Expression {
    const options = optionsOf(goal);
    if (options !== null) return choice(...options.map(ruleOf));
    const part = partFor(goal);
    const cases = expansion.casesOf(goal);
    const open = cases.filter(({ values }) => values === null);
    return choice(
      oneOfValues(listedValues(goal, cases), json),
      ...open.flatMap((facts) => expressionsOf(facts, meantTypes(facts), part)),
    );
  }

  /** Where a schema only offers others, these have rules of their own, also those that they offer in turn. */
  function optionsOf(goal: Goal): readonly Goal[] | null {
    const found = new Map<string, Goal>();
    const todo = [goal];
    const seen = new Set<string>();
    for (let each = todo.pop(); each !== undefined; each = todo.pop()) {
      const key = keyOfGoal(each);
      meter.spend(1);
      if (seen.has(key)) continue;
      seen.add(key);
      const options = offeredBy(each);
      if (options !== null) todo.push(...options.toReversed());
      else if (each === goal) return null;
      else found.set(key, each);
    }
    return [...found.values()];
  }

  function offeredBy(goal: Goal): readonly Goal[] | null {
    const [only, ...others] = goal;
    if (only === undefined || only.isNegative || others.length > 0) return null;
    const offer = onlyOptions(nodeAt(nodes, only.node));
    if (offer === null) return null;
    const { options, isOne } = offer;
    const overlaps = options.some((left, index) =>
      options.slice(index + 1).some((right) => !expansion.areDisjoint(left, right)),
    );
    return isOne && overlaps ? null : options.map((id) => goalOf([positive(id)], nodes));
  }

  const start = ruleOf(goalOf([positive(root)], nodes));
  for (let each = waiting.pop(); each !== undefined; each = waiting.pop()) {
    book.define(each.name, expressionOf(each.goal));
  }
  const { root: factoredRoot, rules } = factorRules(pruneRules(start, book.rules));
  return pruneRules(factoredRoot, rules);
}

const constantValues: readonly (readonly [TypeSet, Json])[] = [
  [kinds.null, null],
  [kinds.true, true],
  [kinds.false, false],
];
const constantKinds = kinds.null | kinds.true | kinds.false;

/** Integers between bounds that are not far apart. */
function integersOf(facts: Facts): readonly number[] {
  const { low, high } = facts.number;
  if ((meantTypes(facts) & kinds.integer) === 0 || low === null || high === null) return [];
  const first = Math.ceil(numberOf(low.value));
  const length = Math.floor(numberOf(high.value)) - first + 1;
  return length > 0 && length <= mostListedValues ? Array.from({ length }, (_, index) => first + index) : [];
}

/** Integers, where they can be listed. */
function countableTypes(facts: Facts): TypeSet {
  return integersOf(facts).length > 0 ? kinds.integer : noTypes;
}

function meantTypes({ types, hints }: Facts): TypeSet {
  return (types & hints) === 0 ? types : types & hints;
}

function expressionsOf(facts: Facts, types: TypeSet, part: GrammarPart): readonly Expression[] {
  return [
    ...((types & kinds.object) === 0 ? [] : [objectRules(facts, part)]),
    ...((types & kinds.array) === 0 ? [] : [arrayRules(facts, part)]),
    ...((types & kinds.string) === 0 ? [] : [stringRules(facts, part)]),
    ...((types & numberTypes) === 0 ? [] : [numberRules({ ...facts, types }, part)]),
    ...constantValues.filter(([kind]) => (types & kind) !== 0).map(([, value]) => text(JSON.stringify(value))),
  ];
}
