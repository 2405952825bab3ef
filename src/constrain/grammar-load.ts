// In: the rules of a grammar. Out: about how many alternatives the engine may have to carry along at once, at most. Each costs it a pass
// over the whole vocabulary for each token. Knows no schema.

import type { Expression } from './expression.ts';
import type { PrunedGrammar } from './prune-rules.ts';
import * as points from './text/code-points.ts';

interface Load {
  /** Alternatives at its beginning. */
  readonly first: number;
  /** At its worst place. */
  readonly most: number;
  readonly starts: points.CodePointSet;
  readonly isNullable: boolean;
}

const single: Load = { first: 1, most: 1, starts: points.noCodePoints, isNullable: false };
const none: Load = { first: 0, most: 0, starts: points.noCodePoints, isNullable: true };

export function grammarLoad({ root, rules }: PrunedGrammar): number {
  const known = new Map<string, Load>();

  function loadOf(expression: Expression): Load {
    switch (expression.kind) {
      case 'text':
        return { ...single, starts: points.setOfText([...expression.text].slice(0, 1).join('')) };
      case 'characters':
        return { ...single, starts: expression.set };
      case 'rule':
        return known.get(expression.name) ?? single;
      case 'sequence':
        return expression.items.reduceRight((behind, item) => inFront(loadOf(item), behind), none);
      case 'choice':
        return eitherOf(expression.options.map(loadOf), expression.isExclusive);
      case 'repeat': {
        const item = loadOf(expression.item);
        const canEnd = expression.min === 0;
        // What follows stands beside another item.
        return { ...item, first: item.first + 1, most: item.most + 1, isNullable: item.isNullable || canEnd };
      }
    }
  }

  // Rules first that others are made of; one that comes back to itself counts once.
  for (const name of orderOf(root, rules)) {
    const expression = rules.get(name);
    if (expression !== undefined) known.set(name, loadOf(expression));
  }
  return loadOf(root).most;
}

/** Where the item may end, what stands behind it is open too. */
function inFront(item: Load, behind: Load): Load {
  const most = Math.max(item.most + behind.first, behind.most);
  if (!item.isNullable) return { ...item, most };
  return {
    first: item.first + behind.first,
    most,
    starts: points.union(item.starts, behind.starts),
    isNullable: behind.isNullable,
  };
}

/** Alternatives that begin differently are told apart by the first character; the others go on side by side. */
function eitherOf(options: readonly Load[], isExclusive: boolean): Load {
  const groups: { starts: points.CodePointSet; most: number }[] = [];
  for (const { starts, most } of options) {
    if (isExclusive) {
      groups.push({ starts, most });
      continue;
    }
    const alike = groups.filter((group) => points.intersect(group.starts, starts).length > 0);
    const merged = alike.reduce(
      (sum, group) => ({ starts: points.union(sum.starts, group.starts), most: sum.most + group.most }),
      { starts, most },
    );
    for (const group of alike) groups.splice(groups.indexOf(group), 1);
    groups.push(merged);
  }
  const first = options.reduce((sum, option) => sum + option.first, 0);
  return {
    first,
    most: Math.max(first, ...groups.map(({ most }) => most)),
    starts: options.reduce<points.CodePointSet>((sum, { starts }) => points.union(sum, starts), points.noCodePoints),
    isNullable: options.some(({ isNullable }) => isNullable),
  };
}

/** Depth first, each rule behind those that it names. */
function orderOf(root: Expression, rules: ReadonlyMap<string, Expression>): readonly string[] {
  const order: string[] = [];
  const begun = new Set<string>();
  const todo: { readonly name: string; readonly isDone: boolean }[] = namesIn(root).map((name) => ({
    name,
    isDone: false,
  }));
  for (let each = todo.pop(); each !== undefined; each = todo.pop()) {
    if (each.isDone) order.push(each.name);
    if (each.isDone || begun.has(each.name)) continue;
    begun.add(each.name);
    todo.push({ name: each.name, isDone: true });
    const expression = rules.get(each.name);
    if (expression !== undefined) todo.push(...namesIn(expression).map((name) => ({ name, isDone: false })));
  }
  return order;
}

function namesIn(expression: Expression): readonly string[] {
  if (expression.kind === 'rule') return [expression.name];
  if (expression.kind === 'sequence') return expression.items.flatMap(namesIn);
  if (expression.kind === 'choice') return expression.options.flatMap(namesIn);
  return expression.kind === 'repeat' ? namesIn(expression.item) : [];
}
