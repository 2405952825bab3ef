// In: schema nodes that a value must fit, and others that it must not fit. Out: the same in one canonical form, so that equal goals are
// recognised and recursive schemas have finitely many of them. Knows no keyword's meaning.
import { falseNode, type NodeId, nodeAt, type SchemaNode, trueNode } from './schema-node.ts';

export interface Literal {
  readonly node: NodeId;
  /** The value must not fit the node. */
  readonly isNegative: boolean;
}

/** Sorted, without repetition. Empty: any value. */
export type Goal = readonly Literal[];

export const anyGoal: Goal = [];
const impossible: Literal = { node: falseNode, isNegative: false };
export const impossibleGoal: Goal = [impossible];

export function isImpossible(goal: Goal): boolean {
  return goal[0] === impossible;
}

export function positive(node: NodeId): Literal {
  return { node, isNegative: false };
}

export function negative(node: NodeId): Literal {
  return { node, isNegative: true };
}

export function keyOfLiteral({ node, isNegative }: Literal): string {
  return isNegative ? `-${node}` : `${node}`;
}

export function keyOfGoal(goal: Goal): string {
  return goal.map(keyOfLiteral).join();
}

/** Follows schemas that only point to others. */
export function goalOf(literals: readonly Literal[], nodes: readonly SchemaNode[]): Goal {
  const found = new Map<string, Literal>();
  const begun = new Set<string>();
  const done = new Set<string>();
  const todo: (Literal | { readonly isDone: string })[] = [...literals];
  for (let task = todo.pop(); task !== undefined; task = todo.pop()) {
    if ('isDone' in task) {
      done.add(task.isDone);
      continue;
    }
    const { node: id, isNegative } = task;
    if (id === (isNegative ? falseNode : trueNode)) continue;
    if (id === (isNegative ? trueNode : falseNode)) return impossibleGoal;
    const key = keyOfLiteral(task);
    const node = nodeAt(nodes, id);
    const pointsTo = isNegative ? onlyReference(node) : onlyConjunction(node);
    if (pointsTo === null) found.set(key, task);
    else if (!begun.has(key)) {
      begun.add(key);
      todo.push({ isDone: key }, ...pointsTo.map((target) => ({ node: target, isNegative })));
    }
    // On the way from itself to itself: a schema that says nothing else says nothing that could ever be true.
    else if (!done.has(key)) return impossibleGoal;
  }
  const goal = [...found.values()].sort((left, right) => left.node - right.node);
  const isContradiction = goal.some((literal, index) => literal.node === goal[index + 1]?.node);
  return isContradiction ? impossibleGoal : goal;
}

function onlyReference(node: SchemaNode): readonly NodeId[] | null {
  const targets = onlyConjunction(node);
  return targets?.length === 1 ? targets : null;
}

function onlyConjunction(node: SchemaNode): readonly NodeId[] | null {
  if (!node.isBare || node.anyOf !== null || node.oneOf !== null) return null;
  const targets = [...(node.reference === null ? [] : [node.reference]), ...node.allOf];
  return targets.length === 0 ? null : targets;
}

/** The options of a schema that says nothing but `anyOf`, or nothing but `oneOf`. */
export function onlyOptions(node: SchemaNode): { readonly options: readonly NodeId[]; readonly isOne: boolean } | null {
  if (!node.isBare || node.reference !== null || node.allOf.length > 0) return null;
  if (node.anyOf !== null) return node.oneOf === null ? { options: node.anyOf, isOne: false } : null;
  return node.oneOf === null ? null : { options: node.oneOf, isOne: true };
}
