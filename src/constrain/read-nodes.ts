// In: a schema's JSON. Out: its nodes, every keyword checked and every reference resolved. What can never be enforced is refused here;
// knows no grammar.
import type { Json, JsonObject } from '../contract/json.ts';
import { References } from './find-reference.ts';
import { keyOfJson } from './json-key.ts';
import { isObject } from './json-kind.ts';
import { KeywordReader, type NodeReading } from './keyword-reader.ts';
import { readArrayRules } from './read-array-rules.ts';
import { readNumberRules } from './read-number-rules.ts';
import { readObjectRules } from './read-object-rules.ts';
import { pythonText, type SchemaSource, schemaFault, schemaFaultAt } from './schema-fault.ts';
import { schemaLimits } from './schema-limits.ts';
import {
  type Condition,
  falseNode,
  type NodeId,
  objectNode,
  type SchemaNode,
  type SchemaNodes,
  type SchemaPath,
  type TextRules,
  trueNode,
} from './schema-node.ts';
import type { Automaton } from './text/automaton.ts';
import { compilePattern } from './text/compile-pattern.ts';
import { automataOfFormat } from './text/format-automata.ts';
import type { WorkMeter } from './text/work-meter.ts';
import { allTypes, kinds, noTypes, numberTypes, type TypeSet, typesNamed } from './type-set.ts';

export function readNodes(json: Json, source: SchemaSource, meter: WorkMeter): SchemaNodes {
  const references = new References(json);
  const nodes: (SchemaNode | null)[] = [allTypes, noTypes, kinds.object].map(constantNode);
  const ids = new Map<JsonObject, NodeId>();
  const waiting: { readonly id: NodeId; readonly schema: JsonObject; readonly path: SchemaPath }[] = [];
  const patterns = new Map<string, Automaton>();

  function read(schema: Json, path: SchemaPath): NodeId {
    if (typeof schema === 'boolean') return schema ? trueNode : falseNode;
    if (!isObject(schema)) {
      throw schemaFaultAt(source, path, `${JSON.stringify(schema)} is not of type 'object', 'boolean'.`);
    }
    const known = ids.get(schema);
    if (known !== undefined) return known;
    if (nodes.length > schemaLimits.nodes) {
      throw schemaFault(source, `More than ${schemaLimits.nodes} subschemas cannot be enforced.`);
    }
    const id = nodes.length;
    // Read later: schemas refer to each other in circles and in long chains.
    nodes.push(null);
    ids.set(schema, id);
    waiting.push({ id, schema, path });
    return id;
  }

  function compiled(text: string, path: SchemaPath): Automaton {
    const known = patterns.get(text);
    if (known !== undefined) return known;
    const refuse = (reason: string): never => {
      throw schemaFaultAt(source, path, `${pythonText(text)} ${reason}.`);
    };
    const automaton = compilePattern(text, { maxStates: schemaLimits.states, meter, refuse });
    patterns.set(text, automaton);
    return automaton;
  }

  function readNode(schema: JsonObject, path: SchemaPath): SchemaNode {
    const keywords = new KeywordReader(schema, path, source);
    const reading: NodeReading = {
      keywords,
      child: (json, ...keys) => read(json, [...path, ...keys]),
      pattern: (text, ...keys) => compiled(text, [...path, ...keys]),
    };
    refuseUnenforceable(keywords);
    const said = readTypes(keywords);
    const numbers = readNumberRules(keywords);
    const types = numbers.isWhole ? (said ?? allTypes) & ~kinds.fraction : (said ?? allTypes);
    return {
      path,
      isBare: !ownKeywords.some((name) => keywords.has(name)),
      types,
      hints: said === null ? hintsOf(keywords) : noTypes,
      values: readValues(keywords),
      text: readTextRules(reading),
      number: numbers.rules,
      array: readArrayRules(reading),
      object: readObjectRules(reading),
      reference: readReference(schema, keywords),
      allOf: readList(reading, 'allOf') ?? [],
      anyOf: readList(reading, 'anyOf'),
      oneOf: readList(reading, 'oneOf'),
      not: keywords.has('not') ? reading.child(keywords.get('not') ?? null, 'not') : null,
      condition: readCondition(reading),
    };
  }

  function readReference(schema: JsonObject, keywords: KeywordReader): NodeId | null {
    const recursive = keywords.text('$recursiveRef');
    const reference = keywords.text('$ref') ?? keywords.text('$dynamicRef') ?? recursive;
    if (reference === null) return null;
    const place = references.find(reference, schema);
    if (place !== null) return read(place.json, place.path);
    if (reference.startsWith('#')) {
      return keywords.refuse(`reference to component ${pythonText(reference)} which was not found in the schema.`);
    }
    return keywords.refuse(`reference to ${pythonText(reference)} outside of the schema cannot be enforced.`);
  }

  const written = read(json, []);
  // Grows while it is walked.
  for (const { id, schema, path } of waiting) nodes[id] = readNode(schema, path);
  const complete = nodes.flatMap((node) => (node === null ? [] : [node]));
  if (!source.isObject) return { nodes: complete, root: written };
  if (((complete[written]?.types ?? allTypes) & kinds.object) === 0) {
    const type = isObject(json) ? JSON.stringify(json['type'] ?? 'None') : '"None"';
    throw schemaFault(source, `schema must be a JSON Schema of 'type: "object"', got 'type: ${type}'.`);
  }
  const both: SchemaNode = { ...constantNode(allTypes), isBare: true, allOf: [written, objectNode] };
  return { nodes: [...complete, both], root: complete.length };
}

