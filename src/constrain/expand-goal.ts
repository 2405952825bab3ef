// In: a goal. Out: its cases: each a conjunction of plain facts; every value of a case meets the goal. Alternatives that would be too
// many are left out where they only say what must not be, and refused where the schema offers them. Knows no grammar.
import type { Json } from '../contract/json.ts';
import { Disjointness } from './disjoint.ts';
import { type Facts, meetNode, noFacts, onlyTypes, settle, withKey, withMember, withoutKey } from './facts.ts';
import { type Goal, keyOfLiteral, type Literal, negative, positive } from './goal.ts';
import { waysNotToFit } from './negate-node.ts';
import { schemaLimits } from './schema-limits.ts';
import { type NodeId, nodeAt, type SchemaNode, type SchemaPath } from './schema-node.ts';
import type { WorkMeter } from './text/work-meter.ts';
import { allTypes, kinds } from './type-set.ts';

export interface ExpansionPorts {
  readonly nodes: readonly SchemaNode[];
  readonly meter: WorkMeter;
  fits(id: NodeId, value: Json): boolean;
  refuse(path: SchemaPath, problem: string): never;
}

/** The literals that led to one, to tell a schema that is only itself. */
interface Trail {
  readonly key: string;
  readonly outer: Trail | null;
  readonly length: number;
}

interface Task {
  readonly literal: Literal;
  readonly trail: Trail | null;
}

interface Option {
  readonly tasks: readonly Task[];
  readonly change: (facts: Facts) => Facts;
}

interface Branch {
  readonly options: readonly Option[];
  /** The schema offers these: none may be left out silently. */
  readonly isOffered: boolean;
  readonly path: SchemaPath;
}

/** Where a search stands: what is known, what is still to be chosen, and how many cases may come of it. */
interface Standing {
  readonly facts: Facts;
  readonly branches: readonly Branch[];
  readonly share: number;
  readonly depth: number;
}

const unchanged = (facts: Facts): Facts => facts;
const notObject = (facts: Facts): Facts => onlyTypes(facts, allTypes & ~kinds.object);
const longestTrail = 150;
/** Choices one behind the other. */
const deepestChoice = 200;
/** Copying facts costs about as much as that many steps of an automaton. */
const unitsPerTask = 40;

export class Expansion {
  readonly #ports: ExpansionPorts;
  readonly #disjointness: Disjointness;

  constructor(ports: ExpansionPorts) {
    this.#ports = ports;
    this.#disjointness = new Disjointness(ports);
  }

  areDisjoint(left: NodeId, right: NodeId): boolean {
    return this.#disjointness.areDisjoint(left, right);
  }

  casesOf(goal: Goal): readonly Facts[] {
    const tasks = goal.map((literal) => ({ literal, trail: null }));
    return this.#run(tasks.reverse(), { facts: noFacts, branches: [], share: schemaLimits.alternatives, depth: 0 });
  }

