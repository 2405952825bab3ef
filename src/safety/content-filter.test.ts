// In: texts, policies and scripted scorers. Out: what is scored, what is redacted, and what a scorer that fails does to the verdict.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Fault } from '../contract/fault.ts';
import { harmCategories, type ScoreAsk, type TextScorer } from '../contract/safety.ts';
import { blackOut } from './black-out.ts';
import { type FilterPorts, screenTexts } from './content-filter.ts';
import { createPanel } from './panel.ts';
import { policyWith } from './policy.suite.ts';
import { failingScorer, scriptedScorer } from './scripted-scorer.suite.ts';

const { signal } = new AbortController();
const user = (text: string): ScoreAsk => ({ text, origin: 'user' });
const down = new Fault('source_unreachable', 'nobody there');
const failure = { code: 'content_filter_error', message: 'The contents are not filtered' };
const byWord = (id = 'words') =>
  scriptedScorer(id, ({ text }) => ({ harms: { violence: text.includes('fight') ? 5 : 0 } }));

function ports(scorer: TextScorer, changes: Partial<FilterPorts> = {}): FilterPorts {
  return {
    scorer,
    matchBlocklists: async () => [],
    findPersonalData: async () => [],
    watchTail: () => null,
    ...changes,
  };
}

function screen(texts: readonly string[], scorer: TextScorer, policy = policyWith({})) {
  return screenTexts(texts.map(user), 'prompt', policy, ports(scorer), signal);
}

test('the verdict is over all texts, the worst of them', async () => {
  const { verdict, texts } = await screen(['peace', 'a fight', 'calm'], byWord());
  expect(verdict).toMatchObject({
    isFiltered: true,
    failure: null,
    harms: { violence: { severity: 5, isFiltered: true } },
  });
  expect(texts).toEqual(['peace', 'a fight', 'calm']);
  expect((await screen(['peace'], byWord())).verdict).toMatchObject({ isFiltered: false, failure: null });
});

test('nothing is scored where there is no text, or the policy looks for nothing that is scored', async () => {
  const scorer = byWord();
  await screen([], scorer);
  const off = { isEnabled: false, isBlocking: false, threshold: 'low' } as const;
  await screen(
    ['a fight'],
    scorer,
    policyWith({ harms: Object.fromEntries(harmCategories.map((name) => [name, off])) }),
  );
  expect(scorer.calls).toEqual([]);
});

describe('texts are clear', () => {
  const clear = scriptedScorer('clear', ({ text }) => ({ isClear: !text.includes('near') }));
  const list = [{ name: 'words', isBlocking: false }];
  const off = { isEnabled: false, isBlocking: false, threshold: 'low' } as const;
  const allOff = Object.fromEntries(harmCategories.map((name) => [name, off]));
  test.each([
    ['where the scorer says so of each', ['far', 'away'], clear, {}, true],
    ['not where it does not of one', ['far', 'near'], clear, {}, false],
    ['not where it cannot tell', ['far'], byWord(), {}, false],
    ['not where it fails', ['far'], failingScorer('ill', down), {}, false],
    ['not with an item of a list', ['far'], clear, { blocklists: list }, false],
    ['not with personal data', ['far'], clear, { personalData: 'annotate' }, false],
    ['where nothing is looked for', ['near'], clear, { harms: allOff }, true],
  ] as const)('%s', async (_, texts, scorer, rules, expected) => {
    const found = ports(scorer, {
      matchBlocklists: async () => [
        { blocklistName: 'words', item: { id: '1', text: 'far', isRegex: false, description: null } },
      ],
      findPersonalData: async () => [{ kind: 'Email', start: 0, end: 3 }],
    });
    const { isClear } = await screenTexts(texts.map(user), 'completion', policyWith(rules), found, signal);
    expect(isClear).toBe(expected);
  });
});

