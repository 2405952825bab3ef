// In: text without unpaired surrogates. Out: its length in code points, which is how OpenAI and Azure count. Allocates nothing.

export function countCodePoints(text: string): number {
  let count = text.length;
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    if (unit >= 0xd800 && unit <= 0xdbff) count -= 1;
  }
  return count;
}
