// In: a text. Out: how many words it has, by the spaces between them. Pure; knows no language.

export function countWords(text: string): number {
  return text.match(/\S+/g)?.length ?? 0;
}
