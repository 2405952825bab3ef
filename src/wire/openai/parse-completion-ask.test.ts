// In: bodies of (legacy) completions. Out: every default, every form of prompt, OpenAI's words for what is faulty; and no JSON at all makes
// anything but an ask or a Fault.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Fault } from '../../contract/fault.ts';
import { parseCompletionAsk } from './parse-completion-ask.ts';

const withMembers = (members: object) => ({ model: 'm', prompt: 'p', ...members });

function faultOf(body: unknown): Fault {
  try {
    parseCompletionAsk(body);
  } catch (error) {
    if (error instanceof Fault) return error;
    throw error;
  }
  throw new Error(`accepted: ${JSON.stringify(body)}`);
}

test('what is left out has OpenAI’s default', () => {
  const expected = {
    model: 'm',
    prompts: [{ kind: 'text', text: 'p' }],
    isPromptList: false,
    suffix: null,
    sampling: {
      temperature: 1,
      topP: 1,
      presencePenalty: 0,
      frequencyPenalty: 0,
      seed: null,
      stops: [],
      logitBias: new Map(),
      maxTokens: 16,
      topLogprobs: null,
      topK: null,
    },
    choiceCount: 1,
    candidateCount: 1,
    isEcho: false,
    isStream: false,
    isUsageIncluded: false,
    endUser: null,
  };
  expect(parseCompletionAsk({ model: 'm', prompt: 'p' })).toEqual(expected);
  const nulls = ['suffix', 'max_tokens', 'temperature', 'top_p', 'n', 'best_of', 'echo', 'logprobs', 'stop', 'user'];
  expect(parseCompletionAsk(withMembers(Object.fromEntries(nulls.map((name) => [name, null]))))).toEqual(expected);
});

test('every form of prompt', () => {
  const promptsOf = (prompt: unknown) => {
    const { prompts, isPromptList } = parseCompletionAsk(withMembers({ prompt }));
    return [isPromptList, ...prompts.map((given) => (given.kind === 'text' ? given.text : given.tokens))];
  };
  expect(promptsOf('')).toEqual([false, '']);
  expect(promptsOf('half a \ud83d pair')).toEqual([false, 'half a \ufffd pair']);
  expect(promptsOf(['a', ''])).toEqual([true, 'a', '']);
  expect(promptsOf([1, 2])).toEqual([false, [1, 2]]);
  expect(promptsOf([[1], [2, 3]])).toEqual([true, [1], [2, 3]]);
  expect(promptsOf(null)).toEqual([false, '']);
  expect(parseCompletionAsk({ model: 'm' }).prompts).toEqual([{ kind: 'text', text: '' }]);
});

test('members that go together', () => {
  expect(parseCompletionAsk(withMembers({ n: 2, best_of: 5 }))).toMatchObject({ choiceCount: 2, candidateCount: 5 });
  expect(parseCompletionAsk(withMembers({ n: 3, stream: true, best_of: 3 }))).toMatchObject({ candidateCount: 3 });
  expect(parseCompletionAsk(withMembers({ n: 128 }))).toMatchObject({ choiceCount: 128, candidateCount: 128 });
  const stream = { stream: true, stream_options: { include_usage: true } };
  expect(parseCompletionAsk(withMembers(stream))).toMatchObject({ isStream: true, isUsageIncluded: true });
});

describe('a faulty body', () => {
  test.each([
    ['is no object', [], 'invalid_type', null],
    ['has no model', { prompt: 'p' }, 'missing_required_parameter', 'model'],
    ['has an unknown member', withMembers({ tools: [] }), 'unknown_parameter', 'tools'],
    ['has a prompt of objects', withMembers({ prompt: [{}] }), 'invalid_type', 'prompt[0]'],
    ['has a prompt of lists and numbers', withMembers({ prompt: [[1], 1] }), 'invalid_type', 'prompt[1]'],
    ['has a broken number of tokens', withMembers({ max_tokens: 1.5 }), 'invalid_type', 'max_tokens'],
    ['has a negative number of tokens', withMembers({ max_tokens: -1 }), 'value_too_small', 'max_tokens'],
    ['has logprobs of the chat kind', withMembers({ logprobs: true }), 'invalid_type', 'logprobs'],
    ['has too many stops', withMembers({ stop: ['a', 'b', 'c', 'd', 'e'] }), 'too_long', 'stop'],
    ['has a choice too many', withMembers({ prompt: ['a', 'b'], n: 65 }), 'invalid_value', 'n'],
  ])('%s', (_name, body, code, param) => {
    expect(faultOf(body)).toMatchObject({ code, param });
  });

  test('with millions of tokens is read within a second', () => {
    const prompt: unknown[] = Array.from({ length: 3_000_000 }, (_, index) => index % 1000);
    const begunMs = performance.now();
    expect(parseCompletionAsk(withMembers({ prompt })).prompts).toHaveLength(1);
    prompt[2_999_999] = 'x';
    expect(faultOf(withMembers({ prompt }))).toMatchObject({ param: 'prompt[2999999]' });
    expect(performance.now() - begunMs).toBeLessThan(1000);
  });
});

test('any JSON is an ask or a Fault with a code', () => {
  const names = ['prompt', 'n', 'best_of', 'max_tokens', 'logprobs', 'echo', 'suffix', 'stop', 'logit_bias', 'stream'];
  const members = fc.dictionary(fc.constantFrom(...names), fc.jsonValue(), { maxKeys: 4 });
  fc.assert(
    fc.property(members, (given) => {
      try {
        const ask = parseCompletionAsk({ model: 'm', ...given });
        expect(ask.prompts.length * ask.candidateCount).toBeLessThanOrEqual(128);
        expect(ask.candidateCount).toBeGreaterThanOrEqual(ask.choiceCount);
      } catch (error) {
        expect(error).toBeInstanceOf(Fault);
      }
    }),
    { numRuns: 500 },
  );
});
