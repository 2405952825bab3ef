// In: a way to start an engine. Out: the tests that every implementation of the Engine port must pass, whatever its dialect. Knows none.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Sampling } from '../contract/ask.ts';
import type { Conversation, Engine, EngineDelta, EngineRun, Prompt } from '../contract/engine.ts';
import type { Turn, TurnRole } from '../contract/turn.ts';

export interface EngineUnderTest {
  readonly engine: Engine;
  /** A conversation that is answered by at least eight tokens of text. */
  readonly turns: readonly Turn[];
  /** One whose answer takes seconds. */
  readonly longTurns: readonly Turn[];
  /** Runs that the engine works on now. */
  busy(): Promise<number>;
  stop(): Promise<void>;
  /** False where the engine does not say which of the stops it found. */
  readonly isStopTold?: boolean;
}

export const greedy: Sampling = {
  temperature: 0,
  topP: 1,
  topK: null,
  presencePenalty: 0,
  frequencyPenalty: 0,
  seed: 1,
  stops: [],
  logitBias: new Map(),
  maxTokens: 12,
  topLogprobs: null,
};

/** Turns with nothing beside them. */
export function conversationOf(turns: readonly Turn[], rest: Partial<Conversation> = {}): Conversation {
  return {
    turns,
    tools: [],
    toolPolicy: { mode: 'none', allowedNames: null, isNamed: false, isParallel: true },
    answerFormat: { kind: 'text' },
    ...rest,
  };
}

export function turn(role: TurnRole, text: string, rest: Partial<Turn> = {}): Turn {
  return { role, parts: [{ kind: 'text', text }], name: null, toolCalls: [], toolCallId: null, ...rest };
}

/** In any slot, with nothing reused: greedy where nothing else is said. */
export function runOfPrompt(prompt: Prompt, sampling: Partial<Sampling> = {}): EngineRun {
  return {
    prompt,
    sampling: { ...greedy, ...sampling },
    constraint: null,
    slot: null,
    isCacheReused: false,
    adapter: null,
  };
}

const never = new AbortController().signal;

