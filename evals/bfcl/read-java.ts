// In: a parameter written as Java source, and its documented type. Out: the Python value that BFCL reads in it; text that does not fit stays
// text. BFCL reads with patterns, not with a parser: lists are cut at every comma, texts in arrays keep their quotes. So does this.
import type { PythonDict, PythonValue } from './python-value.ts';
import { readNumber, unquote } from './read-literal.ts';

export function readJava(source: string, type: string, typeInside: string | null): PythonValue {
  switch (type) {
    case 'byte':
    case 'short':
    case 'integer':
      return /^-?\d+$/.test(source) ? BigInt(source) : source;
    case 'long':
      return /^-?\d+[lL]$/.test(source) ? BigInt(source.slice(0, -1)) : source;
    case 'float':
      return floatLiteral.test(source) ? Number(source.slice(0, -1)) : source;
    case 'double':
      return /^-?\d+(\.\d+)?([eE][+-]?\d+)?$/.test(source) ? Number(source) : source;
    case 'boolean':
      return source === 'true' || source === 'false' ? source === 'true' : source;
    case 'Array':
      return readArray(source, typeInside);
    case 'ArrayList':
      return readArrayList(source, typeInside);
    case 'HashMap':
      return readHashMap(source);
    default:
      return source;
  }
}

const floatLiteral = /^-?\d+(\.\d+)?([eE][+-]?\d+)?[fF]$/;

function readArray(source: string, typeInside: string | null): PythonValue {
  const content = /new\s+\w+\[\]\s*\{(.*?)\}/.exec(source)?.[1];
  if (content === undefined) return source;
  const elements = content.split(',').map((element) => element.trim());
  return elements
    .filter((element) => element !== '')
    .map((element) => (typeInside === null ? readAny(element) : readJava(element, typeInside, null)));
}

const created = String.raw`new\s+ArrayList<\w*>\(`;
const createdFrom = new RegExp(String.raw`${created}Arrays\.asList\((.+?)\)\)`);
const createdThenFilled = new RegExp(String.raw`${created}\)\s*\{\{(.+?)\}\}`, 's');
const createdEmpty = new RegExp(String.raw`${created}\)`);

function readArrayList(source: string, typeInside: string | null): PythonValue {
  const listed = createdFrom.exec(source)?.[1]?.split(',');
  const added = createdThenFilled.exec(source)?.[1]?.matchAll(/add\((.+?)\)/g);
  const elements = listed ?? (added === undefined ? null : [...added].map(([, element = '']) => element));
  if (elements !== null) return elements.map((element) => readElement(element.trim(), typeInside));
  return createdEmpty.test(source) ? [] : source;
}

function readElement(source: string, typeInside: string | null): PythonValue {
  // Whatever stands at both ends is taken for the quotes.
  if (typeInside === 'char' || typeInside === 'String') return source.slice(1, -1);
  return typeInside === null ? readAny(source) : readJava(source, typeInside, null);
}

function readHashMap(source: string): PythonValue {
  const created = /new\s+HashMap<.*?>\s*\(\)\s*/s.exec(source);
  if (created === null) return source;
  const body = source.slice(created.index + created[0].length);
  const end = body.indexOf('}');
  if (!body.startsWith('{') || end === -1) return {};
  const members = [...body.slice(0, end).matchAll(/put\("(.*?)",\s*(.*?)\)/g)].map(
    ([, key = '', value = '']) => [key, readAny(value.trim())] as const,
  );
  return Object.fromEntries(members) satisfies PythonDict;
}

function readAny(source: string): PythonValue {
  if (source === 'true' || source === 'false') return source === 'true';
  const unquoted = unquote(source, '"');
  if (unquoted !== source) return unquoted;
  if (/^-?\d+[lL]$/.test(source)) return BigInt(source.slice(0, -1));
  if (floatLiteral.test(source)) return Number(source.slice(0, -1));
  return readNumber(source) ?? source;
}
