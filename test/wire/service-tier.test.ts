// In: tiers asked for by keys that may hurry and keys that may not. Out: each answer, whole and streamed, names the tier that it was served by.
import { createHash } from 'node:crypto';
import type OpenAI from 'openai';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ScriptedService, startScriptedService } from './start-scripted-service.ts';

const key = (id: string, roles: readonly string[]) => ({
  id,
  keySha256: createHash('sha256').update(id).digest('hex'),
  roles,
});

let scripted: ScriptedService;

beforeAll(async () => {
  scripted = await startScriptedService({
    file: { keys: [key('hurried', ['caller', 'priority']), key('plain', ['caller'])] },
  });
});

afterAll(async () => scripted.stop());

const model = 'gpt-4o-mini';
type Asked = NonNullable<OpenAI.Chat.ChatCompletionCreateParams['service_tier']>;

async function tiersOf(apiKey: string, tier: Asked | undefined): Promise<readonly unknown[]> {
  const client = scripted.client({ apiKey });
  const asked = { model, ...(tier === undefined ? {} : { service_tier: tier }) };
  const messages = [{ role: 'user' as const, content: 'hi' }];
  const whole = await client.chat.completions.create({ ...asked, messages });
  const response = await client.responses.create({ ...asked, input: 'hi' });
  const told = new Set<unknown>([whole.service_tier, response.service_tier]);
  for await (const chunk of await client.chat.completions.create({ ...asked, messages, stream: true }))
    told.add(chunk.service_tier);
  for await (const event of await client.responses.create({ ...asked, input: 'hi', stream: true }))
    if (event.type === 'response.completed') told.add(event.response.service_tier);
  return [...told];
}

test.each<readonly [string, Asked | undefined, string]>([
  ['plain', undefined, 'default'],
  ['plain', 'auto', 'default'],
  ['plain', 'default', 'default'],
  ['plain', 'scale', 'default'],
  ['plain', 'flex', 'flex'],
  ['plain', 'priority', 'default'],
  ['hurried', undefined, 'default'],
  ['hurried', 'auto', 'default'],
  ['hurried', 'flex', 'flex'],
  ['hurried', 'priority', 'priority'],
  ['hurried', 'fast', 'priority'],
])('%s, %s: %s', async (apiKey, asked, served) => {
  expect(await tiersOf(apiKey, asked)).toEqual([served]);
});
