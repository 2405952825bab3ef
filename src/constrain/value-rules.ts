// In: JSON values. Out: the expressions that write exactly these, with the white space that other values have too. Knows no schema.
import type { Json } from '../contract/json.ts';
import { choice, type Expression, sequence, text } from './expression.ts';
import { keyOfJson } from './json-key.ts';
import { isArray, isObject } from './json-kind.ts';
import type { JsonRules } from './json-rules.ts';

export function oneOfValues(values: readonly Json[], json: JsonRules): Expression {
  const distinct = new Map(values.map((value) => [keyOfJson(value), value]));
  return choice(...[...distinct.values()].map((value) => exactly(value, json)));
}

export function exactly(value: Json, json: JsonRules): Expression {
  if (isArray(value))
    return listed(
      '[',
      value.map((item) => exactly(item, json)),
      ']',
      json,
    );
  if (!isObject(value)) return text(JSON.stringify(value));
  const members = Object.entries(value).map(([key, member]) =>
    sequence(text(`${JSON.stringify(key)}:`), json.space(), exactly(member, json)),
  );
  return listed('{', members, '}', json);
}

function listed(open: string, items: readonly Expression[], close: string, json: JsonRules): Expression {
  if (items.length === 0) return text(open + close);
  const ws = json.whitespace();
  const written = items.flatMap((item, index) => [...(index > 0 ? [text(',')] : []), ws, item]);
  return sequence(text(open), ...written, ws, text(close));
}
