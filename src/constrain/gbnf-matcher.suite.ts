// In: a grammar in GBNF and a text. Out: whether the text is a sentence of it; carries all open alternatives along, as the engine does.
// Knows nothing of how the grammar was made.
import { type Part, type Rules, readGbnf } from './gbnf-reader.suite.ts';

/** What is still to come, first part first; a list that shares its end with others. */
interface Rest {
  readonly part: Part;
  readonly behind: Rest | null;
}

/** The end of the sentence. */
type Open = Rest | null;

export function isSentence(grammar: string, text: string): boolean {
  const rules = readGbnf(grammar);
  let open = unfold([{ part: { kind: 'name', name: 'root' }, behind: null }], rules);
  for (const character of text) {
    const moved = open.flatMap((rest) => follow(rest, character));
    open = unfold(moved, rules);
    if (open.length > 50_000) throw new Error('too many open alternatives');
  }
  return open.includes(null);
}

function follow(rest: Open, character: string): readonly Open[] {
  if (rest === null) return [];
  const { part, behind } = rest;
  if (part.kind === 'text') {
    if (!part.text.startsWith(character)) return [];
    const left = part.text.slice(character.length);
    return [left === '' ? behind : { part: { kind: 'text', text: left }, behind }];
  }
  if (part.kind !== 'class') return [];
  const codePoint = character.codePointAt(0) ?? 0;
  const isIn = part.ranges.some(([first, last]) => first <= codePoint && codePoint <= last);
  return isIn === part.isNegated ? [] : [behind];
}

/** Until each begins with a character, or is at its end. */
function unfold(given: readonly Open[], rules: Rules): readonly Open[] {
  const found = new Map<string, Open>();
  const seen = new Set<string>();
  const todo = [...given];
  for (let rest = todo.pop(); rest !== undefined; rest = todo.pop()) {
    const key = keyOf(rest);
    if (seen.has(key)) continue;
    seen.add(key);
    if (rest === null || rest.part.kind === 'class' || (rest.part.kind === 'text' && rest.part.text !== '')) {
      found.set(key, rest);
      continue;
    }
    todo.push(...steps(rest, rules));
  }
  return [...found.values()];
}

function steps({ part, behind }: Rest, rules: Rules): readonly Open[] {
  const inFront = (parts: readonly Part[]): Open =>
    parts.reduceRight<Open>((rest, each) => ({ part: each, behind: rest }), behind);
  if (part.kind === 'name') return (rules.get(part.name) ?? []).map(inFront);
  if (part.kind === 'group') return part.options.map(inFront);
  if (part.kind !== 'repeat') return [behind];
  const { min, max } = part;
  const again: Part = { ...part, min: Math.max(0, min - 1), max: max - 1 };
  return [...(min === 0 ? [behind] : []), ...(max > 0 ? [inFront([part.part, again])] : [])];
}

const keys = new WeakMap<Rest, string>();

function keyOf(rest: Open): string {
  if (rest === null) return '';
  const known = keys.get(rest);
  if (known !== undefined) return known;
  const key = `${JSON.stringify(rest.part)}${keyOf(rest.behind)}`;
  keys.set(rest, key);
  return key;
}
