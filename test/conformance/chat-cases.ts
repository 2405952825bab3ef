// In: nothing. Out: the cases of POST /v1/chat/completions: whole answers, streams, usage, the cache, and the official client.
import { strict as assert } from 'node:assert';
import {
  asUser,
  cachedOf,
  chatBody,
  choicesOf,
  chunksOf,
  counting,
  freshText,
  streamedText,
  succeeded,
  textOf,
  whole,
} from './chat-asks.ts';
import type { ConformanceCase } from './conformance-case.ts';
import { at, clientOf, get, listAt, numberAt, post, textAt } from './exchange.ts';

export const chatCases: readonly ConformanceCase[] = [
  {
    id: 'chat-answer',
    asserts: 'an answer has id, object, model, fingerprint, one assistant message and why it ended',
    run: async (target) => {
      const { body } = await whole(target);
      assert.match(textAt(body, 'id'), /cmpl/, 'id');
      assert.equal(at(body, 'object'), 'chat.completion', 'object');
      assert.ok(Number.isInteger(at(body, 'created')), 'created is a whole number');
      assert.notEqual(textAt(body, 'model'), '', 'model');
      assert.notEqual(textAt(body, 'system_fingerprint'), '', 'system_fingerprint');
      assert.equal(listAt(body, 'choices').length, 1, 'choices');
      assert.equal(at(body, 'choices', 0, 'message', 'role'), 'assistant', 'role');
      assert.match(textOf(body), /^1, ?2, ?3/, 'text');
      assert.equal(at(body, 'choices', 0, 'finish_reason'), 'length', 'finish_reason');
    },
  },
  {
    id: 'chat-usage',
    asserts: 'usage counts the prompt and exactly max_tokens tokens, and adds up',
    run: async (target) => {
      const { body } = await whole(target, { max_tokens: 7 });
      assert.equal(at(body, 'usage', 'completion_tokens'), 7, 'completion_tokens');
      assert.ok(numberAt(body, 'usage', 'prompt_tokens') > 20, 'prompt_tokens above 20');
      assert.equal(
        at(body, 'usage', 'total_tokens'),
        numberAt(body, 'usage', 'prompt_tokens') + numberAt(body, 'usage', 'completion_tokens'),
        'total_tokens',
      );
    },
  },
  {
    id: 'chat-max-completion-tokens',
    asserts: 'max_completion_tokens bounds the answer as max_tokens does',
    run: async (target) => {
      const { body } = await whole(target, { max_tokens: undefined, max_completion_tokens: 5 });
      assert.equal(at(body, 'usage', 'completion_tokens'), 5, 'completion_tokens');
    },
  },
  {
    id: 'chat-without-v1',
    asserts: 'the route answers without /v1 too',
    run: async (target) => {
      succeeded(await post(target, '/chat/completions', chatBody(target, { max_tokens: 2 })));
    },
  },
  {
    id: 'chat-parts',
    asserts: 'a list with one part of text is the same prompt as that text',
    run: async (target) => {
      const parts = await whole(target, { messages: asUser([{ type: 'text', text: counting }]), max_tokens: 6 });
      const plain = await whole(target, { max_tokens: 6 });
      assert.equal(at(parts.body, 'usage', 'prompt_tokens'), at(plain.body, 'usage', 'prompt_tokens'), 'prompt_tokens');
      assert.equal(textOf(parts.body), textOf(plain.body), 'text');
    },
  },
  {
    id: 'chat-history',
    asserts: 'what was said turns ago is known',
    run: async (target) => {
      const messages = [
        { role: 'system', content: 'You answer in one short sentence.' },
        { role: 'user', content: 'My name is Ada.' },
        { role: 'assistant', content: 'Nice to meet you, Ada.' },
        { role: 'user', content: 'What is my name?' },
      ];
      assert.match(textOf((await whole(target, { messages, max_tokens: 12 })).body), /Ada/, 'text');
    },
  },
  {
    id: 'chat-cached-tokens',
    asserts: 'cached_tokens is small at first, grows on repeat, and covers the common beginning of another end',
    run: async (target) => {
      const beginning = freshText(120);
      const ask = async (end: string) =>
        (await whole(target, { messages: asUser(`${beginning}\n${end}`), max_tokens: 2 })).body;
      const first = await ask('Say yes.');
      const promptTokens = numberAt(first, 'usage', 'prompt_tokens');
      const [cold, repeated, other] = [
        cachedOf(first),
        cachedOf(await ask('Say yes.')),
        cachedOf(await ask('Say no.')),
      ];
      assert.ok(cold < promptTokens / 2, `at first: ${cold} of ${promptTokens}`);
      assert.ok(repeated > promptTokens * 0.8, `on repeat: ${repeated} of ${promptTokens}`);
      assert.ok(other > promptTokens * 0.6, `with another end: ${other} of ${promptTokens}`);
    },
  },
  {
    id: 'chat-stop',
    asserts: 'a stop text ends the answer and is not part of it',
    run: async (target) => {
      const { body } = await whole(target, { stop: ['4'], max_tokens: 30 });
      assert.match(textOf(body), /3/, 'text before the stop');
      assert.doesNotMatch(textOf(body), /4/, 'text');
      assert.equal(at(body, 'choices', 0, 'finish_reason'), 'stop', 'finish_reason');
    },
  },
  {
    id: 'chat-choices',
    asserts: 'n gives so many choices, numbered, with tokens of all in usage',
    run: async (target) => {
      const { body } = await whole(target, { n: 2, max_tokens: 6 });
      assert.deepEqual(
        listAt(body, 'choices')
          .map((choice) => at(choice, 'index'))
          .sort(),
        [0, 1],
        'index',
      );
      for (const choice of [0, 1]) {
        assert.equal(at(body, 'choices', choice, 'message', 'role'), 'assistant', 'role');
        assert.match(textOf(body, choice), /^1, ?2/, 'text');
      }
      assert.equal(at(body, 'usage', 'completion_tokens'), 12, 'completion_tokens');
    },
  },
  {
    id: 'chat-stream-shape',
    asserts: 'the first chunk has the role and no text, later ones have no role, all have one id; one end, then [DONE]',
    run: async (target) => {
      const answer = await chunksOf(target);
      const choices = choicesOf(answer);
      assert.equal(at(choices[0], 'delta', 'role'), 'assistant', 'role of the first chunk');
      assert.equal(at(choices[0], 'delta', 'content') ?? '', '', 'text of the first chunk');
      assert.deepEqual(
        choices.slice(1).filter((choice) => at(choice, 'delta', 'role') !== undefined),
        [],
        'later chunks with a role',
      );
      assert.equal(new Set(answer.events.map((event) => at(event, 'id'))).size, 1, 'number of ids');
      assert.deepEqual([...new Set(answer.events.map((event) => at(event, 'object')))], ['chat.completion.chunk']);
      const reasons = choices.map((choice) => at(choice, 'finish_reason') ?? null);
      assert.equal(reasons.at(-1), 'length', 'finish_reason of the last choice');
      assert.deepEqual(
        reasons.slice(0, -1).filter((reason) => reason !== null),
        [],
        'earlier finish reasons',
      );
      assert.equal(at(choices.at(-1), 'delta', 'content') ?? '', '', 'text of the last chunk');
      assert.ok(answer.hasDone, '[DONE]');
    },
  },
  {
    id: 'chat-stream-usage-chunk',
    asserts: 'include_usage adds one last chunk without choices that has the usage of the whole answer',
    run: async (target) => {
      const { events } = await chunksOf(target, { stream_options: { include_usage: true } });
      const { body } = await whole(target);
      const last = events.at(-1);
      assert.deepEqual(at(last, 'choices'), [], 'choices of the last chunk');
      for (const member of ['prompt_tokens', 'completion_tokens', 'total_tokens'])
        assert.equal(at(last, 'usage', member), at(body, 'usage', member), member);
      assert.deepEqual(
        events.slice(0, -1).filter((event) => (at(event, 'usage') ?? null) !== null),
        [],
        'earlier chunks with usage',
      );
    },
  },
  {
    id: 'chat-stream-no-usage-chunk',
    asserts: 'without include_usage no chunk has usage, and every chunk has a choice',
    run: async (target) => {
      const { events } = await chunksOf(target, { max_tokens: 4 });
      assert.deepEqual(
        events.filter((event) => (at(event, 'usage') ?? null) !== null),
        [],
        'chunks with usage',
      );
      assert.deepEqual(
        events.filter((event) => listAt(event, 'choices').length !== 1),
        [],
        'chunks without a choice',
      );
    },
  },
  {
    id: 'chat-stream-is-whole',
    asserts: 'the streamed texts together are the whole answer',
    run: async (target) => {
      // Asked of nobody else, and once before: both then go on from the one slot that has read it. The engine's arithmetic depends on how a prompt
      // is cut into batches.
      const members = { messages: asUser('Name three rivers that flow through France, one after the other.') };
      await whole(target, members);
      assert.equal(streamedText(await chunksOf(target, members)), textOf((await whole(target, members)).body), 'text');
    },
  },
  {
    id: 'chat-openai-client',
    asserts: 'the official client gets a whole answer',
    run: async (target) => {
      const answer = await clientOf(target).chat.completions.create({
        model: target.model,
        messages: [{ role: 'user', content: counting }],
        max_tokens: 8,
        temperature: 0.8,
        seed: 42,
      });
      assert.equal(answer.choices[0]?.finish_reason, 'length', 'finish_reason');
      assert.notEqual(answer.choices[0]?.message.content ?? '', '', 'text');
    },
  },
  {
    id: 'chat-openai-client-stream',
    asserts: 'the official client’s stream helper puts the answer together',
    run: async (target) => {
      const stream = clientOf(target).chat.completions.stream({
        model: target.model,
        messages: [{ role: 'user', content: counting }],
        max_tokens: 12,
        temperature: 0,
      });
      const deltas: string[] = [];
      stream.on('content', (delta) => deltas.push(delta));
      const { choices } = await stream.finalChatCompletion();
      assert.equal(choices[0]?.message.content, deltas.join(''), 'text');
      assert.match(deltas.join(''), /^1, ?2, ?3/, 'text');
    },
  },
  {
    id: 'chat-parallel',
    asserts: 'four requests at once get their own answers',
    run: async (target) => {
      const fruits = ['apple', 'cherry', 'lemon', 'banana'];
      const texts = await Promise.all(
        fruits.map(async (fruit) => {
          const question = `Repeat this word and nothing else: ${fruit}`;
          return textOf((await whole(target, { messages: asUser(question), max_tokens: 6 })).body);
        }),
      );
      for (const [index, fruit] of fruits.entries())
        assert.match(texts[index] ?? '', new RegExp(fruit, 'i'), `answer ${index}`);
    },
  },
  {
    id: 'models-list',
    asserts: 'the list of models has the model, and it can be retrieved',
    run: async (target) => {
      const { body } = succeeded(await get(target, '/v1/models'));
      assert.equal(at(body, 'object'), 'list', 'object');
      assert.ok(
        listAt(body, 'data').some((model) => at(model, 'id') === target.model),
        `${target.model} among the models`,
      );
      const one = succeeded(await get(target, `/v1/models/${encodeURIComponent(target.model)}`));
      assert.equal(at(one.body, 'id'), target.model, 'id');
    },
  },
];
