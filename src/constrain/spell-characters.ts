// In: a set of characters. Out: the expression that writes one of them, as it is or as it stands inside a JSON string; each character
// has one spelling only, so that equal texts are equal in writing. Knows no automaton.

import { characters, choice, type Expression, sequence, text } from './expression.ts';
import type { RuleBook } from './rule-book.ts';
import * as points from './text/code-points.ts';

export type Spelling = 'plain' | 'json-string';

const mustBeEscaped = points.union(points.setOfText('"\\'), points.setOfRanges(0, 0x1f));
/** The other controls are written only where nothing else fits. */
const usualEscapes = points.setOfText('"\\\t\n\r');

/** Larger sets are written once. */
const longestInPlace = 40;

export function spellCharacters(set: points.CodePointSet, spelling: Spelling, book: RuleBook): Expression {
  const escaped = spelling === 'plain' ? points.noCodePoints : points.intersect(set, mustBeEscaped);
  if (escaped.length === 0) {
    if (set.length <= longestInPlace) return plain(set);
    return book.share(`large ${set.join()}`, () => book.add('c', plain(set)));
  }
  return book.share(`escaped ${set.join()}`, () => {
    const unescaped = points.subtract(set, mustBeEscaped);
    const usual = points.intersect(escaped, usualEscapes);
    const isUsualEnough = unescaped.length > 0 || usual.length > 0;
    const options = [...(unescaped.length > 0 ? [plain(unescaped)] : []), ...escapes(isUsualEnough ? usual : escaped)];
    const [only] = options;
    return options.length === 1 && only !== undefined ? only : book.add('c', choice(...options));
  });
}

function plain(set: points.CodePointSet): Expression {
  const [first = 0] = set;
  return set.length === 2 && first === set[1] ? text(String.fromCodePoint(first)) : characters(set);
}

function escapes(members: points.CodePointSet): readonly Expression[] {
  const letters: string[] = [];
  const others: string[] = [];
  for (let codePoint = 0; codePoint <= 0x5c; codePoint += 1) {
    if (!points.has(members, codePoint)) continue;
    const written = JSON.stringify(String.fromCodePoint(codePoint)).slice(1, -1);
    if (written.length === 2) letters.push(written.slice(1));
    else others.push(written);
  }
  return [
    ...(letters.length > 0 ? [sequence(text('\\'), plain(points.setOfText(letters.join(''))))] : []),
    ...others.map(text),
  ];
}
