// In: nothing. Out: the words by which an operator's text gives away that it holds a secret, and which one. Knows no text.

/** Between marks, or bare up to what ends it. */
const quoted = String.raw`["“'‘${'`'}«「]([^"”${'`'}»」\n]{1,120}?)["”'’${'`'}»」](?![\p{L}\p{N}])`;
const nothing =
  'the|a|an|any|anything|something|nothing|in|not|no|to|your|this|that|it|its|exactly|only|correct|incorrect|wrong|right|valid|invalid|empty|asking|trying|required|needed|provided|entered|given|case|case-sensitive|always|never|hidden|known|unknown|used|stored|as|of|for|on|at|by|from|with|what|whatever|one|all|and|or|if|then|so|but|is|are|was|be|been|being|very|too|also|just|now|still|user|users|input|you|i|we|they|he|she|access|granted|denied|password|passcode|code|secret|key|word|phrase|following|above|below|same|different|shared|confidential|sensitive|private|secure|protected|important|more|less|longer|shorter|at least|up|me|my|our|their|his|her|itself|matches|equals?|contains?|starts|begins|includes?|does|did|do|has|have|had|say|says|said|out|under|hostile|malicious|sentient|male|female|english|blank|likely|either|ever|both|meaningless|numeric|none|null|true|false|there|here|when|while|unless|because|which|who|why|how|where|absolutely|literally|simply|merely|really|instructions?|prompts?|message|text|response|answer|anyone|everyone|someone';
const bareWord = String.raw`(?!(?:${nothing})\b)(?!\w+(?:ly|ed|ing|ious|able|ible|ful|less|ive)\b)[^\s"“”‘${'`'},]+`;
/** A few words: no sentence is a secret without marks. */
const bare = String.raw`(${bareWord}(?: (?!(?:and|or|then|but|if|in|to|is|you|with|respond|reply|say|output|print|never|only)\b)[^\s"“”,]+){0,3}?)(?=\s*(?:[,;]|[.!?](?:\s|$)|\n|$|\s(?:and|or|then|but|if|in|to|respond|reply|say|output|print|never|only|you|with)\b))`;

const secretNoun = String.raw`(?:pass ?(?:word|code|phrase|key)|(?:access|security|secret|entry|admin|master|root|vault|door|gate|unlock|activation|override|alarm|launch|auth(?:entication|orization)?|bearer|private|encryption|recovery|backup)[ _-](?:code|key|word|password|passphrase|phrase|token|pin|number|combination|answer|name|value|string|ingredient)|secret|code ?(?:word|name|phrase)|magic (?:word|phrase)|safe ?word|pin(?: code| number)?|api[ _-]?(?:key|token)|canary|combination|key ?(?:word|phrase)|flag|(?<=\b(?:the|your|this|correct|right|real|only) )(?:code|key|token|answer))`;
const secretPlural = String.raw`(?:s)?(?: (?:for|of|to|that|which|word|phrase|string|code)\b[^.:=\n"“]{0,40}?)?`;

/** The noun and, said of it, the secret. */
export const declared: readonly RegExp[] = [
  new RegExp(
    String.raw`\b${secretNoun}${secretPlural}["”'’)\]]?\s*(?:,? ?which|,? ?that)?\s*(?:is|are|was|will be|equals|=+|:+=?|->|→|\bwith the value|named|called|being)\s*(?:set to|equal to|exactly|now|currently|\bis\b)?\s*:?\s*(?:the (?:word|phrase|string|number|code|words)\s*:?\s*)?${quoted}`,
    'giu',
  ),
  new RegExp(
    String.raw`\b${secretNoun}${secretPlural}\s+["“'‘${'`'}]([^"”${'`'}\n]{1,120}?)["”'’${'`'}](?![\p{L}\p{N}])`,
    'giu',
  ),
  new RegExp(
    String.raw`\b${secretNoun}${secretPlural}["”'’)\]]?\s*(?:,? ?which|,? ?that)?\s*(?:is|are|was|will be|equals)\s+(?:set to|equal to|exactly|now|currently)?\s*:?\s*(?:the (?:word|phrase|string|number|code|words)\s+)?${bare}`,
    'giu',
  ),
  new RegExp(
    String.raw`\b${secretNoun}(?:s)?["”'’)\]]?\s*(?:=+|:+=?|->|→)\s*([^\s"“'‘].{0,119}?)(?=\s*(?:\n|$|[.!?;]\s|,\s))`,
    'giu',
  ),
  new RegExp(String.raw`${quoted}\s+is (?:the|a|your|my|our) ${secretNoun}\b`, 'giu'),
  new RegExp(String.raw`${quoted}\s+is (?:the|a|your|my|our) secret\b`, 'giu'),
  new RegExp(
    String.raw`(?:kennw(?:o|ö)rt\w*|passwort|losungswort|geheimwort|zugangscode|mot de passe|mot secret|code secret|contraseña|palabra secreta|clave secreta|senha|palavra secreta|parola d'ordine|password segreta|wachtwoord|hasło|şifre|пароль|кодовое слово|密码|口令|暗号|パスワード|合言葉|비밀번호|كلمة (?:السر|المرور)|पासवर्ड)\s*(?:ist|isch|lautet|est|es|é|è|is|to|это|—|-|是|为|は|:|：|=)\s*(?:${quoted}|([^\s"'“‘«「.,。，、]{2,60}))`,
    'giu',
  ),
  /<(?:password|passcode|secret|code|key|token|access[_-]?code)>\s*([^<\n]{1,120}?)\s*<\//giu,
];

