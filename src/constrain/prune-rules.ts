// In: the rules of a grammar. Out: those that lead to a text and that the first one leads to, without the ways that lead to none. The
// engine would walk into such a way and never come out.
import { choiceOf, type Expression, emptyText, nothing, repeat, sequence } from './expression.ts';

export interface PrunedGrammar {
  /** Takes nothing where no text can be written at all. */
  readonly root: Expression;
  readonly rules: ReadonlyMap<string, Expression>;
}

export function pruneRules(root: Expression, rules: ReadonlyMap<string, Expression>): PrunedGrammar {
  const productive = findProductive(rules);
  const pruned = prune(root, productive);
  const kept = new Map<string, Expression>();
  const todo = [...namesIn(pruned)];
  for (let name = todo.pop(); name !== undefined; name = todo.pop()) {
    const expression = rules.get(name);
    if (kept.has(name) || expression === undefined) continue;
    const keptExpression = prune(expression, productive);
    kept.set(name, keptExpression);
    for (const other of namesIn(keptExpression)) todo.push(other);
  }
  return { root: pruned, rules: kept };
}

/** Asks a rule again only when one that it waits for has become productive: linear in the size of the grammar, about. */
function findProductive(rules: ReadonlyMap<string, Expression>): ReadonlySet<string> {
  const productive = new Set<string>();
  const waiting = new Map<string, string[]>();
  for (const [name, expression] of rules) {
    for (const used of namesIn(expression)) {
      const others = waiting.get(used);
      if (others === undefined) waiting.set(used, [name]);
      else others.push(name);
    }
  }
  const todo = [...rules.keys()];
  for (let name = todo.pop(); name !== undefined; name = todo.pop()) {
    const expression = rules.get(name);
    if (productive.has(name) || expression === undefined || !leadsToText(expression, productive)) continue;
    productive.add(name);
    for (const other of waiting.get(name) ?? []) todo.push(other);
  }
  return productive;
}

function leadsToText(expression: Expression, productive: ReadonlySet<string>): boolean {
  switch (expression.kind) {
    case 'text':
      return true;
    case 'characters':
      return expression.set.length > 0;
    case 'rule':
      return productive.has(expression.name);
    case 'sequence':
      return expression.items.every((item) => leadsToText(item, productive));
    case 'choice':
      return expression.options.some((option) => leadsToText(option, productive));
    case 'repeat':
      return expression.min === 0 || leadsToText(expression.item, productive);
  }
}

function prune(expression: Expression, productive: ReadonlySet<string>): Expression {
  if (!leadsToText(expression, productive)) return nothing;
  switch (expression.kind) {
    case 'sequence':
      return sequence(...expression.items.map((item) => prune(item, productive)));
    case 'choice':
      return choiceOf(
        expression.options.map((option) => prune(option, productive)).filter((option) => option !== nothing),
        expression.isExclusive,
      );
    case 'repeat': {
      const item = prune(expression.item, productive);
      return item === nothing ? emptyText : repeat(item, expression.min, expression.max);
    }
    default:
      return expression;
  }
}

function namesIn(expression: Expression): ReadonlySet<string> {
  const names = new Set<string>();
  const collect = (part: Expression): void => {
    if (part.kind === 'rule') names.add(part.name);
    else if (part.kind === 'sequence') part.items.forEach(collect);
    else if (part.kind === 'choice') part.options.forEach(collect);
    else if (part.kind === 'repeat') collect(part.item);
  };
  collect(expression);
  return names;
}
