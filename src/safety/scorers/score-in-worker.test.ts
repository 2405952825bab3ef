// In: short and huge texts, leaving askers, threads that die. Out: every ask is answered or fails once, and no one waits for a huge text.
import { expect, test } from 'vitest';
import { Fault } from '../../contract/fault.ts';
import type { ScoreAsk } from '../../contract/safety.ts';
import { defaultArtifactFolder } from './artifact.ts';
import { createFirstStage } from './first-stage.ts';
import { openWorkerScorer, scoreOver } from './score-in-worker.ts';
import { type ScoreThread, startScoringThread } from './score-thread.ts';

const never = new AbortController().signal;
const short: ScoreAsk = { text: 'Please water the garden.', origin: 'user' };
const huge: ScoreAsk = { text: 'The library opens at nine and closes at five. '.repeat(100_000), origin: 'document' };

test('a thread judges as the scorer itself does, in the order of the asks', async () => {
  const scorer = await openWorkerScorer({ threads: 2 });
  const itself = createFirstStage();
  const asks: readonly ScoreAsk[] = [
    short,
    { text: 'I will hit you with a stick', origin: 'completion' },
    { ...short, origin: 'document' },
  ];
  expect(scorer.version).toBe(itself.version);
  expect(await scorer.score(asks, never)).toEqual(await itself.score(asks, never));
  expect(await scorer.score([], never)).toEqual([]);
  await scorer.stop();
});

test('a short text does not wait for a huge one, and who leaves is not worked for', async () => {
  const scorer = await openWorkerScorer();
  const leaving = new AbortController();
  const order: string[] = [];
  const long = scorer.score([huge], leaving.signal).then(
    () => order.push('huge'),
    (error: unknown) => order.push(String(error)),
  );
  await scorer.score([short], never);
  order.push('short');
  leaving.abort(new Error('left'));
  await long;
  expect(order).toEqual(['short', 'Error: left']);
  await expect(scorer.score([short], leaving.signal)).rejects.toThrow('left');
  await scorer.stop();
});

test('asks under way fail when their thread ends', async () => {
  const thread = await startScoringThread({
    name: 'kinglet-scorer',
    path: './score-worker',
    startedFrom: import.meta.url,
    setup: { artifactFolder: defaultArtifactFolder },
  });
  const pending = thread.score([huge], never);
  const failure = expect(pending).rejects.toMatchObject({ code: 'internal' });
  await thread.stop();
  await failure;
  expect(thread.isAlive()).toBe(false);
  await expect(thread.score([short], never)).rejects.toBeInstanceOf(Fault);
});

test('a thread that died is replaced at the next ask', async () => {
  let started = 0;
  const living: { isAlive: boolean }[] = [];
  const scorer = await scoreOver({ id: 'scripted', tellsClear: false }, 1, async () => {
    started += 1;
    const state = { isAlive: true };
    living.push(state);
    const thread: ScoreThread = {
      version: 'v',
      score: async (asks) => asks.map(() => ({ harms: { hate: 0 } })),
      waitingUnits: () => 0,
      isAlive: () => state.isAlive,
      stop: async () => undefined,
    };
    return thread;
  });
  await scorer.score([short], never);
  for (const state of living) state.isAlive = false;
  await Promise.all([scorer.score([short], never), scorer.score([short], never)]);
  expect(started).toBe(2);
  await scorer.stop();
});

test('a missing artifact fails the start', async () => {
  await expect(openWorkerScorer({ artifactFolder: '/nowhere' })).rejects.toBeInstanceOf(Fault);
});
