// In: answers in every split, with harm anywhere in them. Out: nothing of the sentence that is cut is shown, or nothing from where it comes
// near to harm; everything else is, in its order.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { FinishReason, Piece, Screened } from '../contract/piece.ts';
import type { ContentPolicy } from '../contract/safety.ts';
import { noFindings } from './findings.ts';
import { judgeFindings } from './judge-findings.ts';
import { policyWith } from './policy.suite.ts';
import { type JudgedStretch, type PieceScreen, screenPieces } from './screen-pieces.ts';

const usage: Piece = { kind: 'usage', usage: { promptTokens: 1, completionTokens: 9, cachedTokens: 0 } };
const say = (text: string, choice = 0): Piece => ({ kind: 'text-delta', choice, text, logprobs: [] });
const finish = (choice = 0, reason: FinishReason = 'stop'): Piece => ({
  kind: 'finish',
  choice,
  reason,
  stopText: null,
});

async function* streamOf(pieces: readonly Piece[]): AsyncGenerator<Piece> {
  yield* pieces;
}

type Stretch = Parameters<PieceScreen['judge']>[0];

/** BAD is filtered, a B is near it; numbers are blacked out where the policy redacts. */
function judge(policy: ContentPolicy, wholes: string[] = []) {
  return async ({ text, isUnfinished }: Stretch): Promise<JudgedStretch> => {
    if (isUnfinished !== true) wholes.push(text);
    const isRedacting = policy.rules.completion.personalData === 'redact';
    const shown = isRedacting ? text.replaceAll(/\d/g, '*') : text;
    const personalData = /\d/.test(text) ? [{ kind: 'Number', start: 0, end: 1 }] : [];
    const findings = { ...noFindings, personalData, harms: { violence: text.includes('BAD') ? 6 : 0 } as const };
    return {
      verdict: judgeFindings({ source: 'completion', findings, redactedText: shown, failure: null }, policy),
      text: shown,
      isClear: !/[B\d]/.test(text),
    };
  };
}

/** An open bracket may be closed by what comes. */
const watchTail = () => {
  let text = '';
  return {
    push: (more: string) => {
      text += more;
      const open = text.lastIndexOf('(');
      return open > text.lastIndexOf(')') ? text.length - open : 0;
    },
  };
};

interface RunOptions {
  readonly choiceCount?: number;
  readonly mayShowEarly?: boolean;
  /** Takes what was judged as a whole. */
  readonly wholes?: string[];
}

async function run(
  pieces: readonly Piece[],
  policy = policyWith({}),
  { choiceCount = 1, mayShowEarly = false, wholes = [] }: RunOptions = {},
): Promise<readonly Piece[]> {
  const screen = {
    policy,
    choiceCount,
    mayShowEarly,
    judge: judge(policy, wholes),
    watchTail,
    usageSoFar: () => ({ promptTokens: 1, completionTokens: 4, cachedTokens: 0 }),
    nowMs: () => 0,
  };
  const shown: Piece[] = [];
  for await (const piece of screenPieces(streamOf(pieces), screen)) shown.push(piece);
  return shown;
}

const textOf = (pieces: readonly Piece[], choice = 0) =>
  pieces.map((piece) => (piece.kind === 'text-delta' && piece.choice === choice ? piece.text : '')).join('');
const screenedIn = (pieces: readonly Piece[]) => pieces.filter((piece): piece is Screened => piece.kind === 'screened');
const withoutScreened = (pieces: readonly Piece[]) => pieces.filter((piece) => piece.kind !== 'screened');
const asynchronous = policyWith({}, { streamMode: 'asynchronous' });

const splits = (text: string) =>
  fc.array(fc.nat(text.length), { maxLength: 20 }).map((cuts) => {
    const places = [0, ...[...cuts].sort((one, other) => one - other), text.length];
    return places.slice(1).map((end, index) => text.slice(places[index], end));
  });

