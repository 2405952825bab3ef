// In: a rule book. Out: the rules of plain JSON, each written when it is first used. Their names and texts are the same in every grammar,
// so that several grammars can be joined. Knows no schema.

import {
  characters,
  choice,
  type Expression,
  emptyText,
  optional,
  repeat,
  rule,
  sequence,
  text,
} from './expression.ts';
import type { RuleBook } from './rule-book.ts';
import * as points from './text/code-points.ts';

export const sharedPrefix = 'json-';

const digit = characters(points.digits);
const hexadecimal = characters(points.setOfRanges(0x30, 0x39, 0x41, 0x46, 0x61, 0x66));
const oneOf = (members: string): Expression => characters(points.setOfText(members));

export class JsonRules {
  readonly #book: RuleBook;
  readonly #begun = new Set<string>();

  constructor(book: RuleBook) {
    this.#book = book;
  }

  #shared(shortName: string, make: () => Expression): Expression {
    const name = `${sharedPrefix}${shortName}`;
    if (!this.#begun.has(name)) {
      // Noted before it is made: values hold values.
      this.#begun.add(name);
      this.#book.define(name, make());
    }
    return rule(name);
  }

  /** Bounded: small models would write white space for ever. */
  whitespace(): Expression {
    const indent = sequence(text('\n'), repeat(oneOf(' \t'), 0, 20));
    return this.#shared('ws', () => choice(text(' '), indent, emptyText));
  }

  space(): Expression {
    return this.#shared('sp', () => optional(text(' ')));
  }

  /** One code point, in any of the spellings that JSON knows; surrogates only in pairs. */
  character(): Expression {
    return this.#shared('char', () => {
      const unescaped = points.negate(points.union(points.setOfText('"\\'), points.setOfRanges(0, 0x1f)));
      const hexadecimals = (count: number): Expression => repeat(hexadecimal, count, count);
      const low = sequence(text('\\u'), oneOf('dD'), oneOf('cdefCDEF'), hexadecimals(2));
      const codePoint = choice(
        sequence(oneOf('0123456789abcefABCEF'), hexadecimals(3)),
        sequence(
          oneOf('dD'),
          choice(sequence(oneOf('01234567'), hexadecimals(2)), sequence(oneOf('89abAB'), hexadecimals(2), low)),
        ),
      );
      const escaped = choice(oneOf('"\\/bfnrt'), sequence(text('u'), codePoint));
      return choice(characters(unescaped), sequence(text('\\'), escaped));
    });
  }

  string(): Expression {
    return this.#shared('string', () => sequence(text('"'), repeat(this.character(), 0, null), text('"')));
  }

  /** Digits are bounded: models write them for ever, and more of them do not survive in a binary number. */
  integer(): Expression {
    return this.#shared('integer', () => {
      const nonZero = sequence(oneOf('123456789'), repeat(digit, 0, 17));
      return choice(text('0'), sequence(optional(text('-')), nonZero));
    });
  }

  number(): Expression {
    return this.#shared('number', () => {
      const whole = choice(text('0'), sequence(oneOf('123456789'), repeat(digit, 0, 17)));
      const fraction = sequence(text('.'), repeat(digit, 1, 16));
      const exponent = sequence(oneOf('eE'), optional(oneOf('+-')), repeat(digit, 1, 2));
      return sequence(optional(text('-')), whole, optional(fraction), optional(exponent));
    });
  }

  value(): Expression {
    return this.#shared('value', () =>
      choice(this.object(), this.array(), this.string(), this.number(), text('true'), text('false'), text('null')),
    );
  }

  object(): Expression {
    const member = (): Expression => sequence(this.string(), text(':'), this.space(), this.value());
    return this.#shared('object', () => this.#listed('{', this.#shared('member', member), '}'));
  }

  array(): Expression {
    return this.#shared('array', () => this.#listed('[', this.value(), ']'));
  }

  #listed(open: string, item: Expression, close: string): Expression {
    const ws = this.whitespace();
    const more = this.#shared(open === '{' ? 'members' : 'items', () => sequence(text(','), ws, item));
    return sequence(text(open), ws, choice(sequence(item, repeat(more, 0, null), ws, text(close)), text(close)));
  }
}
