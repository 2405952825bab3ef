// In: answers that ended behind a call, and an engine that says how sure it was of the end. Out: another call only where it was not sure,
// never one that was made already, never more tokens than allowed.
import { describe, expect, test } from 'vitest';
import { greedy } from '../engine.suite.ts';
import { type AddedCall, type FurtherCallPorts, furtherCalls } from './further-calls.ts';

const never = new AbortController().signal;
const endToken = 0;
const further = {
  furtherGrammar: () => 'root ::= "{"',
  begun: '"name"\\s*:\\s*"(?:look)"\\s*,\\s*"arguments"\\s*:',
};
const callAt = (place: string) => `{"name": "look", "arguments": {"at": "${place}"}}`;
const fenced = (call: string) => `\`\`\`json\n${call}\n\`\`\``;

interface Step {
  /** ln p of the likeliest token that is no end. */
  readonly goingOn: number;
  readonly writes?: string;
  readonly isCut?: boolean;
}

/** Every character is its own token. */
function scripted(steps: readonly Step[]) {
  const prompts: string[] = [];
  let step = 0;
  const client: FurtherCallPorts['client'] = {
    tokenize: async ([text = '']) => [...text].map((letter) => letter.charCodeAt(0)),
    completeOnce: async () => ({
      completion_probabilities: [
        {
          top_logprobs: [
            { id: endToken, logprob: 0 },
            { id: 10, logprob: steps[step]?.goingOn ?? -20 },
          ],
        },
      ],
    }),
    complete: async function* (body) {
      const { writes = '', isCut = false } = steps[step++] ?? {};
      prompts.push(String.fromCharCode(...(Reflect.get(Object(body), 'prompt') as number[])));
      yield { content: writes, tokens: [...writes].map((letter) => letter.charCodeAt(0)) };
      yield { stop: true, stop_type: isCut ? 'limit' : 'eos', tokens_predicted: writes.length + 1 };
    },
  };
  return { client, prompts };
}

async function added(text: string, steps: readonly Step[], { opening = '', maxTokens = 1000 } = {}) {
  const { client, prompts } = scripted(steps);
  const prompt = [...`ask ${opening}`].map((letter) => letter.charCodeAt(0));
  const tokens = [...text].map((letter) => letter.charCodeAt(0));
  const run = {
    prompt: { kind: 'tokens', tokens: prompt, opening } as const,
    sampling: { ...greedy, maxTokens },
    constraint: null,
    slot: 0,
    isCacheReused: true,
    adapter: null,
  };
  const usage = { promptTokens: prompt.length, completionTokens: text.length, cachedTokens: 0 };
  const calls: AddedCall[] = [];
  const ports = { client, leastLogprob: -8, controlTokens: new Set([endToken]) };
  for await (const call of furtherCalls({ run, ...further, prompt, opening, text, tokens, usage }, ports, never))
    calls.push(call);
  return { calls, prompts };
}

describe('behind a finished call', () => {
  test('the next is begun as the first was, as long as the model leaves room for it', async () => {
    const text = `Sure.\n${fenced(callAt('sea'))}`;
    const { calls, prompts } = await added(text, [
      { goingOn: -5, writes: `${callAt('sky')}\n\`\`\`` },
      { goingOn: -7.9, writes: `${callAt('sun')}\n\`\`\`` },
      { goingOn: -8.1, writes: callAt('moon') },
    ]);
    expect(calls.map((call) => call.text)).toEqual([`\n${fenced(callAt('sky'))}`, `\n${fenced(callAt('sun'))}`]);
    expect(prompts).toEqual([`ask ${text}\n\`\`\`json\n`, `ask ${text}\n${fenced(callAt('sky'))}\n\`\`\`json\n`]);
    for (const call of calls) {
      expect(String.fromCharCode(...call.tokens)).toBe(call.text);
      expect(call.completionTokens).toBe(call.text.length + 1);
    }
  });

  test('nothing is asked of a model that is sure', async () => {
    expect(await added(callAt('sea'), [{ goingOn: -11, writes: callAt('sky') }])).toEqual({ calls: [], prompts: [] });
  });

  test('an opening is the markup of every call', async () => {
    const steps = [{ goingOn: -5, writes: `${callAt('sky')}\n</tool_call>` }];
    const { calls } = await added(`${callAt('sea')}\n</tool_call>`, steps, { opening: '<tool_call>\n' });
    expect(calls[0]?.text).toBe(`\n<tool_call>\n${callAt('sky')}\n</tool_call>`);
  });

  test('the same call once more is the end, however it is spaced', async () => {
    const again = '{\n  "name": "look",\n  "arguments": {"at": "sea"}\n}\n```';
    expect((await added(fenced(callAt('sea')), [{ goingOn: -1, writes: again }])).calls).toEqual([]);
  });

  test('a call that the limit of tokens cuts is none', async () => {
    const text = callAt('sea');
    const { calls } = await added(text, [{ goingOn: -1, writes: '{"name": "lo', isCut: true }], { maxTokens: 80 });
    expect(calls).toEqual([{ text: '', tokens: [], completionTokens: 14, wasCut: true }]);
    expect((await added(text, [{ goingOn: -1, writes: callAt('sky') }], { maxTokens: text.length })).calls).toEqual([]);
  });

  test('a model that never stops is stopped', async () => {
    const steps = Array.from({ length: 40 }, (_, index) => ({ goingOn: -1, writes: callAt(`place ${index}`) }));
    expect((await added(callAt('sea'), steps)).calls).toHaveLength(16);
  });
});

test('text without a call is left alone', async () => {
  expect((await added('I cannot look.', [{ goingOn: -1, writes: callAt('sky') }])).calls).toEqual([]);
});
