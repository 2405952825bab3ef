// In: nothing. Out: the cases of Anthropic's POST /v1/messages and its count of tokens.
import { strict as assert } from 'node:assert';
import { asUser, counting, succeeded } from './chat-asks.ts';
import type { ConformanceCase, Target } from './conformance-case.ts';
import { type Answer, at, listAt, numberAt, post, type Streamed, stream, textAt } from './exchange.ts';

const path = '/v1/messages';

const bodyOf = ({ model }: Target, members: object = {}): object => ({
  model,
  messages: asUser(counting),
  temperature: 0,
  max_tokens: 8,
  ...members,
});

const headersOf = ({ key }: Target) => ({
  'anthropic-version': '2023-06-01',
  ...(key === null ? {} : { 'x-api-key': key }),
});

const ask = async (target: Target, members: object = {}) =>
  succeeded(await post(target, path, bodyOf(target, members), headersOf(target))).body;
const count = async (target: Target, members: object) =>
  succeeded(await post(target, `${path}/count_tokens`, { model: target.model, ...members }, headersOf(target))).body;
const eventsOf = async (target: Target, members: object = {}): Promise<Streamed> =>
  succeeded(await stream(target, path, bodyOf(target, members)));
const textOf = (body: unknown) =>
  listAt(body, 'content')
    .map((block) => textAt(block, 'text'))
    .join('');

function refusedAsAnthropic({ status, body }: Answer): void {
  assert.equal(status, 400, 'status');
  assert.equal(at(body, 'type'), 'error', 'type');
  assert.equal(at(body, 'error', 'type'), 'invalid_request_error', 'error.type');
}

const weather = {
  name: 'get_weather',
  description: 'Tells the weather in a city.',
  input_schema: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] },
};
const inRome = { messages: asUser('What is the weather in Rome?'), tools: [weather], max_tokens: 60 };

function checkBlocks(events: readonly unknown[]): void {
  const indices = (type: string) =>
    events.filter((event) => at(event, 'type') === type).map((event) => numberAt(event, 'index'));
  const starts = indices('content_block_start');
  assert.deepEqual(starts, [...starts.keys()], 'indices of the blocks');
  assert.deepEqual(indices('content_block_stop'), starts, 'every block is closed');
}

