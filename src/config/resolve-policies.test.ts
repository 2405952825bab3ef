// In: policies and blocklists of a configuration file. Out: whole policies over their bases, items with ids of their own, every mistake named.
import { describe, expect, test } from 'vitest';
import type { ContentPolicy } from '../contract/safety.ts';
import { bindPolicies } from './bind-policies.ts';
import { itemId } from './item-id.ts';
import { resolvePolicies } from './resolve-policies.ts';

function resolve(policies: unknown, blocklists: unknown = undefined) {
  const problems: string[] = [];
  const given = { policies, blocklists, origin: 'the file' };
  return { ...resolvePolicies(given, { addProblem: (problem) => problems.push(problem) }), problems };
}

const harm = { isEnabled: true, isBlocking: true, threshold: 'medium' } as const;
const off = { isEnabled: false, isBlocking: false };
const rules = {
  harms: { hate: harm, sexual: harm, violence: harm, selfHarm: harm },
  detections: { jailbreak: off, indirectAttack: off, profanity: off, protectedText: off, protectedCode: off },
  personalData: 'off',
  blocklists: [],
} as const;
const base: ContentPolicy = {
  name: 'Microsoft.DefaultV2',
  basePolicyName: null,
  isSystemManaged: true,
  rules: { prompt: rules, completion: rules },
  streamMode: 'buffered',
  onScorerFailure: 'open',
};

test('nothing is nothing', () => {
  expect(resolve(undefined)).toEqual({ policies: [], blocklists: [], problems: [] });
});

test('a policy changes what it names, and may begin from one before it', () => {
  const { policies, problems } = resolve([
    { name: 'a', prompt: { harms: { hate: { threshold: 'low' } }, blocklists: [{ name: 'words' }] } },
    { name: 'b', basePolicyName: 'A', streamMode: 'asynchronous', completion: { personalData: 'redact' } },
  ]);
  expect(problems).toEqual([]);
  const [first, second] = bindPolicies({ policies }, [base]);
  const hate = { ...harm, threshold: 'low' };
  const prompt = { ...rules, harms: { ...rules.harms, hate }, blocklists: [{ name: 'words', isBlocking: true }] };
  expect(first).toEqual({
    ...base,
    name: 'a',
    basePolicyName: base.name,
    isSystemManaged: false,
    rules: { prompt, completion: rules },
  });
  expect(second).toMatchObject({ basePolicyName: 'a', streamMode: 'asynchronous', rules: { prompt } });
  expect(second?.rules.completion.personalData).toBe('redact');
});

test('a base that is not there stops the start', () => {
  const { policies } = resolve([{ name: 'a', basePolicyName: 'Microsoft.Default2' }]);
  expect(() => bindPolicies({ policies }, [base])).toThrow('Microsoft.Default2, which is not there');
});

test('items are texts or more, with an id that stays the same', () => {
  const { blocklists, problems } = resolve(undefined, [
    {
      name: 'words',
      items: ['falcon', { text: 'fal.?con', isRegex: true, description: 'the bird' }, { id: 'x', text: 'y' }],
    },
  ]);
  expect(problems).toEqual([]);
  expect(blocklists).toEqual([
    {
      name: 'words',
      description: null,
      items: [
        { id: itemId('falcon', false), text: 'falcon', isRegex: false, description: null },
        { id: itemId('fal.?con', true), text: 'fal.?con', isRegex: true, description: 'the bird' },
        { id: 'x', text: 'y', isRegex: false, description: null },
      ],
    },
  ]);
  expect(itemId('a', true)).not.toBe(itemId('a', false));
});

describe('mistakes', () => {
  test.each([
    [[{ name: 'a', prompt: { harms: { hat: {} } } }], undefined, 'policies[0].prompt.harms.hat'],
    [
      [{ name: 'a', prompt: { harms: { hate: { threshold: 'most' } } } }],
      undefined,
      'policies[0].prompt.harms.hate.threshold',
    ],
    [[{ name: 'a', strict: true }], undefined, 'policies[0].strict'],
    [[{}], undefined, 'policies[0].name'],
    [{}, undefined, 'policies'],
    [[{ name: 'a' }, { name: 'A' }], undefined, 'policies[1].name'],
    [undefined, [{ name: 'w', items: [1] }], 'blocklists[0].items[0]'],
    [undefined, [{ name: 'w', items: ['x', 'x'] }], 'the same item twice'],
    [undefined, [{ name: 'w' }, { name: 'W' }], 'blocklists[1].name'],
    [undefined, [{ name: 'w', items: Array(10_001).fill('x') }], 'blocklists[0].items'],
  ])('%j %j', (policies, blocklists, words) => {
    const { problems } = resolve(policies, blocklists);
    expect(problems.join('\n')).toContain(words);
  });
});
