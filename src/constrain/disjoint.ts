// In: two schema nodes. Out: whether it is plain that no value fits both. May say no where the truth is yes; never the other way.
// Knows no grammar.
import type { Json } from '../contract/json.ts';
import { type NodeId, nodeAt, type ObjectRules, type SchemaNode } from './schema-node.ts';
import { accepts } from './text/automaton.ts';
import type { WorkMeter } from './text/work-meter.ts';
import { allTypes, kinds, type TypeSet } from './type-set.ts';

/** What a node says at least. */
interface Profile {
  readonly types: TypeSet;
  readonly values: ReadonlyMap<string, Json> | null;
  readonly required: ReadonlySet<string>;
  readonly groups: readonly ObjectRules[];
}

export interface DisjointnessPorts {
  readonly nodes: readonly SchemaNode[];
  readonly meter: WorkMeter;
  fits(id: NodeId, value: Json): boolean;
}

const deepestLook = 3;
const mostValues = 64;

export class Disjointness {
  readonly #nodes: readonly SchemaNode[];
  readonly #meter: WorkMeter;
  readonly #fits: DisjointnessPorts['fits'];
  readonly #profiles = new Map<NodeId, Profile>();

  constructor({ nodes, meter, fits }: DisjointnessPorts) {
    this.#nodes = nodes;
    this.#meter = meter;
    this.#fits = fits;
  }

  areDisjoint(left: NodeId, right: NodeId, depth = 0): boolean {
    const [first, second] = [this.#profileOf(left), this.#profileOf(right)];
    this.#meter.spend(10 + first.required.size + second.required.size);
    const shared = first.types & second.types;
    if (shared === 0) return true;
    if (this.#noneFits(first.values, right) || this.#noneFits(second.values, left)) return true;
    return shared === kinds.object && depth < deepestLook && this.#haveDisjointMember(first, second, depth);
  }

  #noneFits(values: Profile['values'], id: NodeId): boolean {
    if (values === null || values.size > mostValues) return false;
    return ![...values.values()].some((value) => this.#fits(id, value));
  }

  #haveDisjointMember(first: Profile, second: Profile, depth: number): boolean {
    return [...new Set([...first.required, ...second.required])].some((key) => {
      const left = speaking(first.groups, key);
      const right = speaking(second.groups, key);
      this.#meter.spend(left.length + right.length);
      return (
        left.some((l) => right.some((r) => this.areDisjoint(l, r, depth + 1))) ||
        [...left, ...right].some((id) => this.#profileOf(id).types === 0)
      );
    });
  }

  #profileOf(id: NodeId): Profile {
    const known = this.#profiles.get(id);
    if (known !== undefined) return known;
    let types: TypeSet = allTypes;
    let values: Profile['values'] = null;
    const required = new Set<string>();
    const groups: ObjectRules[] = [];
    const reached = new Set([id]);
    // Grows while it is walked.
    for (const each of reached) {
      this.#meter.spend(5);
      const node = nodeAt(this.#nodes, each);
      types &= node.types;
      values ??= node.values;
      for (const key of node.object.required) required.add(key);
      groups.push(node.object);
      if (node.reference !== null) reached.add(node.reference);
      for (const member of node.allOf) reached.add(member);
    }
    const profile = { types, values, required, groups };
    this.#profiles.set(id, profile);
    return profile;
  }
}

function speaking(groups: readonly ObjectRules[], key: string): readonly NodeId[] {
  return groups.flatMap((rules) => {
    const property = rules.properties.get(key);
    const matching = rules.patterns.filter(({ automaton }) => accepts(automaton, key)).map(({ node }) => node);
    if (property !== undefined || matching.length > 0)
      return property === undefined ? matching : [property, ...matching];
    return rules.additional === null ? [] : [rules.additional];
  });
}
