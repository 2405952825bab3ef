// In: a JSON Schema and how it was given. Out: the schema checked, with its grammar already made: whatever comes out can be enforced.
// Everything that a schema can be refused for is refused here.
import type { Json } from '../contract/json.ts';
import { buildGrammar } from './build-grammar.ts';
import { checkStrictSubset } from './check-strict-subset.ts';
import { fitsNode } from './fits-nodes.ts';
import { type Grammar, writeGrammar } from './grammar.ts';
import { grammarLoad } from './grammar-load.ts';
import { isDeeperThan } from './json-depth.ts';
import { isArray } from './json-kind.ts';
import type { PrunedGrammar } from './prune-rules.ts';
import { readNodes } from './read-nodes.ts';
import { type SchemaSource, schemaFault } from './schema-fault.ts';
import { schemaLimits } from './schema-limits.ts';
import type { SchemaNodes } from './schema-node.ts';
import { type WorkBudget, WorkMeter } from './text/work-meter.ts';
import { mostOpenAlternatives } from './walk-grammar.ts';

const deepestValue = 300;
const mostSteps = 5_000_000;

export interface CheckedSchema {
  readonly nodes: SchemaNodes;
  readonly grammar: PrunedGrammar;
}

/** `budget` is what the schemas of one request may still cost together; what this one cost is taken from it, also when it is refused. */
export function readSchema(json: Json, source: SchemaSource, budget?: WorkBudget): CheckedSchema {
  if (isDeeperThan(json, schemaLimits.jsonDepth)) {
    throw schemaFault(source, `more than ${schemaLimits.jsonDepth} levels of JSON cannot be enforced.`);
  }
  if (source.isStrict) checkStrictSubset(json, source);
  if (countNameCharacters(json) > schemaLimits.nameCharacters) {
    throw schemaFault(
      source,
      `names and values of more than ${schemaLimits.nameCharacters} characters in total cannot be enforced.`,
    );
  }
  const refuse = (): never => {
    throw schemaFault(source, 'it is too complex to be enforced.');
  };
  const meter = new WorkMeter(schemaLimits.workUnits, refuse, budget);
  const nodes = readNodes(json, source, meter);
  const grammar = buildGrammar(nodes, source, meter);
  const isEmpty = grammar.root.kind === 'choice' && grammar.root.options.length === 0;
  if (isEmpty) throw schemaFault(source, 'it leaves no value that could be generated.');
  const { rules } = writeGrammar(grammar, '');
  const size = [...rules].reduce((sum, [name, text]) => sum + name.length + text.length, 0);
  if (size > schemaLimits.grammarCharacters) {
    throw schemaFault(
      source,
      `its grammar has ${size} characters, and more than ${schemaLimits.grammarCharacters} cannot be enforced.`,
    );
  }
  checkAlternatives(grammar, source, meter);
  return { nodes, grammar };
}

/** The exact number is beyond reach: an upper bound is tried first, then walks that look for the worst. */
function checkAlternatives(grammar: PrunedGrammar, source: SchemaSource, meter: WorkMeter): void {
  const limit = schemaLimits.openAlternatives;
  if (grammarLoad(grammar) <= limit || mostOpenAlternatives(grammar, limit, meter) <= limit) return;
  throw schemaFault(source, `it leaves more than ${limit} alternatives open at once, which cannot be enforced.`);
}

/** The schema's grammar; `prefix` (letters, digits and dashes) keeps its rules apart from those of other schemas. */
export function grammarOf(schema: CheckedSchema, prefix: string): Grammar {
  return writeGrammar(schema.grammar, prefix);
}

class GivesUp extends Error {}

/** Exact, but for values that are very deep or take very long to check: these do not fit. */
export function fitsSchema({ nodes: { nodes, root } }: CheckedSchema, value: Json): boolean {
  if (isDeeperThan(value, deepestValue)) return false;
  let steps = mostSteps;
  const giveUp = (): never => {
    throw new GivesUp();
  };
  const spend = (spent: number): void => {
    steps -= spent;
    if (steps < 0) giveUp();
  };
  try {
    return fitsNode({ nodes, spend, giveUp }, root, value);
  } catch (error) {
    if (error instanceof GivesUp) return false;
    throw error;
  }
}

/** Of keys and values anywhere in the schema, descriptions and the like left out. */
function countNameCharacters(json: Json): number {
  if (typeof json !== 'object' || json === null) return String(json).length;
  if (isArray(json)) return json.reduce<number>((sum, item) => sum + countNameCharacters(item), 0);
  return Object.entries(json).reduce(
    (sum, [key, value]) =>
      sum + (annotations.has(key) && typeof value === 'string' ? 0 : key.length + countNameCharacters(value)),
    0,
  );
}

const annotations: ReadonlySet<string> = new Set(['description', 'title', '$comment']);