describe('a scorer that fails', () => {
  test.each(['open', 'closed'] as const)('is told, and the policy decides: %s', async (onScorerFailure) => {
    const { verdict } = await screen(['peace'], failingScorer('ill', down), policyWith({}, { onScorerFailure }));
    expect(verdict).toMatchObject({ failure, isFiltered: onScorerFailure === 'closed' });
  });

  test('in a panel leaves what the others found', async () => {
    const panel = createPanel([
      { scorer: failingScorer('ill', down), isAsked: 'always' },
      { scorer: byWord(), isAsked: 'always' },
    ]);
    const open = await screen(['a fight'], panel);
    expect(open.verdict).toMatchObject({ failure, isFiltered: true, harms: { violence: { severity: 5 } } });
    expect((await screen(['peace'], panel)).verdict).toMatchObject({ failure, isFiltered: false });
    const closed = await screen(['peace'], panel, policyWith({}, { onScorerFailure: 'closed' }));
    expect(closed.verdict).toMatchObject({ failure, isFiltered: true });
  });

  test('is also one that leaves texts out', async () => {
    const short: TextScorer = { id: 'short', version: '1', score: async () => [{}] };
    expect((await screen(['a', 'b'], short)).verdict).toMatchObject({ failure });
  });

  test('by a mistake in the code, or because the request ended, is thrown on', async () => {
    await expect(screen(['a'], failingScorer('ill', new TypeError('x is undefined')))).rejects.toThrow(
      'x is undefined',
    );
    const ended = AbortSignal.abort(new Error('gave up'));
    const policy = policyWith({});
    await expect(screenTexts([user('a')], 'prompt', policy, ports(failingScorer('ill', down)), ended)).rejects.toThrow(
      'gave up',
    );
  });
});

describe('lists and personal data', () => {
  const item = { id: '1', text: 'kestrel', isRegex: false, description: null };
  const asked: string[][] = [];
  const own = ports(byWord(), {
    matchBlocklists: async (text, names) => {
      asked.push([...names]);
      return text.includes('kestrel') ? [{ blocklistName: 'birds', item }] : [];
    },
    findPersonalData: async (text) => {
      const start = text.indexOf('me@');
      return start < 0 ? [] : [{ kind: 'Email', start, end: start + 6 }];
    },
  });

  test('are asked for where the policy has them, also beside a scorer that fails', async () => {
    const policy = policyWith({ blocklists: [{ name: 'birds', isBlocking: true }], personalData: 'annotate' });
    const asks = [user('me@x.y'), user('a kestrel')];
    const broken = { ...own, scorer: failingScorer('ill', down) };
    const { verdict, texts } = await screenTexts(asks, 'prompt', policy, broken, signal);
    expect(verdict).toMatchObject({ failure, isFiltered: true, blocklists: { isFiltered: true } });
    expect(verdict.personalData?.findings).toEqual([{ kind: 'Email', isFiltered: false, isRedacted: false }]);
    expect(texts).toEqual(['me@x.y', 'a kestrel']);
    expect(asked).toEqual([['birds'], ['birds']]);
  });

  test('are redacted in each text', async () => {
    const asks = [user('write to me@x.y please'), user('nothing')];
    const { verdict, texts } = await screenTexts(asks, 'prompt', policyWith({ personalData: 'redact' }), own, signal);
    expect(texts).toEqual(['write to ****** please', 'nothing']);
    expect(verdict.personalData?.redactedText).toBe('write to ****** please\nnothing');
  });
});

test('blacking out keeps the rest, once for spans that overlap', () => {
  const span = (start: number, end: number) => ({ kind: 'Email', start, end });
  expect(blackOut('abcdef', [span(3, 5), span(1, 4)])).toBe('a****f');
  expect(blackOut('a\u{1f600}b', [span(1, 3)])).toBe('a*b');
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom(...'abc') }),
      fc.array(fc.tuple(fc.nat(20), fc.nat(20))),
      (text, pairs) => {
        const spans = pairs
          .map(([one, other]) => span(Math.min(one, other, text.length), Math.min(Math.max(one, other), text.length)))
          .filter(({ start, end }) => end > start);
        const expected = [...text].map((letter, at) =>
          spans.some(({ start, end }) => at >= start && at < end) ? '*' : letter,
        );
        expect(blackOut(text, spans)).toBe(expected.join(''));
      },
    ),
  );
});
