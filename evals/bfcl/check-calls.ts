// In: a row and the calls that were made. Out: null, or why they are not right: BFCL's abstract syntax tree evaluation, in our own words.
// Pure. Where the rules look odd they are BFCL's: a score is of use only where it can be compared.
import { type AcceptedCall, type BfclRow, type FunctionDocument, languageOf } from './bfcl-row.ts';
import { checkType } from './check-type.ts';
import { isAccepted } from './check-value.ts';
import { offeredName } from './offer-tools.ts';
import { isDict, type PythonDict, type PythonType, type PythonValue, typeOf, writePython } from './python-value.ts';
import { readJava } from './read-java.ts';
import { readJavascript } from './read-javascript.ts';
import type { Refusal } from './verdict.ts';

export interface MadeCall {
  /** As offered. */
  readonly name: string;
  readonly values: PythonDict;
}

export function checkCalls(row: BfclRow, calls: readonly MadeCall[]): Refusal | null {
  if (row.category === 'irrelevance')
    return calls.length === 0
      ? null
      : { code: 'call-made', detail: `called ${calls.map(({ name }) => name).join(', ')}` };
  if (calls.length === 0) return { code: 'no-call', detail: 'no call was made' };
  if (calls.length !== row.accepted.length)
    return { code: 'wrong-count', detail: `${calls.length} calls, expected ${row.accepted.length}` };
  // In the order of the accepted calls, each takes the first fitting call that is left.
  const left = [...calls];
  for (const accepted of row.accepted) {
    const refusals = left.map((call) => checkCall(row, call, accepted));
    const place = refusals.indexOf(null);
    if (place === -1) return nearest(refusals, accepted);
    left.splice(place, 1);
  }
  return null;
}

/** Of several calls that do not fit, the one with the right name tells most. */
function nearest(refusals: readonly (Refusal | null)[], accepted: AcceptedCall): Refusal {
  const given = refusals.filter((refusal) => refusal !== null);
  const most = given.find(({ code }) => code !== 'wrong-name') ?? given[0];
  const code = most?.code ?? 'wrong-count';
  return { code, detail: `no call fits ${accepted.name}: ${given.map(({ detail }) => detail).join('; ')}` };
}

function checkCall(row: BfclRow, call: MadeCall, accepted: AcceptedCall): Refusal | null {
  const document = row.functions.find(({ name }) => name === accepted.name);
  if (document === undefined) throw new Error(`${row.id} accepts ${accepted.name}, which it does not offer`);
  if (call.name !== offeredName(accepted.name))
    return { code: 'wrong-name', detail: `called ${call.name}, expected ${offeredName(accepted.name)}` };
  const missing = document.required.find((name) => !Object.hasOwn(call.values, name));
  if (missing !== undefined) return { code: 'missing-required', detail: `${missing} is required and missing` };
  for (const [name, value] of Object.entries(call.values)) {
    const refusal = checkParameter({ row, document, accepted, name }, value);
    if (refusal !== null) return refusal;
  }
  const expected = Object.entries(accepted.parameters).find(
    ([name, options]) => !Object.hasOwn(call.values, name) && !options.includes(''),
  );
  if (expected === undefined) return null;
  return { code: 'missing-optional', detail: `${expected[0]} is missing, expected ${writePython(expected[1])}` };
}

interface Place {
  readonly row: BfclRow;
  readonly document: FunctionDocument;
  readonly accepted: AcceptedCall;
  readonly name: string;
}

function checkParameter({ row, document, accepted, name }: Place, given: PythonValue): Refusal | null {
  const parameter = Object.hasOwn(document.properties, name) ? document.properties[name] : undefined;
  const options = Object.hasOwn(accepted.parameters, name) ? accepted.parameters[name] : undefined;
  if (parameter === undefined || options === undefined)
    return { code: 'unknown-parameter', detail: `${name} is not expected` };
  const types = documentedTypes(parameter, languageOf(row.category));
  const value = types.read(given);
  const finding = value === undefined ? null : checkType(value, options, types.type, types.typeInside);
  if (value === undefined || finding === null || !finding.isRight)
    return {
      code: 'wrong-type',
      detail: `${name} is ${writePython(given)} (${typeOf(given)}), expected ${types.words}: ${writePython(options)}`,
    };
  if (isAccepted(value, options, { ...types, isVariable: finding.isVariable })) return null;
  return { code: 'wrong-value', detail: `${name} is ${writePython(given)}, expected ${writePython(options)}` };
}

interface DocumentedTypes {
  readonly type: PythonType;
  readonly typeInside: PythonType | null;
  readonly words: string;
  /** Undefined where a source text is expected and something else was given. */
  read(given: PythonValue): PythonValue | undefined;
}

const pythonTypes: Readonly<Record<string, PythonType>> = {
  string: 'str',
  String: 'str',
  char: 'str',
  any: 'str',
  integer: 'int',
  byte: 'int',
  short: 'int',
  long: 'int',
  Bigint: 'int',
  float: 'float',
  double: 'float',
  boolean: 'bool',
  Boolean: 'bool',
  array: 'list',
  tuple: 'list',
  Array: 'list',
  ArrayList: 'list',
  dict: 'dict',
  HashMap: 'dict',
};
const listTypes: ReadonlySet<string> = new Set(['array', 'tuple', 'Array', 'ArrayList']);

function documentedTypes(parameter: PythonDict, language: 'Python' | 'Java' | 'JavaScript'): DocumentedTypes {
  const words = String(parameter['type']);
  const items = parameter['items'];
  const wordsInside = listTypes.has(words) && isDict(items) ? String(items['type']) : null;
  const read = language === 'Java' ? readJava : readJavascript;
  return {
    type: pythonTypes[words] ?? 'str',
    typeInside: wordsInside === null ? null : (pythonTypes[wordsInside] ?? 'str'),
    words: wordsInside === null ? words : `${words} of ${wordsInside}`,
    read: (given) => {
      if (language !== 'Python') return typeof given === 'string' ? read(given, words, wordsInside) : undefined;
      // An int will do for a float, though not inside a list.
      return words === 'float' && typeof given === 'bigint' ? Number(given) : given;
    },
  };
}
