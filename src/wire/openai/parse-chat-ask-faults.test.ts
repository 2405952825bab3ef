// In: faulty bodies of chat completions. Out: proof that each is refused in OpenAI's words, with its code and param.
import { describe, expect, test } from 'vitest';
import { answering, asking, call, faultOf, user, withMembers, withMessages } from './chat-bodies.suite.ts';

const wordsOf = (body: unknown) => {
  const { message, code, wireCode, param } = faultOf(body);
  return { message, code: wireCode ?? code, param };
};

/** [body, message, code on the wire, param]; the wordings are OpenAI's as observed, where OpenAI has one. */
type Refusal = readonly [body: unknown, message: string, code: string, param: string | null];

function expectRefusals(refusals: readonly Refusal[]): void {
  for (const [body, message, code, param] of refusals) expect(wordsOf(body)).toEqual({ message, code, param });
}

describe('a faulty body', () => {
  test('that is no object', () => {
    const words = (got: string) => `Invalid body: expected a JSON object, but got ${got} instead.`;
    expectRefusals([
      [null, words('null'), 'invalid_type', null],
      [[], words('an array'), 'invalid_type', null],
      ['x', words('a string'), 'invalid_type', null],
      [true, words('a boolean'), 'invalid_type', null],
    ]);
  });

  test('that lacks what is required', () => {
    const missing = (body: unknown, param: string): Refusal => [
      body,
      `Missing required parameter: '${param}'.`,
      'missing_required_parameter',
      param,
    ];
    expectRefusals([
      missing({ model: 'm' }, 'messages'),
      missing({ zzz: 1, n: 'x', messages: [user] }, 'model'),
      missing(withMessages({ content: 'x' }), 'messages[0].role'),
      missing(withMessages({ role: 'user', content: [{}] }), 'messages[0].content[0].type'),
      missing(withMessages({ role: 'user', content: [{ type: 'text' }] }), 'messages[0].content[0].text'),
      missing(withMessages({ role: 'tool', content: 'x' }), 'messages[0].tool_call_id'),
      missing(withMessages({ role: 'function', content: 'x' }), 'messages[0].name'),
      missing(
        withMessages({ role: 'assistant', tool_calls: [{ ...call, function: { name: 'f' } }] }),
        'messages[0].tool_calls[0].function.arguments',
      ),
      missing(withMembers({ response_format: {} }), 'response_format.type'),
    ]);
  });

  test('with wrong types', () => {
    const wrong = (body: unknown, param: string, expected: string, got: string): Refusal => [
      body,
      `Invalid type for '${param}': expected ${expected}, but got ${got} instead.`,
      'invalid_type',
      param,
    ];
    const content = 'one of a string or array of objects';
    expectRefusals([
      wrong({ model: 7, messages: [user] }, 'model', 'a string', 'an integer'),
      wrong({ model: 'm', messages: 'ping' }, 'messages', 'an array of objects', 'a string'),
      wrong(withMessages('ping'), 'messages[0]', 'an object', 'a string'),
      wrong(withMessages({ role: 'user', content: 7 }), 'messages[0].content', content, 'an integer'),
      wrong(withMessages({ role: 'user' }, { role: 'user', content: {} }), 'messages[1].content', content, 'an object'),
      wrong(withMessages({ role: 'user', content: ['x'] }), 'messages[0].content[0]', 'an object', 'a string'),
      wrong(withMessages({ ...asking, tool_calls: 'x' }), 'messages[0].tool_calls', 'an array of objects', 'a string'),
      wrong(withMembers({ n: '2' }), 'n', 'an integer', 'a string'),
      wrong(withMembers({ seed: 1.5 }), 'seed', 'an integer', 'a decimal number'),
      wrong(withMembers({ temperature: 'hot' }), 'temperature', 'a decimal', 'a string'),
      wrong(withMembers(JSON.parse('{"top_p":1e999}')), 'top_p', 'a decimal', 'a number out of range'),
      wrong(withMembers({ store: 'yes' }), 'store', 'a boolean', 'a string'),
      wrong(withMembers({ user: { a: 1 } }), 'user', 'a string', 'an object'),
      wrong(withMembers({ stop: 7 }), 'stop', 'one of a string or array of strings', 'an integer'),
      wrong(withMembers({ stop: [null] }), 'stop[0]', 'a string', 'null'),
      wrong(withMembers({ tools: 'none' }), 'tools', 'an array of objects', 'a string'),
      wrong(
        withMembers({ tool_choice: 7 }),
        'tool_choice',
        "one of one of 'none', 'auto', or 'required' or object",
        'an integer',
      ),
      wrong(withMembers({ response_format: 'json' }), 'response_format', 'an object', 'a string'),
      wrong(
        withMembers({ prompt_cache_retention: {} }),
        'prompt_cache_retention',
        "one of 'in_memory' or '24h'",
        'an object',
      ),
      wrong(withMembers({ metadata: 'x' }), 'metadata', 'a metadata object', 'a string'),
      wrong(withMembers({ metadata: { k: 7 } }), 'metadata.k', 'a string', 'an integer'),
      wrong(withMembers({ logit_bias: [] }), 'logit_bias', 'an object', 'an array'),
    ]);
  });

  test('with values that are not among the known', () => {
    const roles = "'system', 'assistant', 'user', 'function', 'tool', and 'developer'";
    const kinds = "'text', 'image_url', 'input_audio', 'refusal', 'audio', and 'file'";
    const unknown = (body: unknown, value: string, known: string, param: string): Refusal => [
      body,
      `Invalid value: '${value}'. Supported values are: ${known}.`,
      'invalid_value',
      param,
    ];
    const long = 'x'.repeat(500);
    expectRefusals([
      unknown(withMessages({ role: 'foo', content: '' }), 'foo', roles, 'messages[0].role'),
      unknown(
        withMessages({ role: long, content: '' }),
        `${'x'.repeat(40)}...${'x'.repeat(40)}`,
        roles,
        'messages[0].role',
      ),
      unknown(
        withMessages({ role: 'user', content: [{ type: 'image' }] }),
        'image',
        kinds,
        'messages[0].content[0].type',
      ),
      unknown(
        withMessages({ role: 'user', content: [{ type: 'refusal', refusal: '' }] }),
        'refusal',
        "'text'",
        'messages[0].content[0].type',
      ),
      unknown(
        withMessages({ ...asking, tool_calls: [{ ...call, type: 'custom' }] }),
        'custom',
        "'function'",
        'messages[0].tool_calls[0].type',
      ),
      unknown(
        withMembers({ service_tier: 'x' }),
        'x',
        "'auto', 'default', 'flex', 'scale', 'priority', and 'fast'",
        'service_tier',
      ),
      unknown(withMembers({ modalities: ['smell'] }), 'smell', "'text' and 'audio'", 'modalities[0]'),
      unknown(withMembers({ tool_choice: 'bogus' }), 'bogus', "'none', 'auto', and 'required'", 'tool_choice'),
    ]);
  });

  test('with numbers out of range', () => {
    const [above, below] = ['above maximum value. Expected a value <=', 'below minimum value. Expected a value >='];
    expectRefusals([
      [
        withMembers({ temperature: 3 }),
        `Invalid 'temperature': decimal ${above} 2, but got 3 instead.`,
        'decimal_above_max_value',
        'temperature',
      ],
      [
        withMembers({ presence_penalty: -3 }),
        `Invalid 'presence_penalty': decimal ${below} -2, but got -3 instead.`,
        'decimal_below_min_value',
        'presence_penalty',
      ],
      [
        withMembers({ n: 129 }),
        `Invalid 'n': integer ${above} 128, but got 129 instead.`,
        'integer_above_max_value',
        'n',
      ],
      [
        withMembers({ max_tokens: 0 }),
        `Invalid 'max_tokens': integer ${below} 1, but got 0 instead.`,
        'integer_below_min_value',
        'max_tokens',
      ],
      [
        withMembers({ logit_bias: { 5: 101 } }),
        `Invalid 'logit_bias.5': decimal ${above} 100, but got 101 instead.`,
        'decimal_above_max_value',
        'logit_bias',
      ],
      [
        withMembers({ logit_bias: { 5: -101 } }),
        `Invalid 'logit_bias.5': decimal ${below} -100, but got -101 instead.`,
        'decimal_below_min_value',
        'logit_bias',
      ],
    ]);
  });

  test('with lists, texts and objects of the wrong size', () => {
    const key = 'k'.repeat(70);
    const empty = 'Expected an array with minimum length 1, but got an empty array instead.';
    const tooLong = (length: number, got: number) =>
      `too long. Expected a string with maximum length ${length}, but got a string with length ${got} instead.`;
    expectRefusals([
      [
        withMembers({ stop: ['1', '2', '3', '4', '5'] }),
        "Invalid 'stop': array too long. Expected an array with maximum length 4, but got an array with length 5 instead.",
        'array_above_max_length',
        'stop',
      ],
      [
        withMembers({ stop: '' }),
        "Invalid 'stop': empty string. Expected a string with minimum length 1, but got an empty string instead.",
        'empty_string',
        'stop',
      ],
      [withMessages(), `Invalid 'messages': empty array. ${empty}`, 'empty_array', 'messages'],
      [
        withMessages({ role: 'assistant', content: 'x', tool_calls: [] }),
        `Invalid 'messages[0].tool_calls': empty array. ${empty}`,
        'empty_array',
        'messages[0].tool_calls',
      ],
      [
        withMessages(...Array.from({ length: 2049 }, () => user)),
        "Invalid 'messages': array too long. Expected an array with maximum length 2048, but got an array with length 2049 instead.",
        'array_above_max_length',
        'messages',
      ],
      [
        withMembers({ safety_identifier: 'é'.repeat(65) }),
        `Invalid 'safety_identifier': string ${tooLong(64, 65)}`,
        'string_above_max_length',
        'safety_identifier',
      ],
      [
        withMembers({ metadata: { k: 'x'.repeat(513) } }),
        `Invalid 'metadata.k': string ${tooLong(512, 513)}`,
        'string_above_max_length',
        'metadata.k',
      ],
      [
        withMembers({ metadata: { [key]: 'v' } }),
        `Invalid property name in 'metadata': '${key}' is ${tooLong(64, 70)}`,
        'property_name_above_max_length',
        `metadata.${key}`,
      ],
      [
        withMembers({ metadata: Object.fromEntries(Array.from({ length: 17 }, (_, index) => [`k${index}`, 'v'])) }),
        "Invalid 'metadata': too many properties. Expected an object with at most 16 properties, but got an object with 17 properties instead.",
        'object_above_max_properties',
        'metadata',
      ],
    ]);
  });

  test('with names and keys of the wrong form', () => {
    const pattern = (param: string, source: string) =>
      `Invalid '${param}': string does not match pattern. Expected a string that matches the pattern '${source}'.`;
    const callName = 'messages[0].tool_calls[0].function.name';
    const key = (name: string) =>
      `Invalid key in 'logit_bias': ${name}. You should only be submitting non-negative integers.`;
    expectRefusals([
      [
        withMessages({ ...user, name: 'a b' }),
        pattern('messages[0].name', '^[^\\s<|\\\\/>]+$'),
        'invalid_value',
        'messages[0].name',
      ],
      [
        withMessages({ ...asking, tool_calls: [{ ...call, function: { name: 'a.b', arguments: '' } }] }),
        pattern(callName, '^[a-zA-Z0-9_-]+$'),
        'invalid_value',
        callName,
      ],
      [withMembers({ logit_bias: { '-1': 1 } }), key('-1'), 'invalid_value', 'logit_bias'],
      [withMembers({ logit_bias: { '9007199254740993': 1 } }), key('9007199254740993'), 'invalid_value', 'logit_bias'],
      [
        withMembers({ logit_bias: { 5: 'x' } }),
        "Invalid type for 'logit_bias.5': expected a decimal, but got a string instead.",
        'invalid_type',
        'logit_bias',
      ],
    ]);
  });

  test('with unknown members, wherever they are', () => {
    const unknown = (body: unknown, param: string): Refusal => [
      body,
      `Unknown parameter: '${param}'.`,
      'unknown_parameter',
      param,
    ];
    expectRefusals([
      unknown(withMembers({ zzz: 1, n: 'x' }), 'zzz'),
      unknown(withMessages({ ...user, foo: 1 }), 'messages[0].foo'),
      unknown(
        withMessages({ role: 'user', content: [{ type: 'text', text: '', foo: 1 }] }),
        'messages[0].content[0].foo',
      ),
      unknown(withMembers({ stream: true, stream_options: { bar: 1 } }), 'stream_options.bar'),
      unknown(withMessages({ ...user, tool_calls: [call] }), 'messages[0].tool_calls'),
      unknown(withMessages({ ...user, tool_call_id: 'x' }), 'messages[0].tool_call_id'),
      unknown(
        JSON.parse('{"model":"m","messages":[{"role":"user","content":"","__proto__":1}]}'),
        'messages[0].__proto__',
      ),
      unknown(JSON.parse('{"model":"m","messages":[{"role":"user","content":""}],"__proto__":1}'), '__proto__'),
    ]);
  });

  test('that asks for what this release does not serve', () => {
    const members = {
      audio: {},
      web_search_options: {},
      moderation: {},
      modalities: ['text', 'audio'],
      prompt_cache_options: {},
    };
    const unserved = Object.entries(members).map(
      ([name, value]): Refusal => [
        withMembers({ [name]: value }),
        `Unsupported parameter: '${name}' is not supported by this release of the service.`,
        'unsupported_parameter',
        name,
      ],
    );
    const foreign = ['reasoning_effort', 'verbosity'].map(
      (name): Refusal => [
        withMembers({ [name]: 'low' }),
        `Unsupported parameter: '${name}' is not supported with this model.`,
        'unsupported_parameter',
        name,
      ],
    );
    expectRefusals([...unserved, ...foreign]);
    for (const type of ['image_url', 'input_audio', 'file']) {
      const message = `Invalid content type. '${type}' is not supported by this deployment, which takes text only for now.`;
      const body = withMessages(user, {
        role: 'user',
        content: [
          { type: 'text', text: 'see' },
          { type, [type]: {} },
        ],
      });
      expect(wordsOf(body)).toEqual({ message, code: 'unsupported_parameter', param: 'messages[1].content[1].type' });
    }
  });

  test('whose members contradict each other', () => {
    const choice = "Invalid value for 'tool_choice': 'tool_choice' is only allowed when 'tools' are specified.";
    expectRefusals([
      [
        withMembers({ max_tokens: 1, max_completion_tokens: 1 }),
        "Setting 'max_tokens' and 'max_completion_tokens' at the same time is not supported.",
        'invalid_parameter_combination',
        'max_tokens',
      ],
      [withMembers({ tool_choice: 'auto' }), choice, 'invalid_value', 'tool_choice'],
      [
        withMembers({ stream_options: {} }),
        "The 'stream_options' parameter is only allowed when 'stream' is enabled.",
        'invalid_value',
        'stream_options',
      ],
    ]);
  });

  test('whose messages do not follow each other', () => {
    const orphan =
      "Invalid parameter: messages with role 'tool' must be a response to a preceeding message with 'tool_calls'.";
    const unanswered =
      "An assistant message with 'tool_calls' must be followed by tool messages responding to each 'tool_call_id'. " +
      'The following tool_call_ids did not have response messages: call_x';
    const noContent = "Invalid value for 'content': expected a string, got null.";
    expectRefusals([
      [withMessages(user, answering), orphan, 'invalid_value', 'messages.[1].role'],
      [withMessages(asking, answering, user, answering), orphan, 'invalid_value', 'messages.[3].role'],
      [withMessages(asking, { ...answering, tool_call_id: 'other' }), orphan, 'invalid_value', 'messages.[1].role'],
      [withMessages(user, asking), unanswered, 'invalid_value', 'messages.[1].role'],
      [withMessages(user, asking, user), unanswered, 'invalid_value', 'messages.[2].role'],
      [withMessages(user, { role: 'assistant' }), noContent, 'invalid_value', 'messages.[1].content'],
      [withMessages({ role: 'user', content: null }), noContent, 'invalid_value', 'messages.[0].content'],
    ]);
  });
});