/** What a user must say; a secret where it opens something. */
const saidByUser = String.raw`(?:say(?:s|ing)?|said|typ(?:e|es|ed|ing)|enter(?:s|ed|ing)?|input(?:s|ted|ting)?|provid(?:e|es|ed|ing)|gives?|giving|sends?|sending|writes?|writing|wrote|answers?|mentions?|us(?:e|es|ed|ing)|utter(?:s|ed|ing)?|invok(?:e|es|ed|ing)|speaks?|spoken?|told|react(?:s|ing)? to|respond(?:s|ing)? to|only for|except(?:ion)?s?(?: is| are| for)?|(?:hidden|concealed|secret|special|trigger|magic|single) (?:word|phrase|command|string)|(?:input|message|text|password|code|it|response|prompt|string|phrase|user|answer|word)[^.\n"“]{0,40}?\b(?:is|was|equals?|contains?|containing|matches|says|reads|includes|starts with|begins with|equal to)|exactly|containing|contains|equals?|equal to|matches|identify themselves with|the (?:word|phrase|string|words)|other than|except for the word|without)`;
export const awaited: readonly RegExp[] = [
  new RegExp(String.raw`\b${saidByUser}\b[^.!?\n"“'‘${'`'}]{0,40}?${quoted}`, 'giu'),
  /(?:[=!]=+|\.equals\(|\bcase|\bstrcmp\([^,\n]*,)\s*f?["'“]([^"'”\n]{1,120})["'”]/giu,
  /==\s*([^\s"'“:;)]+)/giu,
  /^\s*(?:user|human|input|q)\s*:\s*\**([^\n*]{1,120}?)\**\s*\n+\s*(?:assistant|ai|bot|chatgpt|response|output|a)\s*:\s*access granted/gimu,
  /\banswer\s*:\s*([^\n]{1,60})/giu,
];

/** The same without marks: it must be opened right behind. */
export const awaitedBare: readonly RegExp[] = [
  new RegExp(
    String.raw`\b(?:user|users|he|she|they|someone|anyone|input|it|person|human)\b[^.!?\n"“]{0,30}?\b(?:says?|said|types?|typed|enters?|entered|inputs?|is|equals|matches|contains)\s+(?:exactly |precisely )?(?:the (?:word|phrase|string|code|password|number) )?${bare}`,
    'giu',
  ),
];

/** What must not be told. */
export const forbidden: readonly RegExp[] = [
  new RegExp(
    String.raw`\b(?:never|not|n't|cannot|without|avoid|refuse to)\b[^.!?\n"“]{0,30}?\b(?:reveal|disclose|share|leak|divulge|expose|give away|give out|betray)(?:ing)?\b[^.!?\n"“]{0,50}?${quoted}`,
    'giu',
  ),
  new RegExp(
    String.raw`\b(?:never|not|n't|cannot|without|avoid|refuse to)\b[^.!?\n"“]{0,30}?\b(?:reveal|disclose|share|leak|divulge|expose)(?:ing)?\b[^.!?\n"“]{0,30}?\b(?:code|name|word|number|key|token|project|phrase)\b (?:is )?${bare}`,
    'giu',
  ),
];
/** The same with verbs that rules of style use as well. */
export const unspoken: readonly RegExp[] = [
  new RegExp(
    String.raw`\b(?:never|not|n't|cannot|without|avoid)\b[^.!?\n"“]{0,30}?\b(?:say|use|output|write|mention|repeat|type|print|tell|speak|utter)(?:ing)?\b[^.!?\n"“]{0,30}?${quoted}`,
    'giu',
  ),
  new RegExp(
    String.raw`\b(?:never|not|n't|cannot)\b[^.!?\n"“]{0,10}?\b(?:say|output|write|mention|repeat|type|print|utter|use)\s+the (?:word|phrase|string|number|name) ${bare}`,
    'giu',
  ),
];

/** Where somebody must say something before something is opened to him. */
export const guardedContext =
  /\b(?:access (?:granted|denied|code)|grant(?:ed|ing)? access|pass ?(?:word|code|phrase)|secret|unlock|security (?:system|robot|bot|guard|code)|unauthori[sz]ed|intruder|hacker|let (?:him|her|them|anyone|the user|someone) in|access)\b/i;
/** What is opened. */
export const opening =
  /\b(?:access|grant(?:ed|ing)?|unlock|authori[sz]ed?|let (?:him|her|them|anyone|the user|someone) in|open(?:s|ed)? the|admin mode|permission|aCCeSs)\b/i;
