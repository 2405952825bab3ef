// In: the 0.5B model behind the service. Out: proof that the Responses API answers on the real engine: whole, streamed, cut short.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ModelService, startModelService } from './start-model-service.ts';

const members = {
  model: 'gpt-4o-mini',
  instructions: 'Answer with one word.',
  input: [
    { role: 'user' as const, content: [{ type: 'input_text' as const, text: 'What is the capital of France?' }] },
  ],
  temperature: 0,
};

let service: ModelService;
beforeAll(async () => {
  service = await startModelService({ slots: 1, contextTokens: 2048 });
});
afterAll(() => service.stop());

test('text, whole and streamed, is the same answer', async () => {
  const client = service.client();
  const whole = await client.responses.create(members);
  expect(whole.status).toBe('completed');
  expect(whole.output_text).toMatch(/paris/i);
  expect(whole.usage?.output_tokens).toBeGreaterThan(0);
  const deltas: string[] = [];
  const stream = client.responses.stream(members).on('response.output_text.delta', ({ delta }) => deltas.push(delta));
  const streamed = await stream.finalResponse();
  expect(streamed.status).toBe('completed');
  expect(streamed.output_text).toBe(whole.output_text);
  expect(deltas.join('')).toBe(whole.output_text);
  expect(streamed.usage?.output_tokens).toBe(whole.usage?.output_tokens);
});

test('an answer goes on from the last one', async () => {
  const client = service.client();
  const first = await client.responses.create(members);
  const second = await client.responses.create({
    model: 'gpt-4o-mini',
    temperature: 0,
    input: [
      ...members.input,
      { role: 'assistant', content: first.output_text },
      { role: 'user', content: 'Repeat your last answer, nothing else.' },
    ],
  });
  expect(second.output_text).toMatch(/paris/i);
});

test('max_output_tokens leaves it incomplete, whole and streamed', async () => {
  const long = { model: 'gpt-4o-mini', input: 'Count from 1 to 200.', max_output_tokens: 16, temperature: 0 };
  const client = service.client();
  const expected = {
    status: 'incomplete',
    incomplete_details: { reason: 'max_output_tokens' },
    usage: { output_tokens: 16 },
    output: [{ type: 'message', status: 'incomplete' }],
  };
  const whole = await client.responses.create(long);
  expect(whole).toMatchObject(expected);
  expect(await client.responses.stream(long).finalResponse()).toMatchObject({
    ...expected,
    output_text: whole.output_text,
  });
});

test('none of it was an internal fault', () => {
  expect(service.faultCodes).toEqual([]);
});
