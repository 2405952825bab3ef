// In: nothing. Out: the cases of POST /v1/responses.
import { strict as assert } from 'node:assert';
import { counting, refused, succeeded } from './chat-asks.ts';
import type { ConformanceCase, Target } from './conformance-case.ts';
import { type Answer, at, clientOf, listAt, numberAt, post, stream, textAt } from './exchange.ts';

const path = '/v1/responses';

const bodyOf = ({ model }: Target, members: object = {}): object => ({
  model,
  input: counting,
  temperature: 0,
  max_output_tokens: 16,
  ...members,
});

const messageOf = (body: unknown) => listAt(body, 'output').find((item) => at(item, 'type') === 'message');
const textOf = (body: unknown) => textAt(messageOf(body), 'content', 0, 'text');

const place = { type: 'string', enum: ['Rome', 'Oslo'] };
const schema = { type: 'object', properties: { city: place }, required: ['city'], additionalProperties: false };
const inRome = 'It is 31 degrees in Rome. Give the city as JSON.';
const weather = {
  type: 'function',
  name: 'get_weather',
  description: 'Tells the weather in a city.',
  parameters: {
    type: 'object',
    properties: { city: { type: 'string' } },
    required: ['city'],
    additionalProperties: false,
  },
  strict: true,
};

const cases: readonly ConformanceCase[] = [
  {
    id: 'responses-openai-client',
    asserts: 'the official client gets a response: ids, text, usage',
    run: async (target) => {
      const answer = await clientOf(target).responses.create({
        model: target.model,
        input: [
          { role: 'system', content: 'You do what is asked.' },
          { role: 'user', content: 'Repeat this word and nothing else: apple' },
        ],
        max_output_tokens: 16,
        temperature: 0,
      });
      assert.match(answer.id, /^resp_/, 'id');
      assert.match(answer.output[0]?.id ?? '', /^msg_/, 'id of the message');
      assert.match(answer.output_text, /apple/i, 'text');
      assert.equal(answer.status, 'completed', 'status');
      assert.equal(answer.usage?.total_tokens, (answer.usage?.input_tokens ?? 0) + (answer.usage?.output_tokens ?? 0));
    },
  },
  {
    id: 'responses-stream',
    asserts: 'events come in order with one id each for response and message; deltas together are the final text',
    run: async (target) => {
      const answer = succeeded(await stream(target, path, bodyOf(target, { input: 'Say hello.' })));
      const types = answer.events.map((event) => textAt(event, 'type'));
      const order = types.filter((type, index) => type !== types[index - 1]);
      assert.deepEqual(
        order.slice(0, -1),
        [
          'response.created',
          'response.in_progress',
          'response.output_item.added',
          'response.content_part.added',
          'response.output_text.delta',
          'response.output_text.done',
          'response.content_part.done',
          'response.output_item.done',
        ],
        'order',
      );
      assert.match(types.at(-1) ?? '', /^response\.(completed|incomplete)$/, 'last event');
      assert.deepEqual(answer.names, types, 'event lines');
      assert.deepEqual(
        answer.events.map((event) => at(event, 'sequence_number')),
        [...types.keys()],
        'sequence_number',
      );
      const final = at(answer.events.at(-1), 'response');
      const deltas = answer.events.filter((event) => at(event, 'type') === 'response.output_text.delta');
      assert.equal(deltas.map((event) => textAt(event, 'delta')).join(''), textOf(final), 'text');
      const ids = answer.events.flatMap((event) => at(event, 'response', 'id') ?? []);
      assert.deepEqual([...new Set(ids)], [at(final, 'id')], 'ids of the response');
      const items = answer.events.flatMap((event) => at(event, 'item_id') ?? at(event, 'item', 'id') ?? []);
      assert.deepEqual([...new Set(items)], [at(messageOf(final), 'id')], 'ids of the message');
    },
  },
  {
    id: 'responses-openai-client-stream',
    asserts: 'the official client’s stream gives the same text in deltas and at the end',
    run: async (target) => {
      const ask = {
        model: target.model,
        input: counting,
        max_output_tokens: 16,
        temperature: 0,
        stream: true,
      } as const;
      let [text, final] = ['', ''];
      for await (const event of await clientOf(target).responses.create(ask)) {
        if (event.type === 'response.output_text.delta') text += event.delta;
        if (event.type === 'response.completed' || event.type === 'response.incomplete') final = textOf(event.response);
      }
      assert.match(text, /^1, ?2, ?3/, 'text');
      assert.equal(final, text, 'final text');
    },
  },
  {
    id: 'responses-incomplete',
    asserts: 'an answer cut by max_output_tokens is incomplete, and says why',
    run: async (target) => {
      const { body } = succeeded(await post(target, path, bodyOf(target)));
      assert.equal(at(body, 'usage', 'output_tokens'), 16, 'output_tokens');
      assert.equal(at(body, 'status'), 'incomplete', 'status');
      assert.equal(at(body, 'incomplete_details', 'reason'), 'max_output_tokens', 'reason');
    },
  },
  {
    id: 'responses-instructions',
    asserts: 'instructions stand before the input',
    run: async (target) => {
      const plain = succeeded(await post(target, path, bodyOf(target)));
      const instructions = 'You like numbers a lot, and you would rather say one too many than one too few of them.';
      const instructed = succeeded(await post(target, path, bodyOf(target, { instructions })));
      const tokens = ({ body }: Answer) => numberAt(body, 'usage', 'input_tokens');
      assert.ok(tokens(instructed) > tokens(plain) + 5, `${tokens(instructed)} tokens, without them ${tokens(plain)}`);
    },
  },
  {
    id: 'responses-json-schema',
    asserts: 'text.format json_schema gives what the schema allows',
    needs: ['response_format'],
    run: async (target) => {
      const format = { type: 'json_schema', name: 'place', strict: true, schema };
      const { body } = succeeded(await post(target, path, bodyOf(target, { input: inRome, text: { format } })));
      assert.deepEqual(JSON.parse(textOf(body)), { city: 'Rome' }, 'value');
    },
  },
  {
    id: 'responses-refuses-format',
    asserts: 'text.format json_schema without a schema is a 400',
    run: async (target) => {
      refused(await post(target, path, bodyOf(target, { text: { format: { type: 'json_schema', name: 'x' } } })), 400);
    },
  },
  {
    id: 'responses-tools',
    asserts: 'tool_choice required gives a function_call item with its arguments',
    needs: ['tools'],
    run: async (target) => {
      const members = { input: 'What is the weather in Rome?', tools: [weather], tool_choice: 'required' };
      const { body } = succeeded(await post(target, path, bodyOf(target, { ...members, max_output_tokens: 60 })));
      const call = listAt(body, 'output').find((item) => at(item, 'type') === 'function_call');
      assert.equal(at(call, 'name'), 'get_weather', 'name');
      assert.notEqual(textAt(call, 'call_id'), '', 'call_id');
      assert.match(textAt(JSON.parse(textAt(call, 'arguments')), 'city'), /rome/i, 'city');
    },
  },
];

export const responsesCases: readonly ConformanceCase[] = cases.map((one) => ({
  ...one,
  needs: ['responses', ...(one.needs ?? [])],
}));
