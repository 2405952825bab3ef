// In: a stretch of text. Out: every text it may be read as: as written, without its disguise, and with what is encoded in it decoded, up
// to two encodings deep. Each is folded. Time grows with the length. Knows no model.

import { decodeBase32, decodeBase64, decodeBinary, decodeDecimal, decodeHex, decodeOctal } from './byte-decoders.ts';
import type { Decoder } from './decoder.ts';
import { decodeCodeEscapes, decodeEntities, decodePercent, decodeQuotedPrintable } from './escape-decoders.ts';
import { foldCharacters, stripInvisible } from './fold-characters.ts';
import { decodeLetterCiphers } from './letter-ciphers.ts';
import { decodeBraille, decodeLetterNumbers, decodeMorse, decodeTags, decodeUpsideDown } from './sign-decoders.ts';
import { undisguise } from './undisguise.ts';
import type { Vocabulary } from './vocabulary.ts';

/** Each is tried on what the others left, so the surest come first. */
const decoders: readonly Decoder[] = [
  decodeEntities,
  decodePercent,
  decodeCodeEscapes,
  decodeQuotedPrintable,
  decodeOctal,
  decodeBinary,
  decodeHex,
  decodeDecimal,
  decodeBase64,
  decodeBase32,
  decodeMorse,
  decodeBraille,
  decodeUpsideDown,
  decodeLetterNumbers,
];
const maxDepth = 2;
/** And what joins and colours them. */
const pictures = /\p{So}|\p{Emoji_Modifier}|[\u200d\ufe0f]/gu;

/** The text as written comes first; none comes twice. */
export function readingsOf(text: string, vocabulary: Vocabulary): readonly string[] {
  const readings = new Set<string>();
  const add = (reading: string): void => {
    const folded = foldCharacters(reading);
    readings.add(folded);
    readings.add(undisguise(folded, vocabulary));
  };
  add(text);
  const bare = text.replaceAll(pictures, '');
  if (bare !== text) add(bare);
  let current = stripInvisible(decodeTags(text, vocabulary));
  if (current !== text) add(current);
  for (let depth = 0; depth < maxDepth; depth += 1) {
    const decoded = decoders.reduce((reading, decode) => decode(reading, vocabulary), current);
    if (decoded !== current) add(decoded);
    const deciphered = decodeLetterCiphers(decoded, vocabulary);
    if (deciphered !== decoded) add(deciphered);
    if (deciphered === current) break;
    current = deciphered;
  }
  return [...readings];
}
