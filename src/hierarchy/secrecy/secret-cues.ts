// In: nothing. Out: the words by which an operator's text gives away that it holds a secret, and which one. What they
// repeat is bounded; `\s*` is so where runs of blanks were made one, as `find-secrets` does. Knows no text.
import { bareSecret, quotedSecret as quoted, secretNoun } from './secret-shapes.ts';

const pattern = (...parts: readonly string[]): RegExp => new RegExp(parts.join(''), 'giu');

const ofWhat = String.raw`(?: (?:for|of|to|that|which|word|phrase|string|code)\b[^.:=\n"“]{0,40}?)?`;
/** "(never share it)": said of a secret between its name and itself. */
const aside = String.raw`(?:\s?\((?=\S{1,40} )[^()\n]{1,80}\))?`;
const noun = String.raw`\b${secretNoun}s?${ofWhat}["”'’)\]]?${aside}\s*(?:,? ?which|,? ?that)?\s*`;
const isWord = '(?:is|are|was|will be|equals|being)';
const setTo = String.raw`\s*(?:set to|equal to|exactly|now|currently)?\s*:?\s*(?:the (?:word|phrase|string|number|code)s?\s*:?\s*)?`;
const equalSign = '(?:(?:={1,3}|:{1,3}=?)(?![:=])|->|→)';
const nounElsewhere = [
  String.raw`kennw(?:o|ö)rt\w{0,20}|passwort|losungswort|geheimwort|zugangscode|wachtwoord|hasło|şifre`,
  'mot de passe|mot secret|code secret|contraseña|palabra secreta|clave secreta|senha|palavra secreta',
  "parola d'ordine|password segreta|пароль|кодовое слово|密码|口令|暗号|パスワード|合言葉|비밀번호|كلمة (?:السر|المرور)|पासवर्ड",
].join('|');
const isElsewhere = '(?:ist|isch|lautet|est|es|é|è|is|to|это|—|-|是|为|は|:|：|=)';

/** What a program sets a name to and is no secret. */
const code = String.raw`[\w.]{1,40}\(|process\.env\b|os\.environ\b`;
/** The noun and, said of it, the secret. */
export const declared: readonly RegExp[] = [
  pattern(noun, `(?:${isWord}|${equalSign}|with the value|named|called)`, setTo, quoted),
  pattern(String.raw`\b${secretNoun}s?${ofWhat}\s+`, quoted),
  pattern(noun, isWord, String.raw`(?=[\s:])`, setTo, bareSecret),
  pattern(
    String.raw`(?<![\p{L}\p{N}])${secretNoun}s?["”'’)\]]?${aside}\s*${equalSign}\s*(?!${code})([^\s"“'‘].{0,119}?)(?=\s*(?:\n|$|[.!?;]\s|,\s))`,
  ),
  pattern(quoted, String.raw`\s+is (?:the|a|your|my|our) (?:${secretNoun}|secret)\b`),
  // A name of its own: with capitals or digits.
  /\b(?:[cC]ode ?(?:name|word)|[pP]ass(?:word|code)|[aA]ccess code)[ \t]{1,3}((?=\S{0,42}(?:\d|[A-Z]))[A-Za-z0-9]\S{2,40}?)(?=[\s,;)]|[.!?]\s|[.!?]?$)/gu,
  pattern(`(?:${nounElsewhere})`, String.raw`\s*${isElsewhere}\s*(?:${quoted}|([^\s"'“‘«「.,。，、]{2,60}))`),
  /\bflag\s*(?:is|=|:)\s*["“'`]?([\w-]{0,20}\{[^{}\n]{3,100}\})/giu,
  /<(?:password|passcode|secret|code|key|token|access[_-]?code)>\s*([^<\n]{1,120}?)\s*<\//giu,
];

