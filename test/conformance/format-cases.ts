// In: nothing. Out: the cases of response_format in chat completions.
import { strict as assert } from 'node:assert';
import { asUser, chatBody, chatPath, chunksOf, refused, streamedText, textOf, whole } from './chat-asks.ts';
import type { ConformanceCase } from './conformance-case.ts';
import { at, post } from './exchange.ts';

const report = {
  type: 'json_schema',
  json_schema: {
    name: 'report',
    strict: true,
    schema: {
      type: 'object',
      properties: { city: { type: 'string', enum: ['Rome', 'Oslo'] }, celsius: { type: 'integer' } },
      required: ['city', 'celsius'],
      additionalProperties: false,
    },
  },
};

const weather = { messages: asUser('It is 31 degrees in Rome. Give city and celsius as JSON.'), max_tokens: 40 };

const brokenFormats: readonly (readonly [string, unknown])[] = [
  ['type', { type: 'sound' }],
  ['no-schema', { type: 'json_schema' }],
  ['schema-a-number', { type: 'json_schema', json_schema: { name: 'x', schema: 123 } }],
  ['schema-type', { type: 'json_schema', json_schema: { name: 'x', strict: true, schema: { type: 'hiccup' } } }],
];

export const formatCases: readonly ConformanceCase[] = [
  {
    id: 'format-text',
    asserts: 'response_format text is an ordinary answer',
    run: async (target) => {
      assert.match(textOf((await whole(target, { response_format: { type: 'text' } })).body), /^1, ?2/, 'text');
    },
  },
  {
    id: 'format-json-object',
    asserts: 'json_object gives one JSON object',
    needs: ['response_format'],
    run: async (target) => {
      const { body } = await whole(target, { ...weather, response_format: { type: 'json_object' }, max_tokens: 60 });
      assert.equal(at(body, 'choices', 0, 'finish_reason'), 'stop', 'finish_reason');
      const value: unknown = JSON.parse(textOf(body));
      assert.ok(typeof value === 'object' && value !== null && !Array.isArray(value), 'an object');
    },
  },
  {
    id: 'format-json-schema',
    asserts: 'json_schema gives exactly what the schema allows',
    needs: ['response_format'],
    run: async (target) => {
      const { body } = await whole(target, { ...weather, response_format: report });
      assert.deepEqual(JSON.parse(textOf(body)), { city: 'Rome', celsius: 31 }, 'value');
    },
  },
  {
    id: 'format-json-schema-const',
    asserts: 'a const is said whatever was asked',
    needs: ['response_format'],
    run: async (target) => {
      const schema = {
        type: 'object',
        properties: { word: { const: 'fuuu' } },
        required: ['word'],
        additionalProperties: false,
      };
      const { body } = await whole(target, {
        response_format: { type: 'json_schema', json_schema: { name: 'word', schema } },
        max_tokens: 24,
      });
      assert.deepEqual(JSON.parse(textOf(body)), { word: 'fuuu' }, 'value');
    },
  },
  {
    id: 'format-json-schema-reference',
    asserts: 'a schema may refer to its own definitions',
    needs: ['response_format'],
    run: async (target) => {
      const schema = {
        type: 'object',
        properties: { from: { $ref: '#/$defs/place' } },
        required: ['from'],
        additionalProperties: false,
        $defs: { place: { type: 'string', enum: ['Rome', 'Oslo'] } },
      };
      const { body } = await whole(target, {
        ...weather,
        response_format: { type: 'json_schema', json_schema: { name: 'trip', strict: true, schema } },
      });
      assert.deepEqual(JSON.parse(textOf(body)), { from: 'Rome' }, 'value');
    },
  },
  {
    id: 'format-stream-is-whole',
    asserts: 'the streamed JSON is the whole one',
    needs: ['response_format'],
    run: async (target) => {
      const streamed = streamedText(await chunksOf(target, { ...weather, response_format: report }));
      assert.deepEqual(JSON.parse(streamed), { city: 'Rome', celsius: 31 }, 'value');
    },
  },
  ...brokenFormats.map(
    ([name, format]): ConformanceCase => ({
      id: `format-refuses-${name}`,
      asserts: `response_format ${JSON.stringify(format)} is a 400`,
      run: async (target) => {
        refused(await post(target, chatPath, chatBody(target, { response_format: format, max_tokens: 1 })), 400);
      },
    }),
  ),
];
