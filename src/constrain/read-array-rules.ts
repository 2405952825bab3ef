// In: the keywords of one schema. Out: what they say of arrays, in the old form (`items` as a list) and the new one. Knows no other
// keyword.
import { isArray } from './json-kind.ts';
import type { NodeReading } from './keyword-reader.ts';
import type { ArrayRules, NodeId } from './schema-node.ts';

export function readArrayRules({ keywords, child }: NodeReading): ArrayRules {
  const items = keywords.get('items');
  const isOldTuple = isArray(items);
  const prefixName = isOldTuple ? 'items' : 'prefixItems';
  const usualName = isOldTuple ? 'additionalItems' : 'items';
  const restName = keywords.has(usualName) ? usualName : 'unevaluatedItems';
  const rest = keywords.get(restName);
  return {
    prefix: (keywords.list(prefixName) ?? []).map((item, index) => child(item, prefixName, String(index))),
    items: rest === undefined ? null : child(rest, restName),
    minItems: keywords.count('minItems') ?? 0,
    maxItems: keywords.count('maxItems'),
    isUnique: keywords.flag('uniqueItems'),
    contains: keywords.has('contains') ? readContains(child(keywords.get('contains') ?? null, 'contains')) : null,
  };

  function readContains(node: NodeId): ArrayRules['contains'] {
    return { node, min: keywords.count('minContains') ?? 1, max: keywords.count('maxContains') };
  }
}