  #run(given: readonly Task[], standing: Standing): readonly Facts[] {
    const tasks = [...given];
    const branches = [...standing.branches];
    let facts: Facts | null = standing.facts;
    for (let task = tasks.pop(); task !== undefined; task = tasks.pop()) {
      this.#ports.meter.spend(unitsPerTask);
      const key = keyOfLiteral(task.literal);
      if (isOnTrail(task.trail, key)) return [];
      const trail = { key, outer: task.trail, length: (task.trail?.length ?? 0) + 1 };
      const node = nodeAt(this.#ports.nodes, task.literal.node);
      if (trail.length > longestTrail || standing.depth > deepestChoice) {
        this.#ports.refuse(node.path, 'so many schemas within each other cannot be enforced.');
      }
      if (task.literal.isNegative) branches.push(this.#waysOut(node, trail));
      else {
        facts = settle(meetNode(facts, node));
        tasks.push(...conjunctsOf(node).map((literal) => ({ literal, trail })));
        branches.push(...this.#branchesOf(node, trail));
      }
      if (facts === null) return [];
    }
    const [next, ...others] = branches;
    if (next === undefined) return this.#withSomeMembers(facts, standing.share);
    return this.#choose(next, { ...standing, facts, branches: others, depth: standing.depth + 1 });
  }

  #choose({ options, isOffered, path }: Branch, standing: Standing): readonly Facts[] {
    const { share } = standing;
    if (isOffered && options.length > schemaLimits.alternatives) {
      this.#ports.refuse(path, `more than ${schemaLimits.alternatives} alternatives cannot be enforced.`);
    }
    const found: Facts[] = [];
    for (const [index, { tasks, change }] of options.entries()) {
      const left = share - found.length;
      if (left <= 0) break;
      this.#ports.meter.spend(unitsPerTask);
      const facts = settle(change(standing.facts));
      if (facts === null) continue;
      // Each alternative gets a part of the share; the first one may take all of it only where nothing is offered.
      const part = isOffered ? Math.max(1, Math.ceil(left / (options.length - index))) : left;
      found.push(...this.#run(tasks, { ...standing, facts, share: part }));
    }
    return found;
  }

  #waysOut(node: SchemaNode, trail: Trail): Branch {
    const ways = waysNotToFit(node, this.#ports.fits);
    const options = ways.map(({ literals, change }) => ({
      tasks: literals.map((literal) => ({ literal, trail })),
      change,
    }));
    return { options, isOffered: false, path: node.path };
  }

  #branchesOf(node: SchemaNode, trail: Trail): readonly Branch[] {
    const { anyOf, oneOf, condition, path } = node;
    const option = (literals: readonly Literal[], change = unchanged): Option => ({
      tasks: literals.map((literal) => ({ literal, trail })).reverse(),
      change,
    });
    const offered = (options: readonly Option[]): Branch => ({ options, isOffered: true, path });
    const branches: Branch[] = [];
    if (anyOf !== null) branches.push(offered(anyOf.map((id) => option([positive(id)]))));
    if (oneOf !== null) branches.push(offered(oneOf.map((id, index) => option(this.#onlyThis(oneOf, id, index)))));
    if (node.not !== null) branches.push(offered([option([negative(node.not)])]));
    if (condition !== null) {
      const { test, met, unmet } = condition;
      branches.push(offered([option([positive(test), positive(met)]), option([negative(test), positive(unmet)])]));
    }
    for (const [key, needed] of node.object.dependentRequired) {
      const present = (facts: Facts): Facts => needed.reduce(withKey, withKey(facts, key));
      branches.push(
        offered([option([], present), option([], (facts) => withoutKey(facts, key)), option([], notObject)]),
      );
    }
    for (const [key, id] of node.object.dependentSchemas) {
      branches.push(
        offered([
          option([positive(id)], (facts) => withKey(facts, key)),
          option([], (facts) => withoutKey(facts, key)),
          option([], notObject),
        ]),
      );
    }
    return branches;
  }

  #onlyThis(options: readonly NodeId[], id: NodeId, index: number): readonly Literal[] {
    const others = options.filter((other, at) => at !== index && !this.#disjointness.areDisjoint(id, other));
    return [positive(id), ...others.map(negative)];
  }

  /** Some member that a schema must not allow: one of the keys that other schemas speak of. */
  #withSomeMembers(facts: Facts, share: number): readonly Facts[] {
    const [first, ...others] = facts.object.someMember;
    if (first === undefined) return [facts];
    const { groups, required, members } = facts.object;
    const keys = new Set([...required, ...members.keys(), ...groups.flatMap((rules) => [...rules.properties.keys()])]);
    const settled: Facts = { ...facts, object: { ...facts.object, someMember: others } };
    const found: Facts[] = [];
    for (const key of keys) {
      if (found.length >= share) break;
      this.#ports.meter.spend(unitsPerTask);
      if (!first.isKey(key)) continue;
      const changed = settle(withKey(withMember(settled, key, first.value), key));
      if (changed !== null) found.push(...this.#withSomeMembers(changed, share - found.length));
    }
    return found;
  }
}

function isOnTrail(trail: Trail | null, key: string): boolean {
  for (let step = trail; step !== null; step = step.outer) if (step.key === key) return true;
  return false;
}

/** In reverse: the last one is taken first. */
function conjunctsOf(node: SchemaNode): readonly Literal[] {
  const ids = [...(node.reference === null ? [] : [node.reference]), ...node.allOf];
  return ids.map(positive).reverse();
}
