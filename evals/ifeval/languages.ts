// In: an answer and a language of the benchmark. Out: whether it is likely written in it. Knows no instruction.
// franc, since it is the detector of the field that needs no model and no network; the benchmark itself asks langdetect.
import { franc } from 'franc';

/** Those that the data set asks for, English, and some that they are taken for: ISO 639-1 to franc's ISO 639-3. */
const codes: Readonly<Record<string, string>> = {
  ...{ ar: 'arb', bg: 'bul', bn: 'ben', de: 'deu', en: 'eng', fa: 'pes', fi: 'fin', gu: 'guj', hi: 'hin', it: 'ita' },
  ...{ kn: 'kan', ko: 'kor', mr: 'mar', ne: 'npi', pa: 'pan', pt: 'por', ru: 'rus', sw: 'swh', ta: 'tam', te: 'tel' },
  ...{ th: 'tha', ur: 'urd', vi: 'vie', es: 'spa', fr: 'fra', nl: 'nld', ja: 'jpn', zh: 'cmn' },
};

/** Below so many letters all guesses are as good; the benchmark counts what its detector cannot tell as right. */
const leastLetters = 10;

export function isInLanguage(answer: string, language: string): boolean {
  const code = codes[language];
  if (code === undefined) throw new Error(`no language ${language} is known`);
  const found = franc(answer.toLowerCase(), { only: Object.values(codes), minLength: leastLetters });
  return found === code || found === 'und';
}