describe('what is harmless', () => {
  const text = 'One sentence. Two 文句。Three? A very long one without any end '.padEnd(700, 'and so on ');
  for (const [policy, mayShowEarly] of [
    [policyWith({}), false],
    [policyWith({}), true],
    [asynchronous, false],
  ] as const) {
    test(`comes out as it went in: ${policy.streamMode}${mayShowEarly ? ', early' : ''}`, async () => {
      await fc.assert(
        fc.asyncProperty(splits(text), async (parts) => {
          const pieces = [...parts.map((part) => say(part)), finish(), usage];
          const shown = await run(pieces, policy, { mayShowEarly });
          expect(withoutScreened(shown)).toEqual(pieces);
          const offsets = screenedIn(shown).map(({ checkOffset }) => checkOffset);
          expect(offsets).toEqual([...offsets].sort((one, other) => one - other));
          expect(offsets.at(-1)).toBe([...text].length);
        }),
        { numRuns: 60 },
      );
    });
  }

  test('is told before it is shown, in sentences', async () => {
    const shown = await run([say('One. '), say('Two'), say('. And'), say(' three'), finish(), usage]);
    expect(shown.map((piece) => (piece.kind === 'text-delta' ? piece.text : piece.kind))).toEqual([
      'screened',
      'One. ',
      'screened',
      'Two',
      'screened',
      '. And',
      ' three',
      'finish',
      'usage',
    ]);
  });
});

describe('a beginning that is clear', () => {
  const kinds = (pieces: readonly Piece[]) =>
    pieces.map((piece) => (piece.kind === 'text-delta' ? piece.text : piece.kind));

  test('is shown at once, one that is near to harm with its sentence, as is what stands just behind it', async () => {
    const pieces = [say('One'), say(' two'), say(' Bee'), say(' sees'), say('. '), say('Six'), finish(), usage];
    expect(kinds(await run(pieces, policyWith({}), { mayShowEarly: true }))).toEqual([
      'screened',
      'One',
      'screened',
      ' two',
      'screened',
      ' Bee',
      ' sees',
      '. ',
      'screened',
      'Six',
      'finish',
      'usage',
    ]);
  });

  test('is judged again with its whole sentence, wherever the pieces end', async () => {
    const sentences = ['First one here. ', 'Second one, which is longer. ', 'Third 文。', 'Fourth without an end'];
    await fc.assert(
      fc.asyncProperty(splits(sentences.join('')), async (parts) => {
        const wholes: string[] = [];
        await run([...parts.map((part) => say(part)), finish(), usage], policyWith({}), { mayShowEarly: true, wholes });
        for (const sentence of sentences) expect(wholes.some((whole) => whole.includes(sentence))).toBe(true);
      }),
    );
  });

  test('is all that is shown of a sentence that is cut', async () => {
    const text = 'First. Second one. This is BAD indeed. Fourth.';
    await fc.assert(
      fc.asyncProperty(splits(text), async (parts) => {
        const shown = await run([...parts.map((part) => say(part)), finish(), usage], policyWith({}), {
          mayShowEarly: true,
        });
        expect('First. Second one. This is ').toContain(textOf(shown));
        expect(shown.at(-2)).toEqual(finish(0, 'content_filter'));
        const cut = screenedIn(shown).at(-1);
        expect(cut).toMatchObject({ startOffset: textOf(shown).length, verdict: { isFiltered: true } });
      }),
    );
  });

  test('waits for what may still become a match', async () => {
    const pieces = [say('One (two'), say(' three'), say(') four'), finish(), usage];
    expect(kinds(await run(pieces, policyWith({}), { mayShowEarly: true })).slice(0, 4)).toEqual([
      'screened',
      'One (two',
      ' three',
      ') four',
    ]);
  });

  test('is not looked at word by word for ever', async () => {
    let looks = 0;
    const policy = policyWith({});
    const words = Array.from({ length: 400 }, () => say('words '));
    const screened = screenPieces(streamOf([...words, finish(), usage]), {
      policy,
      choiceCount: 1,
      mayShowEarly: true,
      judge: (stretch) => {
        looks += 1;
        return judge(policy)(stretch);
      },
      watchTail: () => null,
      usageSoFar: () => ({ promptTokens: 0, completionTokens: 0, cachedTokens: 0 }),
      nowMs: () => 0,
    });
    const shown: Piece[] = [];
    for await (const piece of screened) shown.push(piece);
    expect(textOf(shown)).toBe('words '.repeat(400));
    expect(looks).toBeLessThan(100);
  });

  test('is looked at word by word where words come slowly', async () => {
    let taken = 0;
    async function* slow(): AsyncGenerator<Piece> {
      for (; taken < 400; taken += 1) yield say('words ');
      yield finish();
    }
    const policy = policyWith({});
    const screened = screenPieces(slow(), {
      policy,
      choiceCount: 1,
      mayShowEarly: true,
      judge: judge(policy),
      watchTail: () => null,
      usageSoFar: () => ({ promptTokens: 0, completionTokens: 0, cachedTokens: 0 }),
      nowMs: () => taken * 150,
    });
    let shown = 0;
    for await (const piece of screened) {
      if (piece.kind !== 'text-delta') continue;
      shown += 1;
      expect(taken - shown).toBeLessThan(1);
    }
    expect(shown).toBe(400);
  });
});

