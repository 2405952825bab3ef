// In: prose. Out: its words as tokens, whatever their case and the punctuation between them; of scripts that part no words each character. Where a
// token begins is told for the text in its composed form.
import { firstSeed, firstStep, secondSeed, secondStep, TokenList } from './token-list.ts';

const words =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]|[\p{L}\p{N}\p{M}]+(?:['’][\p{L}\p{M}]+)*/gu;

export function wordTokens(text: string): TokenList {
  const tokens = new TokenList(text.length);
  for (const match of text.normalize('NFC').toLowerCase().matchAll(words)) {
    const [word] = match;
    let first = firstSeed;
    let second = secondSeed;
    for (let at = 0; at < word.length; at += 1) {
      const unit = word.charCodeAt(at);
      const written = unit === 0x2019 ? 0x27 : unit;
      first = firstStep(first, written);
      second = secondStep(second, written);
    }
    tokens.push({ first, second, start: match.index, isWord: true });
  }
  return tokens;
}
