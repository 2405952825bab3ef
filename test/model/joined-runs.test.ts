// In: the same asked several times at once, on the real engine. Out: it is computed once, in one slot, and everybody's text is that of a run alone.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { busySlots, engineAddress, type ModelService, startModelService } from './start-model-service.ts';

let service: ModelService;
beforeAll(async () => {
  service = await startModelService({ slots: 4, contextTokens: 2048 });
});
afterAll(async () => service.stop());

const asked = {
  ...{ model: 'gpt-4o-mini', max_tokens: 40 },
  messages: [{ role: 'user' as const, content: 'Tell me about the sea in a few sentences.' }],
};

test.each([{ temperature: 0 }, { temperature: 1, seed: 7 }])('%j', async (drawn) => {
  const { completions } = service.client().chat;
  // From the same state of the cache as those that follow.
  await completions.create({ ...asked, ...drawn });
  const alone = await completions.create({ ...asked, ...drawn });
  const leaving = new AbortController();
  const stream = { stream: true, stream_options: { include_usage: true } } as const;
  const first = await completions.create({ ...asked, ...drawn, ...stream }, { signal: leaving.signal });
  let isShown = false;
  let text = '';
  const others: Promise<typeof alone>[] = [];
  for await (const chunk of first) {
    text += chunk.choices[0]?.delta.content ?? '';
    if (text === '' || isShown) continue;
    isShown = true;
    others.push(completions.create({ ...asked, ...drawn }), completions.create({ ...asked, ...drawn }));
    await new Promise((resolve) => setTimeout(resolve, 150));
    expect(await busySlots(engineAddress(service.engine))).toBe(1);
    leaving.abort();
  }
  for (const { choices, usage } of await Promise.all(others)) {
    expect(choices[0]?.message.content).toBe(alone.choices[0]?.message.content);
    expect(usage?.completion_tokens).toBe(alone.usage?.completion_tokens);
    expect(usage?.prompt_tokens_details?.cached_tokens).toBe(alone.usage?.prompt_tokens);
  }
  expect(service.faultCodes).toEqual([]);
  expect(await busySlots(engineAddress(service.engine))).toBe(0);
});
