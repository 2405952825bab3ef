// In: the text of an operator, and where something stands in it that is named like a secret. Out: whether the operator lets everybody hear it, on no
// condition. Pure.

/** So far behind it a permission is looked for, and a ban before it and behind. */
const reach = 200;
const everybody =
  '(?:all |any |the |our |every |your )?(?:(?:new |registered )?(?:customer|user|caller|guest|visitor|client|developer|student|reader|player|participant|attendee|person|people)s?|everyone|everybody|anyone|anybody|all|whoever)';
/** Who wants to hear it may: that is no condition. */
const whoAsks = '(?: ?(?:who|that)? (?:asks?|wants?|needs?|calls?|would like|wishes)\\b[^.!?;\\n]{0,60})?';
const it = '(?:it|this|that|them|these|the (?:[a-z]{1,12} )?(?:code|pin|password|key|number|word)s?)';
const named = new RegExp(String.raw`\b${it}\b`, 'i');
const begun = String.raw`^["”'’)\]]*\s*(?:[.;,!]\s*|\b(?:and|so)\s+){1,2}(?:(?:please|always|just|freely|also|and|so|you (?:may|can|should|must)|feel free to)\s+){0,3}`;
const ends = String.raw`(?=\s*(?:[.!?;\n]|$))`;
const permission = new RegExp(
  begun +
    `(?:${[
      `(?:give|tell|share|send|hand|pass|mention|show|read|offer) ${it}(?: out| freely)?(?: (?:to|with) ${everybody}${whoAsks})?`,
      `(?:give|tell|send|show|offer) ${everybody}${whoAsks} ${it}`,
      `(?:tell|advise|remind) ${everybody} to (?:change|use|dial|replace|write down) ${it}\\b[^.!?;\\n]{0,60}`,
    ].join('|')})${ends}`,
  'i',
);
const conditioned =
  /\b(?:only|if|unless|until|once|except|but|provided|know\w*|prov\w+|verif\w+|identif\w+|authenti\w+|authori[sz]\w+|password|correct\w*|right)\b/i;
const withheld = String.raw`\b(?:never|not|n['’]t|only|unless|until|before)\b[^.!?\n]{0,40}\b`;
const tell = '(?:reveal|disclose|share|tell|give|say|repeat|mention|show|leak|send|pass)';
/** Behind a permission anything that takes it back counts. */
const banBehind = new RegExp(`${withheld}(?:${tell}|it|this|them)\\b`, 'i');
/** Before it only what speaks of such a thing: "Never give legal advice" does not. */
const banBefore = new RegExp(
  String.raw`${withheld}${tell}\b[^.!?\n]{0,30}\b(?:it|this|that|them|these|those|codes?|pins?|passwords?|keys?|numbers?|words?|phrases?|secrets?)\b`,
  'i',
);

export function isOpenToAll(text: string, start: number, length: number): boolean {
  const behind = text.slice(start + length, start + length + reach);
  const found = permission.exec(behind)?.[0];
  if (found === undefined || conditioned.test(found.replace(named, ''))) return false;
  const before = text.slice(Math.max(0, start - reach), start);
  return !banBefore.test(before) && !banBehind.test(behind.slice(found.length));
}
