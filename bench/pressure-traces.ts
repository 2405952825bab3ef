// In: numbers. Out: requests that come whether or not those before them are answered: more than a machine can do, one long prompt among running
// streams, work in the background beside questions. The same numbers give the same requests. Starts nothing.
import { chatMessages } from './chat-prompts.ts';
import { seededRandom } from './seeded-random.ts';

export interface Arrival {
  readonly atMs: number;
  readonly body: object;
}

/** One in four of the bench's prompts is about 130 tokens long: the work of all requests is alike, so that few of them tell much. */
const alike = 4;
/** Where the numbers of prompts begin, so that no part of the bench asks what another has asked. */
export const firstPrompts = {
  unloaded: 1,
  capacity: 1001,
  overload: 10_001,
  background: 50_001,
  beside: 60_001,
} as const;

export function question(number: number, maxTokens: number, more: object = {}): object {
  return {
    messages: chatMessages(number * alike + 1),
    stream: true,
    stream_options: { include_usage: true },
    temperature: 0,
    max_tokens: maxTokens,
    ...more,
  };
}

/** Strangers: the gaps between them are exponential. */
export function strangers(perSecond: number, seconds: number, maxTokens: number, seed: number): readonly Arrival[] {
  const draw = seededRandom(seed);
  const arrivals: Arrival[] = [];
  for (let atMs = 0; atMs < seconds * 1000; atMs += (-Math.log(1 - draw()) / perSecond) * 1000)
    arrivals.push({ atMs, body: question(firstPrompts.overload + arrivals.length, maxTokens) });
  return arrivals;
}

/** Streams that run, and a long prompt when they have been running for a while: the last of the arrivals. */
export function longPromptAmongStreams(streamCount: number, wordCount: number, maxTokens: number): readonly Arrival[] {
  const draw = seededRandom(wordCount);
  const words = Array.from({ length: wordCount }, () => vocabulary[Math.floor(draw() * vocabulary.length)]);
  const content = `${words.join(' ')}\n\nHow many of these words are colours?`;
  const long = { messages: [{ role: 'user', content }], stream: true, temperature: 0, max_tokens: 8 };
  return [
    ...Array.from({ length: streamCount }, (_, number) => ({
      atMs: 0,
      body: question(firstPrompts.beside + number, maxTokens),
    })),
    { atMs: 12_000, body: long },
  ];
}

/** Work that can wait, all at once, and questions beside it at even distances. */
export function questionsBesideBatch(batchCount: number, questionCount: number, maxTokens: number): readonly Arrival[] {
  return [
    ...Array.from({ length: batchCount }, (_, number) => ({
      atMs: 0,
      body: question(firstPrompts.background + number, maxTokens, { service_tier: 'flex' }),
    })),
    ...Array.from({ length: questionCount }, (_, number) => ({
      atMs: 6000 + number * 4000,
      body: question(firstPrompts.beside + 100 + number, 16),
    })),
  ];
}

const vocabulary = 'red oak seven lamp river blue stone music green paper window salt yellow horse cloud'.split(' ');