const verbOfUser = [
  'say(?:s|ing)?|said|typ(?:e|es|ed|ing)|enter(?:s|ed|ing)?|input(?:s|ted|ting)?|provid(?:e|es|ed|ing)|giv(?:es|ing)|send(?:s|ing)|writ(?:es|ing)|wrote',
  'answers?|mentions?|us(?:e|es|ed|ing)|utter(?:s|ed|ing)?|invok(?:e|es|ed|ing)|speaks?|spoken?|told|respond(?:s|ed)? with',
].join('|');
const compared =
  'is|was|equals?|contain(?:s|ing)?|match(?:es)?|says|reads|includes?|start(?:s)? with|begin(?:s)? with|equal to';
const saidByUser = [
  verbOfUser,
  'react(?:s|ing)? to|respond(?:s|ing)? (?:only )?to|only for|except(?:ions?)?(?: is| are| for)?|other than|without|only (?:word|phrase|way)',
  '(?:hidden|concealed|secret|special|trigger|magic|single) (?:word|phrase|command|string)|the (?:word|phrase|string)s?|which is|identify themselves with',
  String.raw`(?:input|message|text|password|code|it|response|prompt|string|phrase|user|answer|word|characters)[^.\n"“]{0,40}?\b(?:${compared})|exactly|${compared}`,
].join('|');

