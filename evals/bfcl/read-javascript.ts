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

const lists = String.raw`\s*\[.*?\]\s*(?:,\s*\[.*?\]\s*)*`;
const listOfLists = new RegExp(String.raw`^(?:\[${lists}\]|new\s+Array\(${lists}\))`);
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
  const end = source.indexOf('}');
  const content = source.slice(1, end);
  if (!source.startsWith('{') || end === -1 || content.includes('\n')) return source;
  const members: [string, PythonValue][] = [];
  let rest = content;
  for (let colon = rest.indexOf(':'); colon > 0; colon = rest.indexOf(':')) {
    const behind = rest.slice(colon + 1);
    // A comma ends the value where another key follows before the next comma.
    const comma = behind.search(/,(?=[^,]+:)/);
    const value = comma === -1 ? behind : behind.slice(0, comma);
    members.push([trimQuotes(rest.slice(0, colon).trim()), readMember(value.trim())]);
    rest = comma === -1 ? '' : behind.slice(comma + 1);
  }
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
