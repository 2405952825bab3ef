// In: a sentence of an operator's text. Out: whether it commands the model, says who it is, or tells what users may hear. Pure; knows no other
// sentence.

export type SentenceKind = 'instruction' | 'identity' | 'fact';

const identity = /^\W*(?:you are|you're|you play|your name is|act as|assume the role)\b/i;
const imperatives =
  'answer|respond|reply|say|speak|write|use|keep|be|avoid|ask|refuse|decline|return|output|print|extract|follow|ignore|only|stay|remain|treat|think|give|provide|include|exclude|make|ensure|if|when|otherwise|remember|note|address|refer|explain|begin|end|offer|escalate|translate|summari[sz]e|mention|suggest|recommend|verify|reject|accept|pretend|imagine';
const toModel = new RegExp(
  [
    String.raw`\byou (?:must|should|shall|only|never|always|cannot|can't|can only|may only|may not|have to|need to|are to|are not|are only|are (?:dis)?allowed|do not|don't)\b`,
    String.raw`\byou(?:'ll| will) (?:respond|reply|answer|be|act|help|assist|not|never|always|only|play|receive|get|see|say|ignore|refuse|use|read)\b`,
    String.raw`\byour (?:task|job|role|goal|purpose|answers?|repl(?:y|ies)|responses?|outputs?|instructions?|rules?|system prompt|persona|tone|only)\b`,
    String.raw`\b(?:the|a|any|each|every|this|if|when|whenever) (?:user|users|human|humans|customer|caller|visitor|guest|player|student|attacker|hacker|person|someone|anyone|they|he|she)\b`,
    String.raw`\b(?:instruction|prompt|secret|confidential|classified|reveal|disclose|divulge|roleplay)s?\b`,
    String.raw`\b(?:do not|don't|never|always|under no circumstances)\b`,
    String.raw`^\W*(?:\d+\W+)?(?:please )?(?:${imperatives})(?=[\s:,])`,
  ].join('|'),
  'i',
);
const asksEnglish = /\b(?:the|and|of|to|is|are|you|for|with|in)\b/i;

/** What a rule of the house does not speak of: it is for guests, and tells the model nothing. */
const ofModel =
  /\b(?:you|your|i|assistant|bot|ai|model|users?|humans?|attackers?|hackers?|players?|instructions?|prompts?|secrets?|confidential|classified|passwords?|passcodes?|codes?|words?|phrases?|reveal\w*|disclos\w*|divulg\w*|tell\w*|told|mention\w*|say|says|said|answers?|repl(?:y|ies)|respon\w+)\b/i;
const guest = '(?:guest|visitor|customer|student|caller|passenger|patient|client|member|child|children)s?';
const guestMust = new RegExp(
  String.raw`^\W*(?:(?:a|the|each|every|all|any|no|our)\s+)?${guest}\s+(?:who [^,\n]{1,60} )?(?:must|may|can|cannot|need|should|have|has|pay|pays|get|gets|receive|receives|are|is)\b`,
  'i',
);
const areAlways = /\b(?:are|be|get) (?:never|always)\b/i;
const condition = /^\W*(?:if|when|whenever|once)\b[^,\n]{3,160},\s*/i;
const imperativeStart = new RegExp(
  String.raw`^(?:(?:then|please|just|simply|politely|kindly|also|first) )*(?:${imperatives}|do|don't|never|always|let|send|call|tell|show|stop|help|check|direct|point|try|go|take|switch|change|add|apologi[sz]e|continue|greet|inform)\b`,
  'i',
);
const tellsOfThings =
  /^(?:\S+\s+){1,7}?(?:is|are|costs?|ends?|begins?|starts?|must|can|may|will|applies|apply|opens?|closes?|has|have|needs?|gets?|takes?|pays?|receives?|ships?|goes|comes)\b/i;

const german = /(?<!\p{L})(?:der|die|das|und|ein|eine|von|vom|mit|für|auf|im|am|zum|zur)(?!\p{L})/iu;
const germanVerb =
  /(?<!\p{L})(?:ist|sind|hat|haben|kostet|kosten|beginnt|beginnen|endet|enden|gilt|gelten|liegt|liegen|öffnet|öffnen|schließt|schließen|kann|können|darf|dürfen|muss|müssen|wird|werden|gibt|kommt|kommen|fährt|fahren|dauert|dauern|steht|stehen|findet|finden|bekommt|bekommen|erhält|erhalten|\p{L}{2,20}t man)(?!\p{L})/u;
/** Who is spoken to, what is forbidden, and what is kept. */
const germanToModel =
  /(?<!\p{L})(?:du|dir|dich|dein\p{L}{0,2}|sie|ihnen|nie|niemals|assistent\p{L}{0,4}|bot|wenn|falls|sobald|geheim\p{L}{0,8}|vertraulich\p{L}{0,3}|verr(?:a|ä)t\p{L}{0,3}|passwor\p{L}{1,3}|kennwor\p{L}{1,3}|anweisung\p{L}{0,2}|regeln?|antwort\p{L}{0,3}|(?:be)?nutzer\p{L}{0,3}|anwender\p{L}{0,3})(?!\p{L})/iu;
const germanImperative =
  /^\P{L}*(?:antwort|frag|sprich|sprech|sag|gib|geb|nenn|nutz|verwend|benutz|schreib|halt|vermeid|lehn|erklär|fass|übersetz|beginn|beend|sei|bleib|ignorier|bitte|lass|zeig|biet|empfehl|empfiehl|erwähn|wiederhol|folg|acht|mach|stell|verweis|list|merk|teil|duz|siez|behandl|prüf|leg|hilf|weis|red|erzähl|führ|nimm|such|ersetz|kein|nur|nicht|immer)\p{L}{0,3}(?!\p{L})/iu;

export function kindOfSentence(sentence: string): SentenceKind {
  if (identity.test(sentence)) return 'identity';
  if (isHouseRule(sentence)) return 'fact';
  if (toModel.test(sentence)) return 'instruction';
  if (asksEnglish.test(sentence) || !/\p{L}{3}/u.test(sentence) || isGermanFact(sentence)) return 'fact';
  // Of a language whose words we do not know, all may be instructions.
  return 'identity';
}

/** "If a guest stays longer, it costs 20 euros": what holds for guests, and that they may hear. */
function isHouseRule(sentence: string): boolean {
  if (ofModel.test(sentence)) return false;
  if (guestMust.test(sentence) || areAlways.test(sentence)) return true;
  const begun = condition.exec(sentence);
  if (begun === null) return false;
  const main = sentence.slice(begun[0].length);
  return !imperativeStart.test(main) && !/\b(?:never|always|do not|don't)\b/i.test(main) && tellsOfThings.test(main);
}

function isGermanFact(sentence: string): boolean {
  return (
    german.test(sentence) &&
    germanVerb.test(sentence) &&
    !germanToModel.test(sentence) &&
    !germanImperative.test(sentence)
  );
}
