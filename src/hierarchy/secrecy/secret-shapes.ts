// In: nothing. Out: how a secret stands in a sentence: between marks, or bare; and the nouns for one. Sources of regular
// expressions; what they repeat is bounded, so that a text takes time in proportion to its length. Knows no text.

/** Between marks: its group is the secret. */
export const quotedSecret = String.raw`["“'‘${'`'}«「]([^"”${'`'}»」\n]{1,120}?)["”'’${'`'}»」](?![\p{L}\p{N}])`;

/** What stands behind "the code is" and is none: articles, prepositions, states. */
const noSecretWords = [
  'the|a|an|any|anything|something|nothing|in|not|no|to|your|this|that|it|its|exactly|only|always|never|me|my|our|their|his|her|itself',
  'correct|incorrect|wrong|right|valid|invalid|empty|required|needed|case|case-sensitive|hidden|unknown|of|for|on|at|by|from|with|as|up|out|under',
  'given|known|shown|kept|written|sent|told|made|set|found|lost|sold|spoken|held|read|put|met|done|seen|gone|asked|meant|time|there|here|when|while',
  'what|whatever|one|all|and|or|if|then|so|but|is|are|was|be|been|being|very|too|also|just|now|still|either|ever|both|unless|because|which|who|why|how|where',
  'users?|input|you|i|we|they|he|she|access|granted|denied|passwords?|passcode|codes?|secrets?|keys?|words?|phrases?|names?|numbers?|tokens?|pin|following',
  'above|below|same|different|confidential|sensitive|private|secure|important|more|less|longer|shorter|at least|matches|equals?|contains?|starts|begins|includes?',
  'does|did|do|has|have|had|say|says|said|hostile|malicious|sentient|male|female|english|blank|numeric|none|null|true|false|instructions?|prompts?',
  'message|text|response|answer|anyone|everyone|someone',
].join('|');
const stateWord = String.raw`\w{1,40}?(?:ly|ed|ing|able|ible|ful|less|ive)`;
const nextClause = 'and|or|then|but|if|in|to|is|you|with|respond|reply|say|output|print|never|only';
/** The first word of what stands without marks. */
export const bareWord = String.raw`(?!(?:${noSecretWords})\b)(?!${stateWord}\b)[^\s"“”‘${'`'},]{1,120}?`;

/** One such word alone is no secret wherever it stands. */
export const noSecretWord = new RegExp(`^(?:${noSecretWords})$`, 'i');

/** Without marks: a few words, up to what ends the sentence or begins another part of it. */
export const bareSecret = [
  String.raw`(${bareWord}(?: (?!(?:${nextClause})\b)[^\s"“”,]{1,60}){0,3}?)`,
  String.raw`(?=\s*(?:[,;]|[.!?](?:\s|$)|\n|$|\s(?:${nextClause})\b))`,
].join('');

const kinds =
  'access|security|secret|entry|admin|master|root|vault|door|gate|unlock|activation|override|alarm|launch|auth(?:entication|orization)?|bearer|private|encryption|recovery|backup|wake-?up';
const things =
  'code|key|word|password|passphrase|phrase|token|pin|number|combination|answer|name|value|string|ingredient';
export const secretNoun = [
  String.raw`(?:pass ?(?:word|code|phrase|key)|(?:${kinds})[ _-](?:${things})|secret(?! (?:of|to|behind|in)\b)|code ?(?:word|name|phrase)`,
  '|magic (?:word|phrase)|safe ?word|pin(?: code| number)?|api[ _-]?(?:key|token)|canary|key ?(?:word|phrase)',
  String.raw`|(?<=\b(?:the|your|this|correct|right|real|only) )(?:code|key|token)(?! (?:of|to|behind|in)\b))`,
].join('');
