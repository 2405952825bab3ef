// In: text. Out: what tells of a person in words: date of birth, age, where and, after a title or an introduction, who. English first.
// Knows no other kind.
import type { Finder } from './personal-data-span.ts';
import { findShape } from './shape.ts';

const month =
  '(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)';
const date = `(?:\\d{1,4}[-/.]\\d{1,2}[-/.]\\d{1,4}|\\d{1,2}(?:st|nd|rd|th)?(?: of)? ${month}\\.?,? \\d{4}|${month}\\.? \\d{1,2}(?:st|nd|rd|th)?,? \\d{4}|\\d{4}年\\d{1,2}月\\d{1,2}日)`;
const capital = String.raw`(?:\p{Lu}\.|\p{Lu}[\p{L}'’-]{0,24})`;
const streetWord =
  '(?:(?:street|avenue|road|boulevard|lane|drive|court|place|square|terrace|way|parkway|circle|highway|trail|loop|close|crescent|alley|row|walk|plaza|mews)\\b|(?:st|ave|av|rd|blvd|ln|dr|ct|pl|sq|pkwy|cir|hwy)\\b\\.?)';
const unit = upperOrLower(
  String.raw`(?:,?\s{1,2}(?:apt|apartment|suite|ste|unit|flat|floor|room|#)\.? ?#?[\dA-Z-]{1,6}\b)`,
);
const town = `(?:,?\\s{1,2}${capital}(?: ${capital}){0,2})?(?:,\\s{0,2}[A-Z]{2,3})?(?:,?\\s{1,2}[A-Z]{0,2}\\d{4,6}(?:-\\d{3,4})?\\b)?`;
const foreignStreet = String.raw`(?:rue|avenue|av\.|allée|chemin|impasse|quai|place|via|viale|piazza|corso|calle|carrer|avda\.?|avenida|plaza|paseo|rua|praça|travessa|ulica|ul\.)`;
const joinedStreet = String.raw`[\p{L}]{2,24}(?:straße|strasse|str\.|gasse|weg|platz|allee|gatan|vägen|gade|vej|veien|gata|straat|laan|gracht|plein|katu|tie)`;

export const peopleFinders: readonly Finder[] = [
  findShape({
    kind: 'DateOfBirth',
    pattern: new RegExp(`(?<![\\p{L}\\p{N}/.-])${date}(?![\\p{L}\\p{N}])`, 'giu'),
    context:
      /(?:\bborn\b|birth|\bdob\b|\bd\.o\.b|geboren|geburtsdatum|naissance|née? le|nacimiento|nacid[oa]|nascita|出生|生年月日|생년월일)/i,
    confidence: 0.85,
  }),
  findShape({
    kind: 'Age',
    pattern: /(?<![\w.-])(?<value>\d{1,3})(?:[ -](?:years?|yrs?)[ -]old\b| ?y\/?o\b)/dgi,
    confidence: 0.8,
  }),
  findShape({
    kind: 'Age',
    pattern:
      /\b(?:age[ds]?(?: of|:)?|turn(?:s|ed)?|i'm|i am|(?:s?he|they) (?:is|was|are|were)) (?<value>\d{1,3})(?![\w%$€£:/-]|[.,]\d| (?!years|yrs|and|now|but|\())/dgi,
    confidence: 0.6,
  }),
  findShape({
    kind: 'Address',
    pattern: new RegExp(
      `(?<![\\p{L}\\p{N}#/.-])\\d{1,5}[A-Za-z]?,? (?:(?:[NSEW]|\\d{1,3}(?:st|nd|rd|th)|${capital})\\.? ){1,4}(?:${upperFirst(streetWord)})${unit}?${town}`,
      'gu',
    ),
    check: (value) => !/\b(?:Supreme|High|Federal|District|Circuit|Crown) Court/.test(value),
    confidence: 0.8,
  }),
  findShape({
    kind: 'Address',
    pattern: new RegExp(
      `(?<![\\p{L}\\p{N}])(?:\\d{1,5},? ${upperOrLower(foreignStreet)} (?:(?:de|du|des|la|le|del|della|di|da|do|dos|das) ?){0,2}${capital}(?: ${capital}){0,2}|${upperOrLower(foreignStreet)} (?:(?:de|du|des|la|le|del|della|di|da|do|dos|das) ){0,2}${capital}(?: ${capital}){0,2},? \\d{1,5}|${joinedStreet} \\d{1,4}[a-z]?)\\b${unit}?${town}`,
      'gu',
    ),
    confidence: 0.7,
  }),
  findShape({
    kind: 'Address',
    pattern: new RegExp(
      `(?<![\\p{L}\\p{N}#/.-])(?:\\d{1,5},? (?:${capital} ){0,3}${capital}(?: \\d{1,4})?|${capital}(?: ${capital}){0,2},? \\d{1,4})(?![\\p{L}\\p{N}])${unit}?${town}`,
      'gu',
    ),
    context:
      /(?:address(?: is|:| to)?|liv(?:es?|ing) (?:at|on|in)|located at|(?:office|house|home|shop|branch)s? (?:is|are) (?:at|on)|(?:ship|send|mail|move)[\w ]{0,16} to|adresse|dirección|indirizzo)[^\d.!?]{0,12}$/i,
    confidence: 0.6,
  }),
  findShape({
    kind: 'Address',
    pattern:
      /\b(?:PSC|CMR|Unit) \d{1,6},? Box \d{1,6}\b(?:\s{1,2}[AFD]PO,? A[AEP] \d{5}\b)?|\b[AFD]PO,? A[AEP] \d{5}\b/gi,
    confidence: 0.85,
  }),
  findShape({
    kind: 'Address',
    pattern: /\bP\.? ?O\.? Box \d{1,6}\b/gi,
    confidence: 0.85,
  }),
  findShape({
    kind: 'Person',
    pattern: new RegExp(
      `\\b(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Professor|Herr|Frau|Señora?|Monsieur|Madame)\\.? (?<value>${capital}(?: ${capital}){0,2})`,
      'dgu',
    ),
    confidence: 0.7,
  }),
  findShape({
    kind: 'Person',
    pattern: new RegExp(
      `\\b(?:[Mm]y name is|[Nn]ame:|[Mm]y name's|[Ii]ch heiße|[Jj]e m'appelle|[Mm]e llamo)\\s(?<value>${capital}(?: ${capital}){0,3})`,
      'dgu',
    ),
    confidence: 0.75,
  }),
];

function upperFirst(source: string): string {
  return source.replaceAll(/(?<=[:|])[a-z]+/g, (word) => word.charAt(0).toUpperCase() + word.slice(1));
}

function upperOrLower(source: string): string {
  return source.replaceAll(/(?<=[:|])\p{L}/gu, (letter) => `[${letter}${letter.toUpperCase()}]`);
}
