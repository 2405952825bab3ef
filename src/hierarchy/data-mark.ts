// In: a text without authority. Out: it with a mark between its words, often enough that any stretch of it shows what it is, and seldom enough to
// cost little (Hines et al. 2024 mark every space, which doubles a prompt). Pure.
import { isProgram } from './untrusted/is-program.ts';

/** Rare in texts, and one token in the vocabularies that we looked at. The first that a text does not use marks it. */
const marks = ['¶', '‡', '¦', '¤'] as const;
export type DataMark = (typeof marks)[number];

/** Words between two marks. A word of English is 1.3 tokens and a mark is one, so this adds a tenth. */
const wordsBetweenMarks = 8;

/** Null where the text uses all of them, or is a program, in which a mark would be a fault. */
export function chooseMark(text: string): DataMark | null {
  if (isProgram(text)) return null;
  return marks.find((mark) => !text.includes(mark)) ?? null;
}

/** Lines and quoted values of fewer words keep as they are: names, addresses and numbers are copied from data unchanged. */
export function markData(text: string, mark: DataMark): string {
  let words = 0;
  return text.replace(/["\n\r]+|[ \t]+/g, (gap) => {
    if (!/^[ \t]/.test(gap)) {
      words = 0;
      return gap;
    }
    words += 1;
    if (words % wordsBetweenMarks !== 0) return gap;
    return `${gap}${mark} `;
  });
}
