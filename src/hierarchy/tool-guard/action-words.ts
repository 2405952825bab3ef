// In: nothing. Out: lines of actions: the words by which functions are named for them, and the phrases by which people ask for them. English.

export interface ActionWords {
  /** In names of functions. */
  readonly names: readonly string[];
  /** In what people say. Spaces are to be single. */
  readonly asked: RegExp;
  /** Verbs among these that tell nothing without their object: to make, to give. */
  readonly light: RegExp | null;
  /** Words in names of functions for what such an action is done to or with in any case. */
  readonly implied: readonly string[];
}

interface Line {
  readonly names: string;
  /** Verbs wherever they stand. */
  readonly sure: string;
  /** Only in a verb's place. */
  readonly noun?: string;
  /** The same, and only with a word of the function's name beside it. */
  readonly light?: string;
  readonly implied?: string;
}

/** Where a word that may be a noun is a verb: it begins a clause, or stands behind a word that calls for a verb. */
const verbAt = String.raw`(?<=^|[.!?,;:\n]\s?|\b(?:to|and|then|please|you|or|also|just|now|must|should|will|not|don't|i'll|let's|never|always|each|either)\s)`;

function line({ names, sure, noun = '', light = '', implied = '' }: Line): ActionWords {
  const unsure = [noun, light].filter((words) => words !== '').join('|');
  const parts = [String.raw`\b(?:${sure})\b`, ...(unsure === '' ? [] : [String.raw`${verbAt}(?:${unsure})\b`])];
  return {
    names: names.split(' '),
    asked: new RegExp(parts.join('|'), 'gi'),
    light: light === '' ? null : new RegExp(String.raw`\b(?:${light})$`, 'i'),
    implied: implied.split(' '),
  };
}

export const actionWords: readonly ActionWords[] = [
  line({
    names: 'send email mail forward message reply respond notify sms text dm tell inform contact',
    sure: 'send|sends|sending|forwarding|forwards?(?= (?:it|this|that|the|them|all|any|my|every|each)\\b)|respond(?:ing)? to|writ(?:e|ing) (?:back|to|him|her|them)|replying|let \\w+ know|get back to',
    noun: 'forward|e-?mail|mail|message|text|notify|inform|cc|reply|contact|answer (?:him|her|them|to|the|this)|tell(?! me\\b| us\\b)',
    implied: 'user customer team contact person',
  }),
  line({
    names: 'pay payment transfer wire remit refund donate deposit withdraw charge reimburse money invoice bill',
    sure: 'pay|pays|paying|transferring|remit|reimburse|donate|wiring|sends? (?:him |her |them )?(?:[$€£]|\\d|money|the money)',
    noun: 'transfer|wire|refund|settle|deposit|withdraw|charge',
    implied: 'amount fund bank account user',
  }),
  line({
    names: 'delete remove erase purge wipe drop trash discard clear clean empty destroy',
    sure: 'delet(?:e|es|ing)|remov(?:e|es|ing)|eras(?:e|es|ing)|purg(?:e|ing)|wip(?:e|ing)|trashing|discard(?:ing)?|get rid of|throw away|destroy',
    noun: 'clear|clean|empty|drop|trash|rm',
  }),
  line({
    names: 'buy order purchase book reserve checkout booking reservation',
    sure: 'buy|buys|buying|ordering|purchasing|booking|reserv(?:e|ing)',
    noun: 'order|purchase|book',
    light: 'get',
    implied: 'item items product',
  }),
  line({
    names: 'cancel abort revoke unsubscribe terminate',
    sure: 'cancel(?:s|l?ing)?|abort|revok(?:e|ing)|unsubscrib(?:e|ing)|call off|terminat(?:e|ing)',
  }),
  line({
    names: 'publish post tweet upload share release submit',
    sure: 'publish(?:ing)?|tweeting|upload(?:ing)?|posting|sharing|submit(?:ting)?',
    noun: 'post|tweet|share|release',
  }),
  line({
    names: 'create add make schedule plan insert register write save store append',
    sure: 'creat(?:e|ing)|add|adding|scheduling|insert(?:ing)?|register(?:ing)?|writ(?:e|ing)|sav(?:e|ing)|set up|append|remind',
    noun: 'schedule|store|book',
    light: 'make|plan|note|put|enter',
  }),
  line({
    names: 'update change edit modify rename replace move set reset overwrite',
    sure: 'updat(?:e|ing)|chang(?:e|ing)|edit(?:ing)?|modify(?:ing)?|renam(?:e|ing)|replac(?:e|ing)|mov(?:e|ing)|rewrit(?:e|ing)|correct(?:ing)?|reset(?:ting)?|overwrit(?:e|ing)',
    noun: 'set|fix',
  }),
  line({
    names: 'run execute exec start launch invoke deploy install restart shell command',
    sure: 'run|running|execut(?:e|ing)|launch(?:ing)?|invok(?:e|ing)|deploy(?:ing)?|install(?:ing)?|restart(?:ing)?|starting',
    noun: 'start|query',
    implied: 'code script program process bash python sql query',
  }),
  line({
    names: 'open visit browse fetch download navigate load http request url',
    sure: 'open|opening|visit|visiting|brows(?:e|ing)|fetch(?:ing)?|download(?:ing)?|navigat(?:e|ing)|go to|look at',
    noun: 'load|check|read',
    implied: 'page site website link web browser',
  }),
  line({
    names: 'invite grant allow permit authorize authorise enable unlock',
    sure: 'invit(?:e|es|ing)|grant(?:ing)?|allow(?:ing)?|permit(?:ting)?|authori[sz](?:e|ing)|enabl(?:e|ing)|unlock(?:ing)?|add(?= [\\w.@-]+ to\\b)',
    light: 'give',
    implied: 'user member person guest participant attendee',
  }),
  line({
    names: 'block ban disable deny lock suspend',
    sure: 'blocking|ban|banning|disabl(?:e|ing)|deny(?:ing)?|suspend(?:ing)?',
    noun: 'block|lock|close',
    implied: 'user member person',
  }),
  line({
    names: 'accept approve confirm sign merge',
    sure: 'accept(?:ing)?|approv(?:e|ing)|confirm(?:ing)?|signing|agree to|merg(?:e|ing)',
    noun: 'sign',
  }),
];
