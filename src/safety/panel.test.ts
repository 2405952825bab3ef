// In: panels of scripted scorers. Out: the worst counts, the costly are spared, doubts are settled, and a failure loses nothing.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Fault } from '../contract/fault.ts';
import {
  type Citation,
  harmCategories,
  type ScoreAsk,
  type Severity,
  type TextScorer,
  type TextScores,
} from '../contract/safety.ts';
import { failedScorersOf } from './incomplete-scores.ts';
import { createPanel, type PanelMember } from './panel.ts';
import { failingScorer, scriptedScorer } from './scripted-scorer.suite.ts';

const { signal } = new AbortController();
const always = (scorer: TextScorer): PanelMember => ({ scorer, isAsked: 'always' });
const costly = (scorer: TextScorer): PanelMember => ({ scorer, isAsked: 'when-unsure' });
const asksOf = (...texts: readonly string[]) => texts.map((text): ScoreAsk => ({ text, origin: 'user' }));
const down = new Fault('source_unreachable', 'nobody there');
const severity = fc.constantFrom<Severity>(0, 1, 2, 3, 4, 5, 6, 7);
const scoresArbitrary = fc.record(
  {
    harms: fc.record(
      { hate: severity, sexual: severity, violence: severity, selfHarm: severity },
      { requiredKeys: [] },
    ),
    detections: fc.record({ jailbreak: fc.double({ min: 0, max: 1, noNaN: true }) }, { requiredKeys: [] }),
  },
  { requiredKeys: [] },
);

test('the worst of those who are always asked counts, for each text', () =>
  fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(scoresArbitrary, scoresArbitrary), { maxLength: 5 }), async (pairs) => {
      const scorerOf = (place: 0 | 1) => scriptedScorer(`s${place}`, ({ text }) => pairs[Number(text)]?.[place] ?? {});
      const panel = createPanel([always(scorerOf(0)), always(scorerOf(1))]);
      const scores = await panel.score(asksOf(...pairs.map((_, index) => `${index}`)), signal);
      expect(scores).toHaveLength(pairs.length);
      for (const [index, [one, other]] of pairs.entries())
        for (const category of harmCategories)
          expect(scores[index]?.harms?.[category] ?? 0).toBe(
            Math.max(one.harms?.[category] ?? 0, other.harms?.[category] ?? 0),
          );
    }),
  ));

test('who it is, and under which version, tells of all members', () => {
  const one = scriptedScorer('a', () => ({}), '3');
  const panel = createPanel([always(one), costly(scriptedScorer('b', () => ({}), '7'))]);
  expect(panel).toMatchObject({ id: 'a+b', version: 'a@3/always+b@7/when-unsure' });
});

test('nobody who is always asked is no panel', () => {
  expect(() => createPanel([costly(scriptedScorer('a', () => ({})))])).toThrow(/always/);
  expect(() => createPanel([])).toThrow(/always/);
});

describe('one that looks closer', () => {
  const closer = (scorer: TextScorer): PanelMember => ({ scorer, isAsked: 'unless-clear' });
  const first = scriptedScorer('first', ({ text }) => ({
    harms: { hate: 6, violence: 2 },
    detections: { profanity: 1 },
    isClear: text.startsWith('clear'),
  }));

  test('is asked about finished texts that are not clear, and what it says holds', async () => {
    const seen: string[] = [];
    const second = scriptedScorer('second', ({ text }) => {
      seen.push(text);
      return text === 'foreign' ? {} : { harms: { hate: 0, sexual: 4 }, detections: { jailbreak: 0.7 } };
    });
    const panel = createPanel([always(first), closer(second)]);
    const asks = [...asksOf('clear', 'dim', 'foreign'), { ...asksOf('half')[0], isUnfinished: true }] as ScoreAsk[];
    const [clear, dim, foreign, half] = await panel.score(asks, signal);
    expect(seen).toEqual(['dim', 'foreign']);
    const untouched = { harms: { hate: 6, violence: 2 }, detections: { profanity: 1 } };
    expect(clear).toMatchObject(untouched);
    expect(foreign).toMatchObject(untouched);
    expect(half).toMatchObject(untouched);
    expect(dim).toMatchObject({
      harms: { hate: 0, violence: 2, sexual: 4 },
      detections: { profanity: 1, jailbreak: 0.7 },
    });
  });

  test('is asked about what is clear where somebody asks thoroughly', async () => {
    const panel = createPanel([always(first), closer(scriptedScorer('second', () => ({ harms: { hate: 3 } })))]);
    const found = await panel.score(
      [...asksOf('clear'), { ...asksOf('clear')[0], isThorough: true } as ScoreAsk],
      signal,
    );
    expect(found.map(({ harms }) => harms?.hate)).toEqual([6, 3]);
  });

  test('leaves what was found where it fails, and is named', async () => {
    const panel = createPanel([always(first), closer(failingScorer('second', down))]);
    const [scores = {}] = await panel.score(asksOf('dim'), signal);
    expect(scores.harms).toEqual({ hate: 6, violence: 2 });
    expect(failedScorersOf(scores)).toEqual(['second']);
  });

  test('a stream is still released by what the first calls clear', () => {
    const clearing = { ...first, tellsClear: true };
    expect(createPanel([always(clearing), closer(scriptedScorer('second', () => ({})))]).tellsClear).toBe(true);
  });
});

