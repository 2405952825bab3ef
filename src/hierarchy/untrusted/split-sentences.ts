// In: a text out of a document or tool. Out: its sentences and what stands between them, so that a sentence can be taken out and what is left
// is still JSON, a table, a list. Takes time in proportion to the text. Pure.
import { collectPieces, type SentencePiece, type SentenceSink } from './sentence-pieces.ts';
import { splitJson } from './split-json.ts';
import { splitProse } from './split-prose.ts';
import { goesOn } from './wrapped-lines.ts';

const fence = /^[ \t]*(?:`{3,}|~{3,})/;
/** Comments are read like any text: what nobody sees is where instructions hide. */
const markup = /<!--|-->|<\/?[a-zA-Z][^<>]{0,2000}>/g;
const attribute = /"([^"<>]{12,})"|'([^'<>]{12,})'/g;

export function splitSentences(text: string): readonly SentencePiece[] {
  return collectPieces((sink) => {
    if (splitJson(text, sink)) return;
    let isCode = false;
    const lines = linesOf(text).map((line) => {
      const isFence = fence.test(line);
      if (isFence) isCode = !isCode;
      return { line, isCode: isCode || isFence };
    });
    const isContinued = goesOn(lines.map(({ line, isCode }) => (isCode ? '' : line)));
    let begun = '';
    for (const [place, { line, isCode }] of lines.entries()) {
      begun += line;
      if (isContinued[place] === true) continue;
      if (isCode) splitCodeLine(begun, sink);
      else splitLine(begun, sink);
      begun = '';
    }
  });
}

/** Each with its line break. */
function linesOf(text: string): readonly string[] {
  return text.match(/[^\n]*\n|[^\n]+/g) ?? [];
}

/** A line of a program is one sentence. */
function splitCodeLine(line: string, sink: SentenceSink): void {
  const words = line.trim();
  const start = line.indexOf(words);
  sink('structure', line.slice(0, start));
  sink('sentence', words);
  sink('structure', line.slice(start + words.length));
}

function splitLine(line: string, sink: SentenceSink): void {
  let at = 0;
  for (const { 0: tag, index } of line.matchAll(markup)) {
    splitCells(line.slice(at, index), sink);
    splitTag(tag, sink);
    at = index + tag.length;
  }
  splitCells(line.slice(at), sink);
}

/** Attributes of some length may be sentences too: alternative texts, titles. */
function splitTag(tag: string, sink: SentenceSink): void {
  let at = 0;
  for (const match of tag.matchAll(attribute)) {
    const value = match[1] ?? match[2] ?? '';
    if (!value.includes(' ')) continue;
    const start = match.index + 1;
    sink('structure', tag.slice(at, start));
    splitProse(value, sink);
    at = start + value.length;
  }
  sink('structure', tag.slice(at));
}

/** Cells of a table stand between bars; one bar alone is no table. */
function splitCells(text: string, sink: SentenceSink): void {
  const cells = text.split('|');
  if (cells.length < 3) {
    splitProse(text, sink);
    return;
  }
  for (const [place, cell] of cells.entries()) {
    if (place > 0) sink('structure', '|');
    splitProse(cell, sink);
  }
}
