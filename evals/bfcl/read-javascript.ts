// In: a parameter written as JavaScript source, and its documented type. Out: the Python value that BFCL reads in it; text that does not fit
// stays text. BFCL reads with patterns, not with a parser: lists are cut at every comma, objects end at the first closing brace. So does this.
import type { PythonDict, PythonValue } from './python-value.ts';
import { readNumber, trimQuotes, unquote } from './read-literal.ts';

export function readJavascript(source: string, type: string, typeInside: string | null): PythonValue {
  switch (type) {
    case 'String':
      return unquote(source, `"'`);
    case 'integer':
      return /^-?\d+$/.test(source) ? BigInt(source) : source;
    case 'float':
      return /^-?\d+(\.\d+)?$/.test(source) ? Number(source) : source;
    case 'Bigint':
      return /^-?\d+n$/.test(source) ? BigInt(source.slice(0, -1)) : source;
    case 'Boolean':
      return source === 'true' || source === 'false' ? source === 'true' : source;
    case 'array':
      return readArray(source.trim(), typeInside);
    case 'dict':
      return readObject(source.trim());
    default:
      return source;
  }
}

const listOfLists = /^(?:\[\s*\[.*?\]\s*(?:,\s*\[.*?\]\s*)*\]|new\s+Array\(\s*\[.*?\]\s*(?:,\s*\[.*?\]\s*)*\))/;
const plainList = /^(?:\[(?<bracketed>.*?)\]|new\s+Array\((?<constructed>.*?)\))/;

function readArray(source: string, typeInside: string | null): PythonValue {
  const nested = listOfLists.exec(source)?.[0];
  if (nested !== undefined)
    return [...nested.matchAll(/\[(.*?)\]/g)].map(([, inner = ''], place) => {
      const text = inner.trim();
      return (place === 0 && text.startsWith('[') ? text.slice(1) : text).split(',').map(readAny);
    });
  const groups = plainList.exec(source)?.groups;
  if (groups === undefined) return source;
  const content = (groups['bracketed'] ?? groups['constructed'] ?? '').trim();
  const elements = content === '' ? [] : content.split(',').map((element) => element.trim());
  return elements.map((element) =>
    typeInside === null ? readAny(element) : readJavascript(element, typeInside, null),
  );
}

function readObject(source: string): PythonValue {
  if (source === '{}') return {};
  const content = /^\{(.*?)\}/.exec(source)?.[1];
  if (content === undefined) return source;
  const members = [...content.matchAll(/([^:]+):\s*(.*?)(?:,\s*(?=[^,]+:)|$)/g)].map(
    ([, key = '', value = '']) => [trimQuotes(key.trim()), readMember(value.trim())] as const,
  );
  return Object.fromEntries(members) satisfies PythonDict;
}

function readMember(source: string): PythonValue {
  if (source.startsWith('[') && source.endsWith(']')) return readArray(source, null);
  if (source.startsWith('{') && source.endsWith('}')) return readObject(source);
  // The quotes go first: a number in quotes becomes a number.
  return readAny(trimQuotes(source));
}

function readAny(source: string): PythonValue {
  const text = source.trim();
  if (text === 'true' || text === 'false') return text === 'true';
  const unquoted = unquote(text, `"'`);
  return unquoted === text ? (readNumber(text) ?? text) : unquoted;
}
