// In: a file's path and content. Out: whether and as what its content can be protected. Pure; knows no folder.
import { extname } from 'node:path';
import type { MaterialKind } from './kinds.ts';

const codeExtensions = new Set(
  (
    'js mjs cjs jsx ts mts cts tsx c h cc cpp cxx hpp hh m mm cs java kt kts scala swift go rs rb php py pyi pl pm lua r jl hs ml fs ' +
    'ex exs erl clj dart groovy sh bash ps1 sql vue svelte zig nim v sol proto'
  ).split(' '),
);
const textExtensions = new Set('txt md markdown rst adoc tex html htm'.split(' '));
/** Everybody has these. */
const isLicence = /(^|\/)(licen[cs]e|copying|notice|copyright|authors|patents)[^/]*$/i;

export const largestFileBytes = 12 * 1024 * 1024;
/** Characters of a line, on average: people do not write so. */
const longestLines = 160;
/** A table: lines that begin with a value. */
const valueLine = /^\s*(?:["'\d[-]|$)/;
const mostValueLines = 0.8;

/** Null where it is no text of anybody. */
export function kindOfPath(path: string): MaterialKind | null {
  const extension = extname(path).slice(1).toLowerCase();
  if (isLicence.test(path) || /[.-]min\.[cm]?js$/.test(path)) return null;
  if (codeExtensions.has(extension)) return 'protectedCode';
  return textExtensions.has(extension) ? 'protectedText' : null;
}

/** What is minified, generated as a table, or no text at all is not written by anybody. */
export function isWritten(text: string, kind: MaterialKind): boolean {
  const start = text.slice(0, 20_000);
  if (start.includes('\0')) return false;
  if (kind === 'protectedText') return true;
  const lines = text.split('\n');
  if (text.length / lines.length > longestLines) return false;
  return lines.filter((line) => valueLine.test(line)).length <= mostValueLines * lines.length;
}
