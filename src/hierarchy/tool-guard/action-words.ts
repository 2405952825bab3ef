// In: nothing. Out: lines of actions: the words by which functions are named for them, and the phrases by which people ask for them. English.

export interface ActionWords {
  /** In names of functions. */
  readonly names: readonly string[];
  /** In what people say. */
  readonly asked: RegExp;
}

/** Where a word that may be a noun is a verb: it begins a clause, or stands behind a word that calls for a verb. */
const verbAt = String.raw`(?:^|[.!?,;:\n]\s*|\b(?:to|and|then|please|you|or|also|just|now|must|should|will|not|don't|i'll|let's)\s+)`;

/** `sure` are verbs wherever they stand, `noun` only in a verb's place. */
function line(names: string, sure: string, noun = ''): ActionWords {
  const parts = [
    ...(sure === '' ? [] : [String.raw`\b(?:${sure})\b`]),
    ...(noun === '' ? [] : [String.raw`${verbAt}(?:${noun})\b`]),
  ];
  return { names: names.split(' '), asked: new RegExp(parts.join('|'), 'i') };
}

export const actionWords: readonly ActionWords[] = [
  line(
    'send email mail forward message reply respond notify sms text dm tell inform contact',
    'send|sends|sending|forwarding|forwards?(?= (?:it|this|that|the|them|all|any|my|every|each)\\b)|respond(?:ing)? to|writ(?:e|ing) (?:back|to|him|her|them)|replying|let \\w+ know|get back to',
    'forward|e-?mail|mail|message|text|notify|inform|cc|reply|contact|answer (?:him|her|them|to|the|this)|tell(?! me\\b| us\\b)',
  ),
  line(
    'pay payment transfer wire remit refund donate deposit withdraw charge reimburse money invoice bill',
    'pay|pays|paying|transferring|remit|reimburse|donate|wiring|sends? (?:him |her |them )?(?:[$€£]|\\d|money|the money)',
    'transfer|wire|refund|settle|deposit|withdraw|charge',
  ),
  line(
    'delete remove erase purge wipe drop trash discard clear clean empty destroy',
    'delet(?:e|es|ing)|remov(?:e|es|ing)|eras(?:e|es|ing)|purg(?:e|ing)|wip(?:e|ing)|trashing|discard(?:ing)?|get rid of|throw away|destroy',
    'clear|clean|empty|drop|trash',
  ),
  line(
    'buy order purchase book reserve checkout booking reservation',
    'buy|buys|buying|ordering|purchasing|booking|reserv(?:e|ing)',
    'order|purchase|book|get',
  ),
  line(
    'cancel abort revoke unsubscribe terminate',
    'cancel(?:s|l?ing)?|abort|revok(?:e|ing)|unsubscrib(?:e|ing)|call off|terminat(?:e|ing)',
  ),
  line(
    'publish post tweet upload share release submit',
    'publish(?:ing)?|tweeting|upload(?:ing)?|posting|sharing|submit(?:ting)?',
    'post|tweet|share|release',
  ),
  line(
    'create add make schedule plan insert register write save store append',
    'creat(?:e|ing)|add|adding|mak(?:e|ing)|scheduling|insert(?:ing)?|register(?:ing)?|writ(?:e|ing)|sav(?:e|ing)|set up|put|append|enter',
    'schedule|plan|store|book|note',
  ),
  line(
    'update change edit modify rename replace move set reset overwrite',
    'updat(?:e|ing)|chang(?:e|ing)|edit(?:ing)?|modify(?:ing)?|renam(?:e|ing)|replac(?:e|ing)|mov(?:e|ing)|rewrit(?:e|ing)|correct(?:ing)?|reset(?:ting)?|overwrit(?:e|ing)',
    'set|fix',
  ),
  line(
    'run execute exec start launch invoke deploy install restart shell command',
    'run|running|execut(?:e|ing)|launch(?:ing)?|invok(?:e|ing)|deploy(?:ing)?|install(?:ing)?|restart(?:ing)?|starting',
    'start',
  ),
  line(
    'open visit browse fetch download navigate load http request url',
    'open|opening|visit|visiting|brows(?:e|ing)|fetch(?:ing)?|download(?:ing)?|navigat(?:e|ing)|go to|look at',
    'load|check|read',
  ),
  line(
    'invite grant allow permit authorize authorise enable unlock',
    'invit(?:e|es|ing)|grant(?:ing)?|allow(?:ing)?|permit(?:ting)?|authori[sz](?:e|ing)|enabl(?:e|ing)|unlock(?:ing)?|give',
  ),
  line(
    'block ban disable deny lock suspend',
    'blocking|ban|banning|disabl(?:e|ing)|deny(?:ing)?|suspend(?:ing)?',
    'block|lock|close',
  ),
  line(
    'accept approve confirm sign merge',
    'accept(?:ing)?|approv(?:e|ing)|confirm(?:ing)?|signing|agree to|merg(?:e|ing)',
    'sign',
  ),
];
