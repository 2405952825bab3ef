// In: a text. Out: whether it is a program or notation, by its signs. Pure; knows no language.

/** Of a text's characters; prose has a hundredth of them, programs a tenth. */
const mostCodeSigns = 0.05;

export function isProgram(text: string): boolean {
  return (text.match(/[{}()[\];=<>_\\|]/g)?.length ?? 0) > text.length * mostCodeSigns;
}
