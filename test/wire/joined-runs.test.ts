// In: clients that ask the same at the same time, streamed and whole. Out: one run, true usage for each, nothing across keys, and a switch.
import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { slowScript, startScriptedService, until } from './start-scripted-service.ts';

const asked = {
  model: 'gpt-4o-mini',
  messages: [{ role: 'user' as const, content: 'hi there' }],
  temperature: 0,
};
const slow = () => slowScript(20, 20);

test('one run answers all who ask the same, and goes on when the first one leaves', async () => {
  const scripted = await startScriptedService({ answer: slow });
  const leaving = new AbortController();
  const first = fetch(`${scripted.baseUrl}/v1/chat/completions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(asked),
    signal: leaving.signal,
  }).catch(() => 'left');
  await until(() => scripted.engine.running() === 1, 1000);
  const stream = scripted.post({ ...asked, stream: true, stream_options: { include_usage: true } });
  const { completions } = scripted.client().chat;
  const whole = completions.create(asked);
  const other = completions.create({ ...asked, messages: [{ role: 'user', content: 'hi then' }] });
  await until(() => scripted.engine.running() === 2, 1000);
  await new Promise((resolve) => setTimeout(resolve, 60));
  leaving.abort();
  expect(await first).toBe('left');
  const { choices, usage } = await whole;
  const expected = Array.from({ length: 20 }, (_, at) => `${at} `).join('');
  expect(choices[0]?.message.content).toBe(expected);
  const promptTokens = usage?.prompt_tokens;
  expect(usage).toMatchObject({ completion_tokens: 20, prompt_tokens_details: { cached_tokens: promptTokens } });
  const text = await (await stream).text();
  expect(text).toContain('"19 "');
  expect(text).toContain(`"cached_tokens":${promptTokens}`);
  expect((await other).usage?.prompt_tokens_details?.cached_tokens).toBe(0);
  expect(scripted.engine.runs.length).toBe(2);
  const metrics = await (await fetch(`${scripted.baseUrl}/metrics`)).text();
  expect(metrics).toContain('kinglet_joined_runs_total{engine="scripted"} 2\n');
  expect(scripted.service.store.countByOutcome()).toMatchObject({ done: 3, aborted: 1, open: 0 });
  await scripted.stop();
});

test('keys share nothing, but where their deployment says so', async () => {
  const key = (id: string) => ({ id, keySha256: createHash('sha256').update(id).digest('hex') });
  const scripted = await startScriptedService({
    answer: slow,
    file: {
      keys: [key('one'), key('two')],
      deployments: [{ name: 'apart' }, { name: 'shared', sharedPrefixes: true }],
    },
  });
  const askBoth = (model: string) =>
    Promise.all(
      ['one', 'two'].map(async (id) => {
        const response = await scripted.post({ ...asked, model }, { authorization: `Bearer ${id}` });
        expect(response.status).toBe(200);
        return response.json();
      }),
    );
  await askBoth('apart');
  expect(scripted.engine.runs.length).toBe(2);
  await askBoth('shared');
  expect(scripted.engine.runs.length).toBe(3);
  await scripted.stop();
});

test('it can be turned off', async () => {
  const scripted = await startScriptedService({ answer: slow, environment: { KINGLET_JOIN_RUNS: 'off' } });
  await Promise.all([scripted.post(asked), scripted.post(asked)]);
  expect(scripted.engine.runs.length).toBe(2);
  await scripted.stop();
});
