// In: nothing but Unicode's own table of confusable characters. Out: which plain letter a character can be taken for. Knows no text.
import confusables from 'unhomoglyph/data.json' with { type: 'json' };

/** Unicode's table maps some plain letters too (`m` to `rn`); read backwards it says which letter such a sequence stands for. */
function buildTable(): ReadonlyMap<string, string> {
  const entries = Object.entries(confusables);
  const letterOf = new Map<string, string>();
  for (const letter of 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ') {
    letterOf.set(letter, letter);
  }
  for (const [character, target] of entries) {
    if (/^[a-zA-Z]$/.test(character) && !letterOf.has(target)) letterOf.set(target, character);
  }
  const table = new Map<string, string>();
  for (const [character, target] of entries) {
    const letter = letterOf.get(target);
    if (letter !== undefined && /[^\p{ASCII}]/u.test(character)) table.set(character, letter.toLowerCase());
  }
  return table;
}

const table = buildTable();

/** The Latin letter in lower case that a character looks like, or null. ASCII characters look like nothing else. */
export function plainLetterOf(character: string): string | null {
  return table.get(character) ?? null;
}
