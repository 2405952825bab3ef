// In: the keywords of one schema. Out: what they say of objects, in the old form (`dependencies`) and the new one. Knows no other
// keyword.
import type { Json } from '../contract/json.ts';
import { isArray } from './json-kind.ts';
import type { NodeReading } from './keyword-reader.ts';
import type { NodeId, ObjectRules } from './schema-node.ts';

export function readObjectRules(reading: NodeReading): ObjectRules {
  const { keywords, child, pattern } = reading;
  const single = (name: string): NodeId | null => {
    const value = keywords.get(name);
    return value === undefined ? null : child(value, name);
  };
  return {
    namesMembers: keywords.has('properties'),
    properties: new Map(
      (keywords.map('properties') ?? []).map(([key, value]) => [key, child(value, 'properties', key)]),
    ),
    patterns: (keywords.map('patternProperties') ?? []).map(([source, value]) => ({
      automaton: pattern(source, 'patternProperties', source),
      node: child(value, 'patternProperties', source),
    })),
    additional: single('additionalProperties') ?? single('unevaluatedProperties'),
    names: single('propertyNames'),
    required: [...new Set(keywords.texts('required') ?? [])],
    minProperties: keywords.count('minProperties') ?? 0,
    maxProperties: keywords.count('maxProperties'),
    ...readDependencies(reading),
  };
}

function readDependencies({
  keywords,
  child,
}: NodeReading): Pick<ObjectRules, 'dependentRequired' | 'dependentSchemas'> {
  const dependentRequired = new Map<string, readonly string[]>();
  const dependentSchemas: (readonly [string, NodeId])[] = [];
  const add = (name: string, key: string, value: Json): void => {
    if (isArray(value)) dependentRequired.set(key, [...(dependentRequired.get(key) ?? []), ...value.map(textOf)]);
    else dependentSchemas.push([key, child(value, name, key)]);
  };
  const textOf = (value: Json): string =>
    typeof value === 'string' ? value : keywords.refuse("'dependentRequired' must hold arrays of strings.");
  for (const name of ['dependencies', 'dependentRequired', 'dependentSchemas']) {
    for (const [key, value] of keywords.map(name) ?? []) add(name, key, value);
  }
  return { dependentRequired, dependentSchemas };
}
