// In: nothing. Out: the cases of tools in chat completions.
import { strict as assert } from 'node:assert';
import { asUser, choicesOf, chunksOf, textOf, whole } from './chat-asks.ts';
import type { ConformanceCase } from './conformance-case.ts';
import { at, listAt, numberAt, textAt } from './exchange.ts';

const tool = (name: string, description: string, property: string, about: string) => ({
  type: 'function',
  function: {
    name,
    description,
    parameters: {
      type: 'object',
      properties: { [property]: { type: 'string', description: about } },
      required: [property],
      additionalProperties: false,
    },
  },
});

const weather = tool('get_weather', 'Tells the weather in a city.', 'city', 'Name of the city');
const python = tool('run_python', 'Runs Python code and tells what it printed.', 'code', 'The code');
const inRome = { messages: asUser('What is the weather in Rome?'), tools: [weather], max_tokens: 60 };

function checkCall(call: unknown, name: string, property: string): string {
  assert.equal(at(call, 'type'), 'function', 'type');
  assert.notEqual(textAt(call, 'id'), '', 'id');
  assert.equal(at(call, 'function', 'name'), name, 'name');
  const given: unknown = JSON.parse(textAt(call, 'function', 'arguments'));
  assert.equal(typeof at(given, property), 'string', `arguments have ${property}`);
  return textAt(given, property);
}

export const toolCases: readonly ConformanceCase[] = [
  {
    id: 'tools-required',
    asserts: 'tool_choice required gives a call with the arguments its schema asks for',
    needs: ['tools'],
    run: async (target) => {
      const { body } = await whole(target, { ...inRome, tool_choice: 'required', parallel_tool_calls: false });
      const calls = listAt(body, 'choices', 0, 'message', 'tool_calls');
      assert.equal(calls.length, 1, 'number of calls');
      assert.match(checkCall(calls[0], 'get_weather', 'city'), /rome/i, 'city');
      assert.equal(textOf(body), '', 'text');
      assert.equal(at(body, 'choices', 0, 'finish_reason'), 'tool_calls', 'finish_reason');
    },
  },
  {
    id: 'tools-required-stream',
    asserts: 'the same in a stream: name and id first, then the arguments in pieces, by index',
    needs: ['tools'],
    run: async (target) => {
      const answer = await chunksOf(target, { ...inRome, tool_choice: 'required', parallel_tool_calls: false });
      const deltas = choicesOf(answer).flatMap((choice) => listAt(choice, 'delta', 'tool_calls'));
      assert.deepEqual([...new Set(deltas.map((delta) => numberAt(delta, 'index')))], [0], 'index');
      assert.equal(deltas.filter((delta) => at(delta, 'id') !== undefined).length, 1, 'deltas with an id');
      const pieces = deltas.map((delta) => textAt(delta, 'function', 'arguments')).join('');
      const [first] = deltas;
      const call = { ...Object(first), function: { name: at(first, 'function', 'name'), arguments: pieces } };
      assert.match(checkCall(call, 'get_weather', 'city'), /rome/i, 'city');
      assert.equal(at(choicesOf(answer).at(-1), 'finish_reason'), 'tool_calls', 'finish_reason');
    },
  },
  {
    id: 'tools-named',
    asserts: 'a named tool is called although another one fits the question',
    needs: ['tools'],
    run: async (target) => {
      const { body } = await whole(target, {
        ...inRome,
        tools: [weather, python],
        tool_choice: { type: 'function', function: { name: 'run_python' } },
      });
      checkCall(at(body, 'choices', 0, 'message', 'tool_calls', 0), 'run_python', 'code');
    },
  },
  {
    id: 'tools-automatic',
    asserts: 'without a tool_choice the fitting tool is called',
    needs: ['tools'],
    run: async (target) => {
      const { body } = await whole(target, { ...inRome, tools: [weather, python] });
      assert.match(
        checkCall(at(body, 'choices', 0, 'message', 'tool_calls', 0), 'get_weather', 'city'),
        /rome/i,
        'city',
      );
      assert.equal(at(body, 'choices', 0, 'finish_reason'), 'tool_calls', 'finish_reason');
    },
  },
  {
    id: 'tools-none-asked',
    asserts: 'tool_choice none gives text and no call',
    needs: ['tools'],
    run: async (target) => {
      const { body } = await whole(target, { ...inRome, tool_choice: 'none', max_tokens: 16 });
      assert.deepEqual(listAt(body, 'choices', 0, 'message', 'tool_calls'), [], 'calls');
      assert.notEqual(textOf(body), '', 'text');
    },
  },
  {
    id: 'tools-not-needed',
    asserts: 'a question that needs no tool is answered in text',
    needs: ['tools'],
    run: async (target) => {
      const { body } = await whole(target, {
        messages: asUser('Hello! How are you?'),
        tools: [weather],
        max_tokens: 24,
      });
      assert.deepEqual(listAt(body, 'choices', 0, 'message', 'tool_calls'), [], 'calls');
      assert.notEqual(textOf(body), '', 'text');
    },
  },
  {
    id: 'tools-answer-used',
    asserts: 'what a tool answered is in the text that follows',
    needs: ['tools'],
    run: async (target) => {
      const call = { id: 'call_1', type: 'function', function: { name: 'get_weather', arguments: '{"city":"Rome"}' } };
      const messages = [
        ...inRome.messages,
        { role: 'assistant', content: null, tool_calls: [call] },
        { role: 'tool', tool_call_id: 'call_1', content: '{"celsius": 31, "sky": "sunny"}' },
        { role: 'user', content: 'So, in one sentence of English: how warm is it?' },
      ];
      const { body } = await whole(target, { ...inRome, messages, tool_choice: 'none', max_tokens: 24 });
      assert.match(textOf(body), /31/, 'text');
    },
  },
];
