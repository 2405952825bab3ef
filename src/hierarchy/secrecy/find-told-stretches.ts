// In: the text of an operator. Out: all that it has the model say, in quotation marks or behind a colon, and names that have to be written as they
// are: stretches in order and apart. Pure.
import { findToldTexts } from './find-told-texts.ts';

export interface Stretch {
  readonly start: number;
  readonly end: number;
}

const verb =
  '(?:greet|welcome|end|close|finish|begin|start|open|sign off|reply|respond|answer|say|write|use|include|append|add|output|print|return|display|show|quote|send|insert|put|introduce|fill|structure|format|organi[sz]e|tell|post|attach|classify|label|assign|extract|select|choose)';
/** A demand, and not what somebody else says or nobody may. */
const demand = new RegExp(
  String.raw`(?:^\W*(?:\d+\W+)?|[,;]\s*|\b(?:and|then|please|always|you (?:must|should|will|are to|have to|need to|may|can))\s+)(?:(?:always|please|then|just|simply|politely|first)\s+)*${verb}\b`,
  'i',
);
const nouns =
  'disclaimer|notice|warning|greeting|welcome|message|text|sentence|line|word|phrase|footer|header|signature|closing|opening|heading|title|section|column|field|label|categor(?:y|ie)|tag|key|name|template|slogan|motto|tagline|wording|reply|answer|response|statement|format|schema';
const told = new RegExp(
  [
    String.raw`\b(?:with|by saying)\s*$`,
    String.raw`\b(?:this|these|the following|following|the|an?|our)\b[^.:\n]{0,40}\b(?:${nouns})s?(?:\s*\([^()\n]{0,40}\)|,? (?:in this order|verbatim|exactly|word for word|only))?\s*$`,
    String.raw`\s${verb}(?:\s+(?:only|exactly|politely|to (?:him|her|them|the \w{1,20})))?\s*$`,
    String.raw`^\W*say\s*$`,
  ].join('|'),
  'i',
);
const identifier = /\b[a-z][a-z0-9]{0,40}(?:_[a-z0-9]{1,40}){1,8}\b/gi;

const longestLead = 120;
/** In a text of lines, what is told goes on to the end of a line that is no longer. */
const longestLine = 300;
const longestBlock = 1500;
const fewestLines = 3;
const inOwnVoice = /\b(?:I|me|my|we|us|our)\b/i;
const sentence = /[^.!?\n]{0,400}[.!?]+["'”’)\]]*\s*/y;
/** A longer one says how something is to be done. */
const listMark = /^[ \t]{0,8}(?:[-*•#|]|\d{1,3}[.)])/;
const listItem = /^[ \t]{0,8}(?:[-*•#|]|\d{1,3}[.)]).{0,80}$/;
const blockStart = /^[ \t]*(?:```|"""|[{[<|])/;

export function findToldStretches(text: string): readonly Stretch[] {
  const isOfLines = text.split('\n').filter((line) => line.trim() !== '').length >= fewestLines;
  const behindColons = [...text.matchAll(/:(?=\s)/g)].flatMap(({ index }) => behindColon(text, index, isOfLines));
  const names = [...text.matchAll(identifier)].map(({ 0: name, index }) => ({
    start: index,
    end: index + name.length,
  }));
  return merged([...findToldTexts(text), ...behindColons, ...names]);
}

function behindColon(text: string, colon: number, isOfLines: boolean): readonly Stretch[] {
  const before = text.slice(Math.max(0, colon - longestLead), colon);
  const lead = before.slice(Math.max(...['.', '!', '?', ';', '\n'].map((sign) => before.lastIndexOf(sign))) + 1);
  if (!demand.test(lead) || !told.test(lead)) return [];
  const lineEnd = endOfLine(text, colon);
  const rest = text.slice(colon + 1, lineEnd);
  if (rest.trim() === '') return [{ start: lineEnd, end: endOfBlock(text, lineEnd) }];
  const isOwnLine = isOfLines && before.length - lead.length === before.lastIndexOf('\n') + 1;
  const start = colon + 1 + (rest.length - rest.trimStart().length);
  const isWhole = isOwnLine && lineEnd - start <= longestLine;
  return [{ start, end: isWhole ? lineEnd : endOfSpoken(text, start, lineEnd) }];
}

/** A sentence, and those behind it that are said in the assistant's own voice. */
function endOfSpoken(text: string, start: number, lineEnd: number): number {
  for (let at = start; at < lineEnd; at = sentence.lastIndex) {
    sentence.lastIndex = at;
    const [spoken = ''] = sentence.exec(text) ?? [];
    if (at > start && !inOwnVoice.test(spoken)) return at;
    if (spoken === '') return lineEnd - at > longestLine ? at : lineEnd;
  }
  return lineEnd;
}

/** Of what begins behind the end of a line: the next line; all items of a list; a block up to an empty line. */
function endOfBlock(text: string, from: number): number {
  const block = text.slice(from, from + longestBlock);
  const lines = block.split('\n').slice(1);
  const first = lines.findIndex((line) => line.trim() !== '');
  if (first < 0 || first > 1) return from;
  const [begun = ''] = lines.slice(first);
  const isTold = listMark.test(begun) ? listItem.test(begun) : blockStart.test(begun) || begun.length <= longestLine;
  if (!isTold) return from;
  const goesOn = (line: string) =>
    blockStart.test(begun) ? line.trim() !== '' : listItem.test(begun) && listItem.test(line);
  const others = lines.slice(first + 1).findIndex((line) => !goesOn(line));
  const count = first + 1 + (others < 0 ? lines.length - first - 1 : others);
  return from + lines.slice(0, count).reduce((sum, line) => sum + 1 + line.length, 0);
}

/** Of a long line, no further than anything of it is told. */
function endOfLine(text: string, from: number): number {
  const near = text.slice(from, from + longestLead + longestLine);
  const end = near.indexOf('\n');
  return from + (end < 0 ? near.length : end);
}

function merged(stretches: readonly Stretch[]): readonly Stretch[] {
  const apart: Stretch[] = [];
  for (const { start, end } of stretches.toSorted((one, other) => one.start - other.start)) {
    const last = apart.at(-1);
    if (end <= (last?.end ?? start)) continue;
    apart.push({ start: Math.max(start, last?.end ?? 0), end });
  }
  return apart;
}
