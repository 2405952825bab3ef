// In: text. Out: what leads to someone on a network: addresses of mail, hosts and pages, and passwords that stand in them.
import { isIP } from 'node:net';
import type { Finder, PersonalDataSpan } from './personal-data-span.ts';
import { findShape } from './shape.ts';

const atDomain =
  /@(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?\.){1,6}(?:\p{L}{2,24}|xn--[a-z0-9-]{2,40})(?![\p{L}\p{N}])/gu;
const localCharacter = /[\p{L}\p{N}.!#$%&'*+/=?^_`{|}~-]/u;
/** In these scripts words stand without a space between them: what is before an address written in another one is not a part of it. */
const unspaced = /[\p{scx=Han}\p{scx=Hira}\p{scx=Kana}\p{scx=Hang}\p{scx=Thai}]/u;
const localLimit = 64;

export function* findEmails(text: string): Generator<PersonalDataSpan, undefined> {
  for (const { index: at, 0: domain } of text.matchAll(atDomain)) {
    const isUnspaced = unspaced.test(text.charAt(at - 1));
    let start = at;
    while (start > 0 && at - start < localLimit && isLocal(text.charAt(start - 1), isUnspaced)) start -= 1;
    while (start < at && /[.'`/?=*|{]/.test(text.charAt(start))) start += 1;
    if (start < at) yield { kind: 'Email', start, end: at + domain.length, confidence: 0.95 };
  }
}

function isLocal(character: string, isUnspaced: boolean): boolean {
  return localCharacter.test(character) && (isUnspaced || !unspaced.test(character));
}

export const findHosts: Finder = function* (text) {
  const four = /(?<![\w.])(?:\d{1,3}\.){3}\d{1,3}(?![\w]|\.\d)/g;
  const six = /(?<![\w:])(?=[0-9a-f]*:[0-9a-f:]*:)[0-9a-f:]{2,39}(?:(?:\d{1,3}\.){3}\d{1,3})?(?![\w:])/gi;
  for (const pattern of [four, six]) {
    for (const { index: start, 0: found } of text.matchAll(pattern)) {
      // `::` alone is an address too, but in texts it is a sign of programming languages.
      if (isIP(found) !== 0 && found.length > 3) {
        yield { kind: 'IPAddress', start, end: start + found.length, confidence: 0.9 };
      }
    }
  }
};

export const findPages = findShape({
  kind: 'URL',
  pattern:
    /(?<![\p{L}\p{N}])(?:https?:\/\/|ftp:\/\/|www\.(?=[\p{L}\p{N}]))[^\s<>"'`\u3000-\u3002]{2,240}(?<![.,;:!?)\]}])/giu,
  confidence: 0.8,
});

/** The part before the @ of an address with a user's name and password. */
export const findPagePasswords = findShape({
  kind: 'Password',
  pattern: /:\/\/(?<value>[^\s/@:]{1,64}:[^\s/@]{1,128})@/dg,
  confidence: 0.97,
});
