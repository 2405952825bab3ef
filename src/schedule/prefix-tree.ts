// In: sequences of tokens, each with who holds it. Out: who holds how much of another sequence. A radix tree; knows no slot and no run.
import type { TokenId } from '../contract/vocabulary.ts';

/** All of these hold the first `tokenCount` tokens of the sequence that was asked about. */
export interface PrefixMatch<Holder> {
  readonly tokenCount: number;
  readonly holders: ReadonlySet<Holder>;
}

/** Its edge is `tokens` from `start` to before `end`; the tokens are those of one of its holders, present or past. */
interface Node<Holder> {
  tokens: readonly TokenId[];
  start: number;
  end: number;
  children: Map<TokenId, Node<Holder>>;
  // Invariant: all whose sequence goes through the whole edge, and none that ends inside of it. Never empty but at the root.
  readonly holders: Set<Holder>;
}

function nodeOf<Holder>(tokens: readonly TokenId[], start: number, holders: Iterable<Holder>): Node<Holder> {
  return { tokens, start, end: tokens.length, children: new Map(), holders: new Set(holders) };
}

export class PrefixTree<Holder> {
  readonly #root: Node<Holder> = nodeOf([], 0, []);
  readonly #sequences = new Map<Holder, readonly TokenId[]>();

  get size(): number {
    return this.#sequences.size;
  }

  /** A holder holds one sequence: the last that was set. An empty one is none. */
  set(holder: Holder, tokens: readonly TokenId[]): void {
    this.remove(holder);
    if (tokens.length === 0) return;
    this.#sequences.set(holder, tokens);
    let node = this.#root;
    for (let at = 0; at < tokens.length; ) {
      const child = node.children.get(tokens[at] ?? -1);
      if (child === undefined) {
        node.children.set(tokens[at] ?? -1, nodeOf(tokens, at, [holder]));
        return;
      }
      const shared = sharedOf(child, tokens, at);
      if (shared < child.end - child.start) split(child, shared);
      child.holders.add(holder);
      at += shared;
      node = child;
    }
  }

  remove(holder: Holder): void {
    const tokens = this.#sequences.get(holder);
    if (tokens === undefined) return;
    this.#sequences.delete(holder);
    let node = this.#root;
    for (let at = 0; at < tokens.length; ) {
      const child = node.children.get(tokens[at] ?? -1);
      if (child === undefined) return;
      child.holders.delete(holder);
      if (child.holders.size === 0) {
        node.children.delete(tokens[at] ?? -1);
        break;
      }
      at += child.end - child.start;
      node = child;
    }
    if (node !== this.#root) joinOnlyChild(node);
  }

  /** From the shortest to the longest; the holders of each are among those of the one before. */
  matches(tokens: readonly TokenId[]): readonly PrefixMatch<Holder>[] {
    const found: PrefixMatch<Holder>[] = [];
    let node = this.#root;
    for (let at = 0; at < tokens.length; ) {
      const child = node.children.get(tokens[at] ?? -1);
      if (child === undefined) break;
      const shared = sharedOf(child, tokens, at);
      at += shared;
      found.push({ tokenCount: at, holders: child.holders });
      if (shared < child.end - child.start) break;
      node = child;
    }
    return found;
  }
}

function sharedOf<Holder>(node: Node<Holder>, tokens: readonly TokenId[], from: number): number {
  const most = Math.min(node.end - node.start, tokens.length - from);
  let shared = 0;
  while (shared < most && node.tokens[node.start + shared] === tokens[from + shared]) shared += 1;
  return shared;
}

/** The node keeps the first `length` tokens of its edge; one below it takes the rest. */
function split<Holder>(node: Node<Holder>, length: number): void {
  const rest = { ...node, start: node.start + length, holders: new Set(node.holders) };
  node.end = node.start + length;
  node.children = new Map([[rest.tokens[rest.start] ?? -1, rest]]);
}

/** Where all go on the same way there is no branch. */
function joinOnlyChild<Holder>(node: Node<Holder>): void {
  const [only] = node.children.values();
  if (only === undefined || node.children.size > 1 || only.holders.size < node.holders.size) return;
  const length = node.end - node.start;
  node.tokens = only.tokens;
  node.start = only.start - length;
  node.end = only.end;
  node.children = only.children;
}
