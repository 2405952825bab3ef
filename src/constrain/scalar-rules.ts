// In: what is known of a string or a number. Out: the expression of all such texts, as they stand in JSON. Knows no schema.
import { type Expression, nothing, sequence, text } from './expression.ts';
import type { Facts, NumberFacts } from './facts.ts';
import type { GrammarPart } from './grammar-part.ts';
import { rulesOfAutomaton } from './rules-of-automaton.ts';
import { schemaLimits } from './schema-limits.ts';
import { numberLanguage } from './text/number-language.ts';
import { type TextLanguage, textLanguage } from './text/text-language.ts';
import { kinds, numberTypes } from './type-set.ts';

const quote = text('"');

export function languageOfText(facts: Facts, part: GrammarPart): TextLanguage {
  const { automata, min, max } = facts.text;
  const longest = schemaLimits.longestRepetition;
  if (min > longest) return part.refuse(`a 'minLength' above ${longest} cannot be enforced.`);
  const demand = {
    automata,
    minLength: min,
    maxLength: max === null ? null : Math.min(max, longest),
    excluded: facts.excluded.filter((value) => typeof value === 'string'),
  };
  const language = textLanguage(demand, { maxStates: schemaLimits.textStates, meter: part.meter });
  if (language !== null) return language;
  return part.refuse(
    `pattern, format and length together need more than ${schemaLimits.textStates} states, which cannot be enforced.`,
  );
}

export function stringRules(facts: Facts, part: GrammarPart): Expression {
  const { automata, min, max } = facts.text;
  const excluded = facts.excluded.filter((value) => typeof value === 'string');
  const key = [
    ...automata.map(({ automaton, isNegative }) => `${isNegative ? '-' : ''}${part.serialOf(automaton)}`),
    `${min}..${max}`,
    JSON.stringify(excluded),
  ].join(' ');
  return part.book.share(`string ${key}`, () => sequence(quote, endOfString(languageOfText(facts, part), part)));
}

/** All but the opening quotation mark. */
export function endOfString(language: TextLanguage, part: GrammarPart): Expression {
  if (language.kind === 'automaton') return rulesOfAutomaton(language.automaton, 'json-string', quote, part.book);
  return sequence(part.book.repeatOften(part.json.character(), language.min, language.max), quote);
}

export function numberRules(facts: Facts, part: GrammarPart): Expression {
  const { low, high, multiples } = facts.number;
  const types = facts.types & numberTypes;
  const excluded = facts.excluded.filter((value) => typeof value === 'number');
  const isFree = low === null && high === null && multiples.length === 0 && excluded.length === 0;
  if (types === 0) return nothing;
  if (isFree && types === numberTypes) return part.json.number();
  if (isFree && types === kinds.integer) return part.json.integer();
  return part.book.share(`number ${types} ${keyOfNumbers(facts.number)} ${excluded.join()}`, () => {
    const language = numberLanguage(
      {
        canBeInteger: (types & kinds.integer) !== 0,
        canBeFraction: (types & kinds.fraction) !== 0,
        low,
        high,
        multiples,
        excluded,
      },
      { maxStates: schemaLimits.states, meter: part.meter },
    );
    if (language === null) return part.refuse("this 'multipleOf' cannot be enforced.");
    return rulesOfAutomaton(language, 'plain', sequence(), part.book);
  });
}

function keyOfNumbers({ low, high, multiples }: NumberFacts): string {
  const bounds = [low, high].map((bound) =>
    bound === null ? '' : `${bound.value.units}e-${bound.value.scale}${bound.isExclusive ? 'x' : ''}`,
  );
  return [
    ...bounds,
    ...multiples.map(({ step, isNegative }) => `${isNegative ? '-' : ''}${step.units}e-${step.scale}`),
  ].join('|');
}
