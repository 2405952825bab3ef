// In: the sentences of a document. Out: for each the numbers by which the model tells a task for the reader's assistant from a sentence of the
// document: what it asks for, in which mood, what it shares with the rest, where it stands. Takes time in proportion to the text. Pure.
import {
  actVerbs,
  answerWords,
  assistantWords,
  formatWords,
  householdVerbs,
  languageNames,
  leadingWords,
  overrideVerbs,
  priorityWords,
  questionWords,
  shapeVerbs,
  taskVerbs,
  taskWords,
  workWords,
} from './request-words.ts';
import { type SentenceWords, wordsOfSentence } from './sentence-words.ts';

/** Their order is that of the model's weights. */
export const instructionFeatures = [
  'task verb first',
  'shape verb first',
  'act verb first',
  'override verb first',
  'household verb first',
  'verb in a clause',
  'asks politely',
  'must',
  'question',
  'question word first',
  'your answer',
  'answer word',
  'task word',
  'assistant word',
  'work word',
  'format word',
  'language name',
  'priority word',
  'override of instructions',
  'second person',
  'first person',
  'past tense',
  'quotes',
  'address',
  'lead',
  'exclamation',
  'length',
  'longer than others',
  'shares nothing',
  'share of others',
  'shared with neighbours',
  'first place',
  'last place',
  'only one',
  'requests around',
  'second person around',
  'questions around',
  'request, shares nothing',
  'request, requests around',
  'question, shares nothing',
  'question, questions around',
  'second person, none around',
  'task verb, none around',
  'request at an end',
  'task verb and work or language',
  'shape verb and answer or format',
  'household verb, shares nothing',
  'calm around',
  'task verb, shares nothing, calm around',
  'question, shares nothing, calm around',
  'shape or override verb, calm around',
] as const;

interface Mood {
  readonly task: boolean;
  readonly shape: boolean;
  readonly act: boolean;
  readonly override: boolean;
  readonly household: boolean;
  readonly clause: boolean;
  readonly polite: boolean;
  readonly question: boolean;
  readonly second: boolean;
  readonly hasLead: boolean;
}

const politeness =
  /\b(?:please|kindly|(?:can|could|would|will) you|(?:want|need|like|ask|instruct) you to|help me|i want you|let me know|make sure|be sure)\b/i;
const obligation = /\b(?:you (?:must|should|have to|need to|are to|will now)|must be|should be|is required)\b/i;
const ofAnswer = /\b(?:your|the|this|every|each) (?:\w+ )?(?:answer|response|reply|output|summary|completion)s?\b/i;
const overridden =
  /\b(?:previous|prior|above|earlier|preceding|all|other|initial|original|main|current) (?:\w+ )?(?:instruction|prompt|task|rule|command|request|question|text|context|content)s?\b/i;