test('every word is new in one stretch and follows what was judged before', async () => {
  const policy = policyWith({});
  const stretches: Stretch[] = [];
  const sentences = Array.from({ length: 60 }, (_, at) => `${'word '.repeat((at * 7) % 40)}end ${at}. `);
  const screened = screenPieces(streamOf([...sentences.map((text) => say(text)), finish(), usage]), {
    policy,
    choiceCount: 1,
    mayShowEarly: false,
    judge: (stretch) => {
      stretches.push(stretch);
      return judge(policy)(stretch);
    },
    watchTail: () => null,
    usageSoFar: () => ({ promptTokens: 0, completionTokens: 0, cachedTokens: 0 }),
    nowMs: () => 0,
  });
  for await (const _ of screened);
  let judged = '';
  for (const { text, judgedUnits = 0 } of stretches) {
    expect(judged.endsWith(text.slice(0, judgedUnits))).toBe(true);
    judged += text.slice(judgedUnits);
  }
  expect(judged).toBe(sentences.join(''));
  expect(stretches.some(({ judgedUnits }) => judgedUnits === 800)).toBe(true);
});

test('what may still become a match is held, whatever sentences end in it', async () => {
  const shown = await run([say('One. (Two. '), say('Three. '), say('Four.) Five. '), finish(), usage]);
  expect(shown.map((piece) => (piece.kind === 'text-delta' ? piece.text : piece.kind))).toEqual([
    'screened',
    'One. (Two. ',
    'Three. ',
    'Four.) Five. ',
    'finish',
    'usage',
  ]);
});