const cases: readonly ConformanceCase[] = [
  {
    id: 'messages-answer',
    asserts: 'a message with blocks of text, a reason to stop and usage, the cache’s share included',
    run: async (target) => {
      const body = await ask(target);
      assert.match(textAt(body, 'id'), /^msg/, 'id');
      assert.equal(at(body, 'type'), 'message', 'type');
      assert.equal(at(body, 'role'), 'assistant', 'role');
      assert.equal(at(body, 'content', 0, 'type'), 'text', 'type of the block');
      assert.match(textOf(body), /^1, ?2, ?3/, 'text');
      assert.equal(at(body, 'stop_reason'), 'max_tokens', 'stop_reason');
      assert.equal(at(body, 'usage', 'output_tokens'), 8, 'output_tokens');
      for (const member of ['input_tokens', 'cache_read_input_tokens'])
        assert.ok(Number.isInteger(at(body, 'usage', member)), member);
    },
  },
  {
    id: 'messages-system-and-parts',
    asserts: 'system may be a text or blocks, content may be blocks, and turns are remembered',
    run: async (target) => {
      const messages = [
        {
          role: 'user',
          content: [
            { type: 'text', text: 'My name' },
            { type: 'text', text: ' is Ada.' },
          ],
        },
        { role: 'assistant', content: 'Nice to meet you, Ada.' },
        { role: 'user', content: 'What is my name?' },
      ];
      const system = 'You answer in one short sentence.';
      assert.match(textOf(await ask(target, { messages, system, max_tokens: 12 })), /Ada/, 'text');
      assert.match(
        textOf(await ask(target, { messages, system: [{ type: 'text', text: system }], max_tokens: 12 })),
        /Ada/,
        'text',
      );
    },
  },
  {
    id: 'messages-stream',
    asserts:
      'events in Anthropic’s order, blocks by index, usage at the start and the end, deltas together the whole text',
    run: async (target) => {
      const { events, names } = await eventsOf(target);
      const types = events.map((event) => textAt(event, 'type')).filter((type) => type !== 'ping');
      assert.deepEqual(
        types.filter((type, index) => type !== types[index - 1]),
        [
          'message_start',
          'content_block_start',
          'content_block_delta',
          'content_block_stop',
          'message_delta',
          'message_stop',
        ],
        'order',
      );
      assert.deepEqual(
        names,
        events.map((event) => at(event, 'type')),
        'event lines',
      );
      assert.deepEqual(at(events[0], 'message', 'content'), [], 'content at the start');
      assert.ok(numberAt(events[0], 'message', 'usage', 'input_tokens') > 0, 'input_tokens at the start');
      checkBlocks(events);
      const end = events.find((event) => at(event, 'type') === 'message_delta');
      assert.equal(at(end, 'delta', 'stop_reason'), 'max_tokens', 'stop_reason');
      assert.equal(at(end, 'usage', 'output_tokens'), 8, 'output_tokens');
      const text = events.map((event) => textAt(event, 'delta', 'text')).join('');
      assert.equal(text, textOf(await ask(target)), 'text');
    },
  },
  {
    id: 'messages-stop-sequences',
    asserts: 'a stop sequence ends the message, is named, and is not part of it',
    run: async (target) => {
      const body = await ask(target, { stop_sequences: ['4'], max_tokens: 30 });
      assert.doesNotMatch(textOf(body), /4/, 'text');
      assert.equal(at(body, 'stop_reason'), 'stop_sequence', 'stop_reason');
      assert.equal(at(body, 'stop_sequence'), '4', 'stop_sequence');
    },
  },
  {
    id: 'messages-sampling-members',
    asserts: 'top_p, top_k and metadata are taken',
    run: async (target) => {
      await ask(target, { top_p: 0.9, top_k: 40, metadata: { user_id: 'someone' }, max_tokens: 2 });
    },
  },
  {
    id: 'messages-count-tokens',
    asserts: 'count_tokens needs no max_tokens, gives input_tokens only, and grows with a system text',
    run: async (target) => {
      const plain = await count(target, { messages: asUser('Hello world') });
      assert.deepEqual(Object.keys(Object(plain)), ['input_tokens'], 'members');
      const system = 'You are an assistant who is as helpful as can be, and answers every question at great length.';
      const longer = await count(target, { messages: asUser('Hello world'), system });
      assert.ok(numberAt(longer, 'input_tokens') > numberAt(plain, 'input_tokens'), 'more with a system text');
    },
  },
  {
    id: 'messages-count-is-usage',
    asserts: 'count_tokens says what the message itself will cost',
    run: async (target) => {
      const body = await ask(target, { max_tokens: 1 });
      const spent = ['input_tokens', 'cache_read_input_tokens'].map((member) => numberAt(body, 'usage', member));
      const counted = await count(target, { messages: asUser(counting) });
      assert.equal(numberAt(counted, 'input_tokens'), (spent[0] ?? 0) + (spent[1] ?? 0), 'input_tokens');
    },
  },
  {
    id: 'messages-refuses-no-messages',
    asserts: 'no messages is a 400 in Anthropic’s shape',
    run: async (target) => {
      refusedAsAnthropic(await post(target, path, bodyOf(target, { messages: undefined }), headersOf(target)));
    },
  },
  {
    id: 'messages-refuses-no-max-tokens',
    asserts: 'no max_tokens is a 400 in Anthropic’s shape',
    run: async (target) => {
      const members = { messages: asUser('Say hello.'), max_tokens: undefined };
      refusedAsAnthropic(await post(target, path, bodyOf(target, members), headersOf(target)));
    },
  },
  {
    id: 'messages-tool-use',
    asserts: 'tool_choice any gives a tool_use block with an object as input',
    needs: ['tools'],
    run: async (target) => {
      const body = await ask(target, { ...inRome, tool_choice: { type: 'any' } });
      const block = listAt(body, 'content').find((one) => at(one, 'type') === 'tool_use');
      assert.equal(at(block, 'name'), 'get_weather', 'name');
      assert.notEqual(textAt(block, 'id'), '', 'id');
      assert.match(textAt(block, 'input', 'city'), /rome/i, 'city');
      assert.equal(at(body, 'stop_reason'), 'tool_use', 'stop_reason');
    },
  },
  {
    id: 'messages-tool-use-stream',
    asserts: 'the input of a streamed tool_use comes as pieces of JSON',
    needs: ['tools'],
    run: async (target) => {
      const { events } = await eventsOf(target, { ...inRome, tool_choice: { type: 'any' } });
      checkBlocks(events);
      const start = events.find((event) => at(event, 'content_block', 'type') === 'tool_use');
      assert.equal(at(start, 'content_block', 'name'), 'get_weather', 'name');
      const pieces = events.map((event) => textAt(event, 'delta', 'partial_json')).join('');
      assert.match(textAt(JSON.parse(pieces), 'city'), /rome/i, 'city');
    },
  },
  {
    id: 'messages-tool-result',
    asserts: 'a tool’s result, also one that failed or stands beside text, is answered in text',
    needs: ['tools'],
    run: async (target) => {
      const called = {
        role: 'assistant',
        content: [{ type: 'tool_use', id: 'tool_1', name: 'get_weather', input: { city: 'Rome' } }],
      };
      const result = { type: 'tool_result', tool_use_id: 'tool_1', content: 'Sunny, 31 degrees' };
      const ends = [
        [result],
        [result, { type: 'text', text: 'In short, please.' }],
        [{ ...result, is_error: true, content: 'No such city' }],
      ];
      for (const content of ends) {
        const messages = [...inRome.messages, called, { role: 'user', content }];
        assert.notEqual(textOf(await ask(target, { ...inRome, messages, max_tokens: 6 })), '', 'text');
      }
    },
  },
];

export const messagesCases: readonly ConformanceCase[] = cases.map((one) => ({
  ...one,
  needs: ['messages', ...(one.needs ?? [])],
}));
