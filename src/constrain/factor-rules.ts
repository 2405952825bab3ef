// In: the rules of a grammar. Out: rules of the same texts in which alternatives that begin alike share their beginning. The engine
// carries every open alternative along, token by token; shared beginnings are one. Knows no schema.
import { choice, choiceOf, type Expression, rule, sequence, text } from './expression.ts';
import { sharedPrefix } from './json-rules.ts';
import type { PrunedGrammar } from './prune-rules.ts';

/** Bodies longer than this many parts are not copied into the alternatives that name them. */
const longestCopy = 200;

type Items = readonly Expression[];

export function factorRules({ root, rules }: PrunedGrammar): PrunedGrammar {
  const factored = new Map<string, Expression>();
  let added = 0;
  const add = (expression: Expression): Expression => {
    added += 1;
    const name = `f${added}`;
    factored.set(name, expression);
    return rule(name);
  };

  function rework(expression: Expression): Expression {
    switch (expression.kind) {
      case 'rule':
        return shortened(expression);
      case 'sequence':
        return sequence(...expression.items.map(rework));
      case 'choice':
        return factorChoice(choiceOf(expression.options.map(rework), expression.isExclusive));
      case 'repeat':
        return { ...expression, item: rework(expression.item) };
      default:
        return expression;
    }
  }

  /** A rule that is only a text or another name needs no name of its own. */
  function shortened(expression: Expression): Expression {
    const seen = new Set<string>();
    let current = expression;
    while (current.kind === 'rule' && !seen.has(current.name)) {
      seen.add(current.name);
      const body = rules.get(current.name);
      if (body?.kind !== 'rule' && body?.kind !== 'text') return current;
      current = body;
    }
    return current;
  }

  function factorChoice(written: Expression): Expression {
    if (written.kind !== 'choice') return written;
    const lists = written.options.map(itemsOf);
    const opened = lists.map(opens);
    const shared = share(opened);
    if (shared?.kind !== 'choice') return shared ?? written;
    return { ...shared, isExclusive: written.isExclusive };
  }

  function itemsOf(option: Expression): Items {
    return option.kind === 'sequence' ? option.items : [option];
  }

  /** Looks into a rule that stands first and begins with a text. */
  function opens(items: Items): Items {
    const [first, ...others] = items;
    const body = first?.kind === 'rule' ? rules.get(first.name) : undefined;
    if (body?.kind !== 'sequence' || body.items[0]?.kind !== 'text' || body.items.length > longestCopy) return items;
    return itemsOf(sequence(...body.items.map(shortened), ...others));
  }

  /** Null where no two alternatives begin alike. */
  function share(lists: readonly Items[]): Expression | null {
    const groups = new Map<string, Items[]>();
    for (const items of lists) {
      const key = headKey(items[0]);
      const group = groups.get(key);
      if (group === undefined) groups.set(key, [items]);
      else group.push(items);
    }
    if (groups.size === lists.length) return null;
    return choice(...[...groups.values()].map(shareHead));
  }

  function shareHead(group: readonly Items[]): Expression {
    const [first = [], ...others] = group;
    const [head] = first;
    if (others.length === 0 || head === undefined) return sequence(...first);
    const shared = head.kind === 'text' ? text(commonPrefix(group.map(headText))) : head;
    const rests = group
      .map((items) => behind(items, shared))
      .flatMap((items) =>
        items.length === 1 && items[0]?.kind === 'choice' ? items[0].options.map(itemsOf) : [items],
      );
    const remainder = share(rests) ?? choice(...rests.map((items) => sequence(...items)));
    return sequence(shared, remainder.kind === 'choice' ? add(remainder) : remainder);
  }

  const keys = new Map<Expression, string>();
  function keyOf(expression: Expression): string {
    const known = keys.get(expression);
    if (known !== undefined) return known;
    const key = JSON.stringify(expression);
    keys.set(expression, key);
    return key;
  }
  function headKey(head: Expression | undefined): string {
    if (head === undefined) return '';
    return head.kind === 'text' ? `text ${head.text.codePointAt(0)}` : keyOf(head);
  }

  for (const [name, expression] of rules)
    factored.set(name, name.startsWith(sharedPrefix) ? expression : rework(expression));
  return { root: rework(root), rules: factored };
}

function headText(items: Items): string {
  return items[0]?.kind === 'text' ? items[0].text : '';
}

/** In whole code points. */
function commonPrefix(texts: readonly string[]): string {
  const [first = '', ...others] = texts;
  let length = first.length;
  for (const other of others) {
    let shared = 0;
    while (shared < length && first.charCodeAt(shared) === other.charCodeAt(shared)) shared += 1;
    length = shared;
  }
  const isInsidePair = /[\uD800-\uDBFF]/.test(first.charAt(length - 1));
  return first.slice(0, isInsidePair ? length - 1 : length);
}

function behind(items: Items, shared: Expression): Items {
  const [head, ...tail] = items;
  if (head?.kind !== 'text' || shared.kind !== 'text') return tail;
  const left = head.text.slice(shared.text.length);
  return left === '' ? tail : [text(left), ...tail];
}