function readTypes(keywords: KeywordReader): TypeSet | null {
  if (!keywords.has('type')) return null;
  const said = keywords.get('type');
  const names = typeof said === 'string' ? [said] : keywords.texts('type');
  const types = (names ?? []).reduce((sum, name) => sum | (typesNamed(name) ?? keywords.unknownType(name)), noTypes);
  return keywords.flag('nullable') ? types | kinds.null : types;
}

/** Null where neither is there; what stands in both where both are. */
function readValues(keywords: KeywordReader): ReadonlyMap<string, Json> | null {
  const listed = keywords.list('enum');
  const values = listed === null ? null : new Map(listed.map((value) => [keyOfJson(value), value]));
  if (!keywords.has('const')) return values;
  const only = keywords.get('const') ?? null;
  const key = keyOfJson(only);
  return new Map(values === null || values.has(key) ? [[key, only]] : []);
}

function readTextRules({ keywords, pattern }: NodeReading): TextRules {
  const source = keywords.text('pattern');
  const format = keywords.get('format');
  return {
    minLength: keywords.count('minLength') ?? 0,
    maxLength: keywords.count('maxLength'),
    pattern: source === null ? null : pattern(source, 'pattern'),
    format: typeof format === 'string' ? automataOfFormat(format) : null,
  };
}

function readList({ keywords, child }: NodeReading, name: string): readonly NodeId[] | null {
  const list = keywords.list(name);
  if (list?.length === 0) return keywords.refuse(`'${name}' must not be empty.`);
  return list?.map((item, index) => child(item, name, String(index))) ?? null;
}

function readCondition({ keywords, child }: NodeReading): Condition | null {
  if (!keywords.has('if') || (!keywords.has('then') && !keywords.has('else'))) return null;
  return {
    test: child(keywords.get('if') ?? null, 'if'),
    met: child(keywords.get('then') ?? true, 'then'),
    unmet: child(keywords.get('else') ?? true, 'else'),
  };
}

/** Where no other schema speaks of the same value, they only say what `additionalProperties` and `items` say. */
function refuseUnenforceable(keywords: KeywordReader): void {
  const others = [
    '$ref',
    '$dynamicRef',
    '$recursiveRef',
    'allOf',
    'anyOf',
    'oneOf',
    'not',
    'if',
    'dependentSchemas',
    'contains',
  ];
  for (const name of ['unevaluatedProperties', 'unevaluatedItems']) {
    const value = keywords.get(name);
    if (value === undefined || value === true) continue;
    const other = others.find((each) => keywords.has(each));
    if (other !== undefined) keywords.refuse(`'${name}' beside '${other}' cannot be enforced.`);
  }
}

const keywordsOfTypes: readonly (readonly [TypeSet, readonly string[]])[] = [
  [kinds.string, ['minLength', 'maxLength', 'pattern']],
  [numberTypes, ['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf']],
  [
    kinds.array,
    [
      ...['items', 'prefixItems', 'minItems', 'maxItems', 'uniqueItems', 'contains', 'additionalItems'],
      'unevaluatedItems',
    ],
  ],
  [
    kinds.object,
    [
      ...['properties', 'required', 'patternProperties', 'additionalProperties', 'propertyNames', 'minProperties'],
      ...['maxProperties', 'dependentRequired', 'dependentSchemas', 'dependencies', 'unevaluatedProperties'],
    ],
  ],
];

const ownKeywords: readonly string[] = [
  ...['type', 'enum', 'const', 'format', 'not', 'if'],
  ...keywordsOfTypes.flatMap(([, names]) => names),
];

function hintsOf(keywords: KeywordReader): TypeSet {
  return keywordsOfTypes.reduce(
    (sum, [types, names]) => (names.some((name) => keywords.has(name)) ? sum | types : sum),
    noTypes,
  );
}

function constantNode(types: TypeSet): SchemaNode {
  return {
    path: [],
    isBare: false,
    types,
    hints: noTypes,
    values: null,
    text: { minLength: 0, maxLength: null, pattern: null, format: null },
    number: { low: null, high: null, step: null },
    array: { prefix: [], items: null, minItems: 0, maxItems: null, isUnique: false, contains: null },
    object: {
      namesMembers: false,
      properties: new Map(),
      patterns: [],
      additional: null,
      names: null,
      required: [],
      minProperties: 0,
      maxProperties: null,
      dependentRequired: new Map(),
      dependentSchemas: [],
    },
    reference: null,
    allOf: [],
    anyOf: null,
    oneOf: null,
    not: null,
    condition: null,
  };
}