describe('what is filtered', () => {
  test('is cut with its sentence, wherever the pieces end, and the answer with it', async () => {
    const text = 'First. Second one. This is BAD indeed. Fourth.';
    await fc.assert(
      fc.asyncProperty(splits(text), async (parts) => {
        const shown = await run([...parts.map((part) => say(part)), finish(), usage]);
        expect('First. Second one. ').toContain(textOf(shown));
        expect(shown.at(-2)).toEqual(finish(0, 'content_filter'));
        expect(shown.at(-1)).toMatchObject({ kind: 'usage', usage: { completionTokens: 4 } });
        expect(screenedIn(shown).at(-1)?.verdict.isFiltered).toBe(true);
      }),
    );
  });

  test('is told at once where text is not held', async () => {
    const shown = await run([say('Fine. '), say('BAD. '), say('More. '), finish(), usage], asynchronous);
    expect(textOf(shown)).toBe('Fine. BAD. ');
    expect(shown.at(-2)).toEqual(finish(0, 'content_filter'));
  });

  test('ends its own choice only', async () => {
    const shown = await run([say('BAD. '), say('Good.', 1), finish(0), finish(1), usage], policyWith({}), {
      choiceCount: 2,
    });
    expect(textOf(shown, 0)).toBe('');
    expect(textOf(shown, 1)).toBe('Good.');
    expect(shown.filter(({ kind }) => kind === 'finish')).toEqual([finish(0, 'content_filter'), finish(1)]);
    expect(shown.at(-1)).toEqual(usage);
  });

  test('is not shown as the arguments of a call either, however they are escaped', async () => {
    const start: Piece = { kind: 'tool-call-start', choice: 0, call: 0, id: 'a', name: 'look' };
    const end: Piece = { kind: 'tool-call-end', choice: 0, call: 0 };
    const give = (text: string): Piece => ({ kind: 'tool-call-delta', choice: 0, call: 0, text });
    const good = [say('Let me look'), start, give('{"at":'), give('"sea"}'), end, finish(0, 'tool_calls'), usage];
    expect(withoutScreened(await run(good))).toEqual(good);
    const bad = await run([
      say('Let me look'),
      start,
      give('{"at":"\\u0042'),
      give('\\u0041D"}'),
      end,
      finish(),
      usage,
    ]);
    expect(withoutScreened(bad)).toEqual([say('Let me look'), finish(0, 'content_filter'), expect.anything()]);
  });
});

test('an answer that breaks off shows what it held, and then breaks', async () => {
  async function* breaking(): AsyncGenerator<Piece> {
    yield say('Half a sentence');
    throw new Error('gone');
  }
  const policy = policyWith({});
  const usageSoFar = () => ({ promptTokens: 0, completionTokens: 0, cachedTokens: 0 });
  const shown: Piece[] = [];
  const pulling = (async () => {
    for await (const piece of screenPieces(breaking(), {
      policy,
      choiceCount: 1,
      mayShowEarly: false,
      judge: judge(policy),
      watchTail,
      usageSoFar,
      nowMs: () => 0,
    }))
      shown.push(piece);
  })();
  await expect(pulling).rejects.toThrow('gone');
  expect(textOf(shown)).toBe('Half a sentence');
});

test('personal data is blacked out in place', async () => {
  const shown = await run(
    [say('Call 12'), say('34. '), say('Bye.'), finish(), usage],
    policyWith({ personalData: 'redact' }),
  );
  expect(textOf(shown)).toBe('Call ****. Bye.');
});

test('personal data in the arguments of a call is blacked out, and they stay JSON', async () => {
  const start: Piece = { kind: 'tool-call-start', choice: 0, call: 0, id: 'a', name: 'call' };
  const give = (text: string): Piece => ({ kind: 'tool-call-delta', choice: 0, call: 0, text });
  const end: Piece = { kind: 'tool-call-end', choice: 0, call: 0 };
  const pieces = [start, give('{"number": 12'), give('34, "to": "Ann.\\n '), give('5"}'), end, finish(), usage];
  const policy = policyWith({ personalData: 'redact' });
  const shown = withoutScreened(await run(pieces, policy, { mayShowEarly: true }));
  expect(shown).toEqual([start, give('{"number":"****","to":"Ann.\\n *"}'), end, finish(), usage]);
  const clean = [start, give('{"to": "Ann. '), give('Bob"}'), end, finish(), usage];
  expect(withoutScreened(await run(clean, policy, { mayShowEarly: true }))).toEqual(clean);
});

test('a policy that looks for nothing holds nothing', async () => {
  const off = { isEnabled: false, isBlocking: false, threshold: 'medium' } as const;
  const pieces = [say('BAD'), finish(), usage];
  expect(await run(pieces, policyWith({ harms: { hate: off, violence: off, sexual: off, selfHarm: off } }))).toEqual(
    pieces,
  );
});
