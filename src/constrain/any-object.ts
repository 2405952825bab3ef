// In: nothing. Out: the grammar of any JSON object, for `json_object` and for functions that say nothing of their arguments. Knows no schema.
import { type Grammar, writeGrammar } from './grammar.ts';
import { JsonRules } from './json-rules.ts';
import { RuleBook } from './rule-book.ts';
import { WorkMeter } from './text/work-meter.ts';

/** All its rules are shared ones: it can be joined with any other grammar. */
export function anyObjectGrammar(): Grammar {
  const book = new RuleBook(
    new WorkMeter(100_000, () => {
      throw new RangeError('the rules of JSON are few');
    }),
  );
  const root = new JsonRules(book).object();
  return writeGrammar({ root, rules: book.rules }, '');
}
