// In: conversations, and an engine's first step after the question. Out: the question behind the user's last words, and how far the step says yes.
import { describe, expect, test } from 'vitest';
import type { Conversation } from '../../contract/engine.ts';
import type { Json } from '../../contract/json.ts';
import type { Turn, TurnRole } from '../../contract/turn.ts';
import { greedy } from '../engine.suite.ts';
import { shareOfYes, withRelevanceQuestion } from './ask-relevance.ts';

const never = new AbortController().signal;

function conversation(...roles: readonly TurnRole[]): Conversation {
  const turns = roles.map((role): Turn => {
    const parts = [{ kind: 'text', text: `${role} speaks` } as const];
    return { role, parts, name: null, toolCalls: [], toolCallId: null };
  });
  const toolPolicy = { mode: 'auto', allowedNames: null, isNamed: false, isParallel: true } as const;
  return { turns, tools: [], toolPolicy, answerFormat: { kind: 'text' } };
}

test('the question stands behind what the user said last, and nothing else changes', () => {
  const asked = withRelevanceQuestion(conversation('system', 'user'));
  expect(asked?.turns[0]).toEqual(conversation('system').turns[0]);
  expect(asked?.turns[1]?.parts[0]?.text).toMatch(/^user speaks\n\n.*yes or no\.$/);
});

test.each([[['user', 'tool']], [['user', 'assistant']], [[]]] as const)('nobody is asked behind %j', (roles) => {
  expect(withRelevanceQuestion(conversation(...roles))).toBeNull();
});

describe('the share of yes', () => {
  async function share(...steps: readonly (readonly [string, number])[]): Promise<{ share: number; body: Json }> {
    let body: Json = null;
    const top = steps.map(([token, chance]) => ({ token, logprob: Math.log(chance) }));
    const client = {
      completeOnce: async (sent: Json) => {
        body = sent;
        return { completion_probabilities: [{ top_logprobs: top }] };
      },
    };
    const prompt = { kind: 'tokens', tokens: [1], opening: '' } as const;
    const run = { prompt, sampling: { ...greedy, maxTokens: 500 }, constraint: null, slot: 3, isCacheReused: true };
    return { share: await shareOfYes([1, 2], run, client, never), body };
  }

  test('is of yes and no alone, in all their spellings', async () => {
    const { share: found, body } = await share(['Yes', 0.3], [' yes', 0.15], ['No', 0.05], ['Maybe', 0.5]);
    expect(found).toBeCloseTo(0.9);
    expect(body).toMatchObject({ prompt: [1, 2], n_predict: 1, id_slot: 3, stream: false });
  });

  test('is whole where the model says neither: it is not taken at a word it did not say', async () => {
    expect((await share(['The', 0.9])).share).toBe(1);
  });
});
