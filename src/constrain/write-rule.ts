// In: the right side of a rule as a tree. Out: the same in GBNF, llama.cpp's grammar notation. Knows no schema.

import type { Expression } from './expression.ts';
import * as points from './text/code-points.ts';

export function writeRule(expression: Expression, nameOf: (rule: string) => string): string {
  switch (expression.kind) {
    case 'text':
      return writeText(expression.text);
    case 'characters':
      return writeCharacters(expression.set);
    case 'rule':
      return nameOf(expression.name);
    case 'sequence':
      if (expression.items.length === 0) return '""';
      return expression.items.map((item) => grouped(item, item.kind === 'choice', nameOf)).join(' ');
    case 'choice':
      return expression.options.map((option) => writeRule(option, nameOf)).join(' | ');
    case 'repeat': {
      const item = grouped(expression.item, ['choice', 'sequence', 'repeat'].includes(expression.item.kind), nameOf);
      return `${item}${writeCounts(expression.min, expression.max)}`;
    }
  }
}

function grouped(expression: Expression, needsGroup: boolean, nameOf: (rule: string) => string): string {
  const written = writeRule(expression, nameOf);
  return needsGroup ? `(${written})` : written;
}

function writeCounts(min: number, max: number | null): string {
  if (max === null) return min === 0 ? '*' : min === 1 ? '+' : `{${min},}`;
  if (min === 0 && max === 1) return '?';
  return min === max ? `{${min}}` : `{${min},${max}}`;
}

export function writeText(text: string): string {
  const escaped = [...text].map((character) => {
    if (character === '"' || character === '\\') return `\\${character}`;
    if (character === '\n') return '\\n';
    const codePoint = character.codePointAt(0) ?? 0;
    const isPlain =
      codePoint >= 0x20 && codePoint !== 0x7f && (codePoint < 0x80 || codePoint > 0xa0) && !isLineEnd(codePoint);
    return isPlain ? character : writeCodePoint(codePoint);
  });
  return `"${escaped.join('')}"`;
}

function isLineEnd(codePoint: number): boolean {
  return codePoint === 0x2028 || codePoint === 0x2029 || codePoint === 0xfeff;
}

function writeCharacters(set: points.CodePointSet): string {
  const outside = points.negate(set);
  const isShorterOutside = outside.length < set.length;
  if (outside.length === 0) return '[^\\x00]';
  return isShorterOutside ? `[^${writeRanges(outside)}]` : `[${writeRanges(set)}]`;
}

function writeRanges(set: points.CodePointSet): string {
  const written: string[] = [];
  for (let index = 0; index < set.length; index += 2) {
    const [first = 0, last = 0] = [set[index], set[index + 1]];
    if (first === last) written.push(writeMember(first));
    else if (last === first + 1) written.push(writeMember(first), writeMember(last));
    else written.push(`${writeMember(first)}-${writeMember(last)}`);
  }
  return written.join('');
}

function writeMember(codePoint: number): string {
  return /[A-Za-z0-9_ .,:;/@#%&+*!?~=]/.test(String.fromCodePoint(codePoint))
    ? String.fromCodePoint(codePoint)
    : writeCodePoint(codePoint);
}

function writeCodePoint(codePoint: number): string {
  const digits = codePoint.toString(16).toUpperCase();
  if (codePoint <= 0xff) return `\\x${digits.padStart(2, '0')}`;
  return codePoint <= 0xffff ? `\\u${digits.padStart(4, '0')}` : `\\U${digits.padStart(8, '0')}`;
}