export function engineSuite(name: string, start: () => Promise<EngineUnderTest>): void {
  describe(`the engine port: ${name}`, () => {
    let under: EngineUnderTest;
    beforeAll(async () => {
      under = await start();
    });
    afterAll(() => under.stop());

    async function runOf(turns: readonly Turn[], sampling: Partial<Sampling> = {}): Promise<EngineRun> {
      return runOfPrompt(await under.engine.prepare(conversationOf(turns), never), sampling);
    }

    async function answerOf(
      run: EngineRun,
    ): Promise<{ readonly deltas: readonly EngineDelta[]; readonly text: string }> {
      const deltas: EngineDelta[] = [];
      for await (const delta of under.engine.generate(run, never)) deltas.push(delta);
      const text = deltas.map((delta) => (delta.kind === 'text-delta' ? delta.text : '')).join('');
      return { deltas, text };
    }

    async function idleWithin(limitMs: number): Promise<void> {
      await expect.poll(() => under.busy(), { timeout: limitMs, interval: 50 }).toBe(0);
    }

    test('facts', async () => {
      const facts = await under.engine.facts(never);
      expect(facts.contextTokens).toBeGreaterThan(255);
      expect(facts.slotCount).toBeGreaterThan(0);
      expect(facts.fingerprint).toMatch(/^[0-9a-z]+$/);
      expect(await under.engine.facts(never)).toEqual(facts);
    });

    test('text, then exactly one finish, with its counts', async () => {
      const { deltas, text } = await answerOf(await runOf(under.turns));
      expect(text).not.toBe('');
      expect(deltas.filter(({ kind }) => kind === 'finish')).toHaveLength(1);
      const last = deltas.at(-1);
      if (last?.kind !== 'finish') throw new Error('no finish at the end');
      expect(last.usage.promptTokens).toBeGreaterThan(0);
      expect(last.usage.completionTokens).toBeGreaterThan(0);
      expect(last.usage.completionTokens).toBeLessThanOrEqual(12);
      expect(last.usage.cachedTokens).toBeLessThanOrEqual(last.usage.promptTokens);
      for (const delta of deltas) if (delta.kind === 'text-delta') expect(delta.text).not.toMatch(/^$|\p{Surrogate}/u);
    });

    test('not more tokens than allowed', async () => {
      const { deltas } = await answerOf(await runOf(under.turns, { maxTokens: 2 }));
      expect(deltas.at(-1)).toMatchObject({ kind: 'finish', reason: 'length', usage: { completionTokens: 2 } });
    });

    test('the same prompt twice, and two at once', async () => {
      const run = await runOf(under.turns);
      const first = await answerOf(run);
      expect((await answerOf(run)).text).toBe(first.text);
      const both = await Promise.all([answerOf(run), answerOf(run)]);
      for (const { deltas } of both) expect(deltas.at(-1)?.kind).toBe('finish');
    });

    test('no stop is told where none was found', async () => {
      const { deltas } = await answerOf(await runOf(under.turns, { stops: ['\u0000never'] }));
      expect(deltas.at(-1)).toMatchObject({ kind: 'finish', stopText: null });
    });

    test('stops, at the first, in the middle and at the end of a text', async () => {
      const { text } = await answerOf(await runOf(under.turns));
      for (const at of [0, Math.floor(text.length / 2), text.length - 2]) {
        const stop = text.slice(at, at + 2);
        const stopped = await answerOf(await runOf(under.turns, { stops: ['\u0000never', stop] }));
        expect(stopped.text).toBe(text.slice(0, text.indexOf(stop)));
        expect(stopped.deltas.at(-1)).toMatchObject({
          kind: 'finish',
          reason: 'stop',
          stopText: under.isStopTold === false ? null : stop,
        });
      }
    });

    test('the signal ends a run within a second and frees it', async () => {
      const leaving = new AbortController();
      const reason = new Error('left');
      const reading = (async () => {
        for await (const delta of under.engine.generate(
          await runOf(under.longTurns, { maxTokens: 400 }),
          leaving.signal,
        ))
          if (delta.kind === 'text-delta') leaving.abort(reason);
      })();
      await expect(reading).rejects.toBe(reason);
      await idleWithin(1000);
    });

    test('a signal that was aborted before starts nothing', async () => {
      const run = await runOf(under.turns);
      const reading = (async () => {
        for await (const delta of under.engine.generate(run, AbortSignal.abort(new Error('left'))))
          expect(delta.kind).toBe('nothing');
      })();
      await expect(reading).rejects.toThrow('left');
      await idleWithin(1000);
    });

    test('a reader that stops reading ends the run', async () => {
      for await (const delta of under.engine.generate(await runOf(under.longTurns, { maxTokens: 400 }), never))
        if (delta.kind === 'text-delta') break;
      await idleWithin(1000);
    });

    test('its tokenizer, where it has one, gives texts back, and their tokens are scored one by one', async () => {
      const { tokenizer } = under.engine;
      if (tokenizer === null) return expect((await under.engine.facts(never)).vocabularySize).toBeNull();
      const text = 'Grüße, 你好 👩‍🚀!';
      const tokens = await tokenizer.tokenize(text, never);
      expect(await tokenizer.detokenize(tokens, never)).toBe(text);
      const pieces = await tokenizer.tokenizePieces(text, never);
      expect(pieces.map(({ id }) => id)).toEqual(tokens);
      expect(Buffer.concat(pieces.map(({ bytes }) => bytes)).toString()).toBe(text);
      const { controlTokens } = await tokenizer.marks(never);
      expect(tokens.some((token) => controlTokens.has(token))).toBe(false);
      const few = tokens.slice(0, 6);
      const run = {
        ...(await runOf(under.turns, { topLogprobs: 2 })),
        prompt: { kind: 'scored' as const, tokens: few },
      };
      const { deltas } = await answerOf(run);
      const scored = deltas.flatMap((delta) => (delta.kind === 'text-delta' ? [delta] : []));
      expect(scored.map((delta) => delta.tokens[0])).toEqual(few.slice(1));
      for (const { text: shown, logprobs } of scored) {
        expect(shown).toBe('');
        expect(logprobs).toHaveLength(1);
        expect(logprobs[0]?.logprob).toBeLessThanOrEqual(0);
        expect(logprobs[0]?.top).toHaveLength(2);
      }
      expect(deltas.at(-1)).toMatchObject({ kind: 'finish', usage: { completionTokens: 0 } });
    });

    test('it answers as before after all that', async () => {
      expect((await answerOf(await runOf(under.turns))).text).not.toBe('');
    });
  });
}
