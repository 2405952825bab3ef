// In: a stretch of text. Out: every text it may be read as: as written, without its disguise, and with what is encoded in it decoded, up
// to two encodings deep. Each is folded. Time grows with the length. Knows no model.

import { decodeBase32, decodeBase64, decodeBinary, decodeDecimal, decodeHex, decodeOctal } from './byte-decoders.ts';
import { changedStretch } from './changed-part.ts';
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
/** A shorter text is scored with what stands around it only. */
const minHiddenWords = 3;
const minAround = 3;
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
  /** Also without what stands around the code: by itself it may be more. */
  const addDecoded = (encoded: string, decoded: string): void => {
    if (decoded === encoded) return;
    add(decoded);
    const hidden = hiddenIn(encoded, decoded);
    if (hidden !== null) add(hidden);
  };
  let current = stripInvisible(decodeTags(text, vocabulary));
  addDecoded(text, current);
  for (let depth = 0; depth < maxDepth; depth += 1) {
    const decoded = decoders.reduce((reading, decode) => decode(reading, vocabulary), current);
    addDecoded(current, decoded);
    const deciphered = decodeLetterCiphers(decoded, vocabulary);
    for (const reading of deciphered) addDecoded(decoded, reading);
    const [next = decoded] = deciphered;
    if (next === current) break;
    current = next;
  }
  return [...readings];
}

/** What was decoded, where it is several words and something stands around it; else null. */
function hiddenIn(encoded: string, decoded: string): string | null {
  const { start, end } = changedStretch(encoded, decoded);
  const hidden = decoded.slice(start, end).trim();
  const isAll = hidden.length + minAround > decoded.trim().length;
  return isAll || hidden.split(/\s+/, minHiddenWords).length < minHiddenWords ? null : hidden;
}
