// In: a JSON value that may describe a call, in any of the shapes that models write. Out: the calls in it, if all of it is calls of
// functions on offer. Pure; knows no text around it.
import type { Json, JsonObject } from '../contract/json.ts';
import type { CallOffer, FoundCall } from './call-offer.ts';

export const nameKeys: readonly string[] = [
  'name',
  'function',
  'tool',
  'tool_name',
  'function_name',
  'action',
  'recipient_name',
];
export const argumentKeys: readonly string[] = [
  'arguments',
  'parameters',
  'args',
  'params',
  'kwargs',
  'input',
  'tool_input',
  'action_input',
  'function_arguments',
];
/** May stand beside them and say nothing. */
export const idleKeys: readonly string[] = [
  'id',
  'type',
  'tool_call_id',
  'call_id',
  'description',
  'required',
  'returns',
];

export type Offers = ReadonlyMap<string, CallOffer>;

export function callFromJson(value: Json, offers: Offers): FoundCall | null {
  if (!isObject(value)) return null;
  return namedCall(value, offers) ?? keyedCall(value, offers);
}

/** `{"name": "f", "arguments": {…}}`, its renamings, and arguments that stand beside the name. */
function namedCall(value: JsonObject, offers: Offers): FoundCall | null {
  for (const key of nameKeys) {
    const name = value[key];
    if (isObject(name)) {
      const inner = namedCall(name, offers);
      if (inner !== null) return inner;
    }
    if (typeof name !== 'string') continue;
    const offer = offers.get(name.trim());
    if (offer === undefined) continue;
    const rest = Object.entries(value).filter(([other]) => other !== key);
    const given = rest.find(([other]) => argumentKeys.includes(other));
    const beside = rest.filter(([other]) => !idleKeys.includes(other) || offer.parameterNames.includes(other));
    const found = given === undefined ? adopt(offer, Object.fromEntries(beside)) : adopt(offer, unquoted(given[1]));
    if (found !== null) return found;
    if (given !== undefined && offer.parameterNames.includes(given[0])) {
      const flat = adopt(offer, Object.fromEntries(beside));
      if (flat !== null) return flat;
    }
  }
  return null;
}

/** `{"f": {…}}` */
function keyedCall(value: JsonObject, offers: Offers): FoundCall | null {
  const entries = Object.entries(value);
  const [only] = entries;
  if (entries.length !== 1 || only === undefined) return null;
  const offer = offers.get(only[0]);
  return offer === undefined ? null : adopt(offer, unquoted(only[1]));
}

export function adopt(offer: CallOffer, value: Json): FoundCall | null {
  const adopted = offer.adopt(value ?? {});
  return adopted === null ? null : { name: offer.name, argumentsJson: JSON.stringify(adopted) };
}

/** Arguments that came as JSON inside a string, as OpenAI's own wire has them. */
function unquoted(value: Json): Json {
  if (typeof value !== 'string') return value;
  if (value.trim() === '') return {};
  try {
    return JSON.parse(value) as Json;
  } catch {
    return value;
  }
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
