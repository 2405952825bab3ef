// In: the lines of a text. Out: which of them go on in the next one, as mails and pages do that were broken at a width: an order must not hide from
// who reads it line by line. Lists, tables, headers and programs keep their lines. Takes time in proportion to the text. Pure.
import { isProgram } from './is-program.ts';

const [narrowest, widest] = [24, 120];
/** Lines beside a line that tell how wide its paragraph is. */
const reach = 3;
const fewestWords = 3;
const endsSentence = /[.!?…:;。！？．｡।॥؟۔]["'’”»)\]*_]*$/;
const header = /^[\p{L}\p{N}_-]+(?: [\p{L}\p{N}_-]+)?:\s/u;
const listMark = /^(?:[-*•#>+]|\d{1,3}[.)]\s)/;

/** One for each line; of the last one false. Lines may have their breaks. */
export function goesOn(lines: readonly string[]): readonly boolean[] {
  const said = lines.map((line) => line.trim());
  return said.map((line, place) => {
    const next = said[place + 1] ?? '';
    if (!isProse(line) || !isProse(next) || endsSentence.test(line)) return false;
    if (listMark.test(next) || header.test(next)) return false;
    if (/^\p{Ll}/u.test(next) && !header.test(line)) return line.split(' ', fewestWords).length === fewestWords;
    const width = Math.max(...said.slice(Math.max(0, place - reach), place + reach + 1).map(({ length }) => length));
    const isFull = line.length + 1 + (next.split(' ', 1)[0] ?? '').length > width;
    return isFull && width >= narrowest && width <= widest && /^["'“‘«(]?[\p{L}\p{N}]/u.test(next);
  });
}

/** Such lines as one. */
export function unwrap(text: string): string {
  return text.replace(/\s*\n\s*/g, ' ');
}

function isProse(line: string): boolean {
  return line !== '' && !line.includes('|') && !isProgram(line);
}