describe('a costly one', () => {
  const cheap = (found: Readonly<Record<string, TextScores>>) =>
    scriptedScorer('cheap', ({ text }) => found[text] ?? {});

  test('is asked about what is in doubt only, and not at all where nothing is', async () => {
    const first = cheap({
      low: { harms: { hate: 2 } },
      high: { harms: { hate: 6 } },
      maybe: { detections: { jailbreak: 0.6 } },
      surely: { detections: { jailbreak: 0.95 } },
      hardly: { detections: { jailbreak: 0.1 } },
    });
    const second = scriptedScorer('dear', () => ({}));
    const panel = createPanel([always(first), costly(second)]);
    await panel.score(asksOf('none', 'low', 'high', 'maybe', 'surely', 'hardly'), signal);
    await panel.score(asksOf('none', 'high'), signal);
    expect(second.calls).toEqual([['low', 'maybe']]);
  });

  test('decides what was in doubt, both ways; what was sure stays, and what it does not look for', async () => {
    const first = cheap({
      a: {
        harms: { hate: 3, sexual: 7, violence: 0, selfHarm: 2 },
        detections: { jailbreak: 0.5, indirectAttack: 0.99 },
      },
    });
    const second = scriptedScorer('dear', () => ({
      harms: { hate: 0, sexual: 0, violence: 4 },
      detections: { jailbreak: 0, indirectAttack: 0 },
    }));
    const [scores] = await createPanel([always(first), costly(second)]).score(asksOf('a'), signal);
    expect(scores).toEqual({
      harms: { hate: 0, sexual: 7, violence: 4, selfHarm: 2 },
      detections: { jailbreak: 0, indirectAttack: 0.99 },
    });
  });

  test('that fails leaves the doubt as it is, and is named for the texts it was asked about', async () => {
    const first = cheap({ low: { harms: { hate: 3 } } });
    const panel = createPanel([always(first), costly(failingScorer('dear', down))]);
    const [low, none] = await panel.score(asksOf('low', 'none'), signal);
    expect(low).toMatchObject({ harms: { hate: 3 }, failedScorers: ['dear'] });
    expect(failedScorersOf(none ?? {})).toEqual([]);
  });
});

describe('one that fails', () => {
  const found = scriptedScorer('well', () => ({ harms: { hate: 7 } }));

  test('loses nothing of what the others found, and is named', async () => {
    const panel = createPanel([always(failingScorer('ill', down)), always(found)]);
    expect(await panel.score(asksOf('a', 'b'), signal)).toEqual([
      { harms: { hate: 7 }, failedScorers: ['ill'] },
      { harms: { hate: 7 }, failedScorers: ['ill'] },
    ]);
  });

  test('stays named when another settles a doubt', async () => {
    const unsure = scriptedScorer('unsure', () => ({ harms: { hate: 2 } }));
    const panel = createPanel([always(unsure), always(failingScorer('ill', down)), costly(found)]);
    expect(await panel.score(asksOf('a'), signal)).toMatchObject([{ harms: { hate: 7 }, failedScorers: ['ill'] }]);
  });

  test('is the panel, when nobody else is always asked', async () => {
    const panel = createPanel([always(failingScorer('ill', down)), costly(found)]);
    await expect(panel.score(asksOf('a'), signal)).rejects.toBe(down);
  });

  test('is also one that leaves texts out', async () => {
    const short: TextScorer = { id: 'short', version: '1', score: async () => [{}] };
    const scores = await createPanel([always(short), always(found)]).score(asksOf('a', 'b'), signal);
    expect(scores.map(failedScorersOf)).toEqual([['short'], ['short']]);
  });

  test('by a mistake in the code is not covered up', async () => {
    const panel = createPanel([always(failingScorer('ill', new TypeError('x is undefined'))), always(found)]);
    await expect(panel.score(asksOf('a'), signal)).rejects.toThrow('x is undefined');
  });
});

test('a text is clear where all say so who are always asked', async () => {
  const clear = scriptedScorer('clear', ({ text }) => ({ isClear: text !== 'near' }));
  const silent = scriptedScorer('silent', () => ({ harms: { hate: 0 } }));
  const teller = (scorer: TextScorer): TextScorer => ({ ...scorer, tellsClear: true });
  const both = createPanel([always(teller(clear)), always(teller(clear)), costly(silent)]);
  expect(both.tellsClear).toBe(true);
  const scores = await both.score(asksOf('far', 'near'), signal);
  expect(scores.map(({ isClear }) => isClear === true)).toEqual([true, false]);
  const half = createPanel([always(teller(clear)), always(silent)]);
  expect(half.tellsClear).toBe(false);
  expect((await half.score(asksOf('far'), signal))[0]?.isClear).not.toBe(true);
});

test('who gave up hears the own reason', async () => {
  const panel = createPanel([always(scriptedScorer('a', () => ({})))]);
  await expect(panel.score(asksOf('a'), AbortSignal.abort(new Error('gave up')))).rejects.toThrow('gave up');
});

test('whose material a text repeats is told once, whoever found it', async () => {
  const [one, other] = ['https://a.example', 'https://b.example'].map((url) => ({
    kind: 'protectedCode' as const,
    license: 'MIT',
    url,
  }));
  const finding = (id: string, citations: readonly Citation[]) =>
    always(scriptedScorer(id, () => ({ detections: { protectedCode: 1 }, citations })));
  const citations = [one, other].filter((citation) => citation !== undefined);
  const panel = createPanel([finding('first', citations.slice(0, 1)), finding('second', citations)]);
  const [scores] = await panel.score([{ text: 'x', origin: 'completion' }], signal);
  expect(scores?.citations).toEqual(citations);
});
