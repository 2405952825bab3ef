// In: a text, and where its pieces go. Out: whether it is JSON, lines of JSON, or the inside of a string of it; then the sentences of its strings went there, and all else as
// structure: whatever sentence is taken out, the rest is JSON. Pure.
import type { SentenceSink } from './sentence-pieces.ts';
import { splitProse } from './split-prose.ts';
import { goesOn, unwrap } from './wrapped-lines.ts';

/** Strings, keys among them; between them is nothing that a model could take for words. */
const jsonString = /"((?:[^"\\]|\\.)*)"/gs;
/** A written line break ends a sentence, but where lines are one; no piece ends within an escape. */
const writtenBreak = /(?:\\[nrt])+/g;

const oneBreak = /^(?:\\r)?\\n$/;

export function splitJson(text: string, sink: SentenceSink): boolean {
  if (isEscaped(text)) {
    const inner = text.trim();
    const start = text.indexOf(inner);
    sink('structure', text.slice(0, start));
    splitString(inner, sink);
    sink('structure', text.slice(start + inner.length));
    return true;
  }
  if (!/^\s*[[{"]/.test(text) || !isJson(text)) return false;
  let at = 0;
  for (const match of text.matchAll(jsonString)) {
    const start = match.index + 1;
    const inner = match[1] ?? '';
    sink('structure', text.slice(at, start));
    splitString(inner, sink);
    at = start + inner.length;
  }
  sink('structure', text.slice(at));
  return true;
}

/** Azure wants documents escaped as in JSON: then a text is the inside of a string. */
function isEscaped(text: string): boolean {
  return text.includes('\\') && parses(`"${text.trim()}"`);
}

function isJson(text: string): boolean {
  if (parses(text)) return true;
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  return lines.length > 1 && lines.every((line) => /^\s*[[{"]/.test(line) && parses(line));
}

function parses(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** Escapes stand for other characters while sentences are looked for: none is cut, and each reads as one. */
function splitString(inner: string, sink: SentenceSink): void {
  const breaks = breaksOf(inner);
  const lines = [...breaks, null].map((next, place) => {
    const last = breaks[place - 1];
    return inner.slice(last === undefined ? 0 : last.index + last[0].length, next?.index);
  });
  const isContinued = goesOn(lines);
  let begun = '';
  for (const [place, line] of lines.entries()) {
    begun += line;
    const [written = ''] = breaks[place] ?? [];
    if (isContinued[place] === true && oneBreak.test(written)) begun += written;
    else {
      splitEscaped(begun, sink);
      sink('structure', written);
      begun = '';
    }
  }
}

/** Those that are not the second half of an escaped backslash. */
function breaksOf(inner: string): readonly RegExpExecArray[] {
  return [...inner.matchAll(writtenBreak)].filter(({ index }) => {
    let before = 0;
    while (inner[index - 1 - before] === '\\') before += 1;
    return before % 2 === 0;
  });
}

function splitEscaped(written: string, sink: SentenceSink): void {
  splitProse(written, (kind, text) => sink(kind, text, unwrap(readJson(text))));
}

/** A sentence that was cut at its greatest length may end within an escape: then it is read as it stands. */
function readJson(written: string): string {
  try {
    const text: unknown = JSON.parse(`"${written}"`);
    return typeof text === 'string' ? text : written;
  } catch {
    return written;
  }
}
