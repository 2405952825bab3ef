// In: the scripted engine. Out: it keeps to the Engine port, so that what is proved over it holds for the others.
import { engineSuite, turn } from '../engine.suite.ts';
import { byteTokenizer, byteVocabularySize } from './byte-tokenizer.ts';
import { createScriptedEngine } from './scripted-engine.ts';

engineSuite('scripted', async () => {
  const engine = createScriptedEngine({
    id: 'scripted',
    facts: {
      contextTokens: 4096,
      slotCount: 4,
      vocabularySize: byteVocabularySize,
      fingerprint: 'abc',
      dialect: 'plain',
    },
    tokenizer: byteTokenizer(),
    answer: (turns) => ({
      deltas: Array.from({ length: turns[0]?.parts[0]?.text === 'long' ? 400 : 10 }, (_, number) => `w${number} `),
      reason: 'stop',
      delayMs: turns[0]?.parts[0]?.text === 'long' ? 10 : 0,
      diesAtDelta: null,
    }),
  });
  return {
    engine,
    turns: [turn('user', 'short')],
    longTurns: [turn('user', 'long')],
    busy: async () => engine.running(),
    stop: async () => undefined,
  };
});