const pastTense = /\b(?:was|were|had|said|told|did|went|became|took|made|came|\w{3,}ed)\b/i;
const quotation = /["“”«»]|(?:^|\s)'[^']{2,}'/;
const webAddress = /https?:|www\.|\b[\w.+-]+@[\w-]+\.\w|\b\w[\w-]*\.(?:com|org|net|io|info)\b/i;
const clauseBreak = /[,;:—–]\s*|\s-\s|\b(?:and|then|to)\s/;

const has = (words: readonly string[], list: ReadonlySet<string>): boolean => words.some((word) => list.has(word));
const one = (isSo: boolean): number => (isSo ? 1 : 0);

function moodOf(sentence: string, { words }: SentenceWords): Mood {
  let at = 0;
  while (at < 4 && leadingWords.has(words[at] ?? '')) at += 1;
  const verb = words[at] ?? '';
  const clauses = sentence
    .split(clauseBreak)
    .slice(1, 6)
    .map((clause) => wordsOfSentence(clause.slice(0, 40)).words[0] ?? '');
  return {
    task: taskVerbs.has(verb),
    shape: shapeVerbs.has(verb),
    act: actVerbs.has(verb),
    override: overrideVerbs.has(verb),
    household: householdVerbs.has(verb),
    clause: clauses.some(
      (word) => taskVerbs.has(word) || shapeVerbs.has(word) || overrideVerbs.has(word) || actVerbs.has(word),
    ),
    polite: politeness.test(sentence),
    question: /[?？]["'”’)\]]*$/.test(sentence),
    second: words.some((word) => /^(?:you|your|yours|yourself|you're|you'll|you've)$/.test(word)),
    hasLead: at > 0,
  };
}

interface Around {
  readonly sentences: number;
  readonly requests: number;
  readonly seconds: number;
  readonly questions: number;
  readonly words: number;
  readonly counts: ReadonlyMap<string, number>;
}

const isRequest = (mood: Mood): boolean =>
  mood.task || mood.shape || mood.act || mood.override || mood.household || mood.polite;

export function featuresOf(read: readonly string[]): readonly Float64Array[] {
  const sentences = read.map((sentence) => sentence.normalize('NFKC').replace(/\p{Cf}/gu, ''));
  const written = sentences.map(wordsOfSentence);
  const moods = sentences.map((sentence, place) => moodOf(sentence, written[place] ?? { words: [], stems: new Set() }));
  const counts = new Map<string, number>();
  for (const { stems } of written) for (const stem of stems) counts.set(stem, (counts.get(stem) ?? 0) + 1);
  const around: Around = {
    sentences: sentences.length,
    requests: moods.filter(isRequest).length,
    seconds: moods.filter(({ second }) => second).length,
    questions: moods.filter(({ question }) => question).length,
    words: written.reduce((sum, { words }) => sum + words.length, 0),
    counts,
  };
  return sentences.map((sentence, place) => {
    const [own, mood] = [written[place], moods[place]];
    if (own === undefined || mood === undefined) return new Float64Array(instructionFeatures.length);
    const neighbours = [written[place - 1], written[place + 1]].flatMap((near) => [...(near?.stems ?? [])]);
    return vectorOf({ sentence, own, mood, neighbours: new Set(neighbours), place, around });
  });
}

interface Placed {
  readonly sentence: string;
  readonly own: SentenceWords;
  readonly mood: Mood;
  readonly neighbours: ReadonlySet<string>;
  readonly place: number;
  readonly around: Around;
}

function vectorOf({ sentence, own: { words, stems }, mood, neighbours, place, around }: Placed): Float64Array {
  const others = Math.max(1, around.sentences - 1);
  const elsewhere = [...stems].filter((stem) => (around.counts.get(stem) ?? 0) > 1).length;
  const share = stems.size === 0 ? 0.5 : elsewhere / stems.size;
  const near = stems.size === 0 ? 0.5 : [...stems].filter((stem) => neighbours.has(stem)).length / stems.size;
  const isAlone = around.sentences === 1;
  const isStrange = !isAlone && stems.size > 0 && elsewhere === 0;
  const request = isRequest(mood);
  const requests = (around.requests - one(request)) / others;
  const seconds = (around.seconds - one(mood.second)) / others;
  const questions = (around.questions - one(mood.question)) / others;
  const isAtEnd = place === 0 || place === around.sentences - 1;
  const toOrder = has(words, workWords) || has(words, languageNames);
  const mean = around.words / around.sentences;
  const isCalm = !isAlone && requests < 0.05 && seconds < 0.05 && questions < 0.05;
  return Float64Array.of(
    one(mood.task),
    one(mood.shape),
    one(mood.act),
    one(mood.override),
    one(mood.household),
    one(mood.clause),
    one(mood.polite),
    one(obligation.test(sentence)),
    one(mood.question),
    one(questionWords.has(words[0] ?? '')),
    one(ofAnswer.test(sentence)),
    one(has(words, answerWords)),
    one(has(words, taskWords)),
    one(has(words, assistantWords)),
    one(has(words, workWords)),
    one(has(words, formatWords)),
    one(has(words, languageNames)),
    one(has(words, priorityWords)),
    one(overridden.test(sentence)),
    one(mood.second),
    one(words.some((word) => /^(?:i|we|my|our|us|me|i'm|we're)$/.test(word))),
    one(pastTense.test(sentence)),
    one(quotation.test(sentence)),
    one(webAddress.test(sentence)),
    one(mood.hasLead),
    one(sentence.endsWith('!')),
    Math.log1p(words.length) / 3,
    one(words.length > 2 * mean),
    one(isStrange),
    share,
    near,
    one(!isAlone && place === 0),
    one(!isAlone && place === around.sentences - 1),
    one(isAlone),
    requests,
    seconds,
    questions,
    one(request && isStrange),
    one(request) * requests,
    one(mood.question && isStrange),
    one(mood.question) * questions,
    one(mood.second && seconds === 0),
    one(mood.task && requests === 0),
    one(request && isAtEnd && !isAlone),
    one(mood.task && toOrder),
    one(mood.shape && (has(words, answerWords) || has(words, formatWords))),
    one(mood.household && isStrange),
    one(isCalm),
    one(mood.task && isStrange && isCalm),
    one(mood.question && isStrange && isCalm),
    one((mood.shape || mood.override) && isCalm),
  );
}