/** What a user must say; a secret where it opens something. */
export const awaited: readonly RegExp[] = [
  pattern(String.raw`\b(?:${saidByUser})\b[^.!?\n"“'‘${'`'}]{0,40}?`, quoted),
  pattern(String.raw`access granted["”'’]? (?:to|for|if|when|once|only)\b[^.!?\n"“'‘]{0,40}?`, quoted),
  pattern(quoted, String.raw`[^.!?\n"“”'‘]{0,40}["“'‘]?access granted`),
  /(?:[=!]={1,2}|\.equals\(|\bcase|\bstrcmp\([^,\n]{0,80},)\s*f?["'“]([^"'”\n]{1,120})["'”]/giu,
  /==\s*([^\s"'“:;)]{1,200})/giu,
  /^\s*(?:user|human|input|q)\s*:\s*\*{0,3}([^\n*]{1,120}?)\*{0,3}\s*\n{1,2}\s*(?:assistant|ai|bot|chatgpt|response|output|a)\s*:\s*access granted/gimu,
  /\banswer\s*:\s*([^\n]{1,60})/giu,
];
const person = '(?:users?|he|she|they|someone|anyone|input|it|person|human|message|text|blocks?)';
/** The same without marks: it must be opened nearby. */
export const awaitedBare: readonly RegExp[] = [
  pattern(
    String.raw`\b${person}\b[^.!?\n"“]{0,30}?\b(?:says?|said|types?|typed|enters?|entered|inputs?|is|equals|matches|contains|=)\s+(?:exactly |precisely )?`,
    '(?:the (?:word|phrase|string|code|password|number) )?',
    bareSecret,
  ),
];

const denied = String.raw`\b(?:never|not|n't|cannot|without|avoid|refuse to)\b`;
const betray = String.raw`\b(?:reveal|disclose|share|leak|divulge|expose|give away|give out|betray)(?:ing)?\b`;
const speak = String.raw`\b(?:say|use|output|write|mention|repeat|type|print|tell|speak|utter)(?:ing)?\b`;

/** What must not be told. */
export const forbidden: readonly RegExp[] = [
  pattern(denied, String.raw`[^.!?\n"“]{0,50}?`, betray, String.raw`[^.!?\n"“]{0,50}?`, quoted),
  pattern(
    String.raw`\bkeep(?:s|ing)?\s+(?:the \p{L}{1,20} )?`,
    quoted,
    String.raw`\s+(?:a |strictly |top )?(?:secret|confidential|private|hidden|to yourself)\b`,
  ),
  pattern(
    denied,
    String.raw`[^.!?\n"“]{0,50}?`,
    betray,
    String.raw`[^.!?\n"“]{0,30}?\b(?:code|name|word|number|key|token|project|phrase)\b (?:is )?`,
    bareSecret,
  ),
];
const things = [
  'code|password|key|token|word|number|name|phrase|pin|date|address|price|location|identity|flag|iban|ssn|salary|diagnosis|margin|discount|limit|balance',
].join('|');
const isOver = String.raw`(?=\s*(?:to\b|[.,;!]|$))`;
const keptSecret = [
  String.raw`\b(?:it|this|that|which) (?:is|must (?:be|stay|remain)|should (?:be|stay|remain)|stays|remains) (?:a |top |strictly )?(?:secret|confidential|private|classified|internal)\b`,
  String.raw`${denied}[^.!?\n]{0,30}?\b(?:tell|reveal|disclose|share|give|say|mention|repeat|show|leak|pass)(?:ing)?\b[^.!?\n]{0,15}?\b(?:it|this|(?:that|the (?:${things}))${isOver})(?!\p{L})`,
  String.raw`\bkeep (?:it|this|that) (?:a |strictly )?(?:secret|confidential|private|to yourself)\b`,
].join('|');
const isKeptLater = String.raw`(?=[^\n]{0,100}?(?:${keptSecret}))`;
/** Any name of a thing, and behind it that this is to be kept. */
export const keptLater: readonly RegExp[] = [
  pattern(
    String.raw`\b(?:the|your|our|this|their|its) (?:[\p{L}'’-]{1,40} ){0,3}(?:${things})\s*(?:is|are|:|=)\s*`,
    `(?:${quoted}|${bareSecret})`,
    isKeptLater,
  ),
  pattern(
    String.raw`\b(?:remember|memori[sz]e|know|guard|hold) (?:the|this|that|my|our) (?:[\p{L}-]{1,40} ){0,2}(?:${things})\s*:?\s*`,
    String.raw`(?:${quoted}|((?=\S{0,60}\d)[^\s"“”,]{2,60}?)(?=[,;]|[.!?](?:\s|$)|\s|$))`,
    isKeptLater,
  ),
];
/** A name, by its capital, that is never to be said. */
export const unnamed: readonly RegExp[] = [
  /\b(?:[nN]ever|[dD]o not|[dD]on't|[mM]ust not|[nN]ot to|[aA]void|[rR]efuse to)\b[^.!?\n"“]{0,20}?\b(?:write|writing|say|saying|mention|mentioning|name|naming|speak(?:ing)? of|talk(?:ing)? about|use|using|utter)\b[^.!?\n"“]{0,30}?\b(?:name|word|brand|rival|competitor|company|shop|store|product|client|customer|project|codename|person|colleague)s?\b(?: [a-z]{1,40}){0,3} ["“'‘]?(\p{Lu}[\p{L}\p{N}&-]{2,30}(?: \p{Lu}[\p{L}\p{N}&-]{1,30}){0,2})/gu,
];
/** The same with verbs that rules of style use as well. */
export const unspoken: readonly RegExp[] = [
  pattern(denied, String.raw`[^.!?\n"“]{0,30}?`, speak, String.raw`[^.!?\n"“]{0,30}?`, quoted),
  pattern(
    denied,
    String.raw`[^.!?\n"“]{0,10}?`,
    speak,
    String.raw`\s+the (?:word|phrase|string|number|name) `,
    bareSecret,
  ),
];

/** Where somebody must say something before something is opened to him. */
export const guardedContext =
  /\b(?:access (?:granted|denied|code)|grant\w* (?:\w+ )?(?:access|entry)|pass ?(?:word|code|phrase)|secret|unlock|security (?:system|robot|bot|guard|code)|unauthori[sz]ed|intruder|hacker|let (?:him|her|them|anyone|the user|someone|\w+ users?) in)\b/i;
/** What is opened. */
export const opening =
  /\b(?:access\W{0,6}granted|(?:grant|allow|give|gain|permit)\w* (?:\w+ ){0,2}?(?:access|entry)|unlock\w*|authori[sz]ed?|let (?:him|her|them|anyone|the user|someone|\w+ users?) in|open(?:s|ed)? the|admin mode)\b/i;
