// In: OpenAI's official client and raw requests for moderation, over a scripted scorer. Out: thirteen categories for each input, OpenAI's
// errors, and one ledger row for each request.
import type OpenAI from 'openai';
import { BadRequestError, NotFoundError } from 'openai';
import { afterAll, beforeAll, expect, expectTypeOf, test } from 'vitest';
import type { moderationBody } from '../../src/wire/openai/moderation-body.ts';
import { type ScriptedService, startScriptedService } from './start-scripted-service.ts';

let scripted: ScriptedService;
let client: OpenAI;
beforeAll(async () => {
  scripted = await startScriptedService();
  client = scripted.client();
});
afterAll(() => scripted.stop());
const rows = () => scripted.service.store.recentRows(1);

const names = [
  'harassment',
  'harassment/threatening',
  'hate',
  'hate/threatening',
  'illicit',
  'illicit/violent',
  'self-harm',
  'self-harm/instructions',
  'self-harm/intent',
  'sexual',
  'sexual/minors',
  'violence',
  'violence/graphic',
];

test('a text', async () => {
  const answer = await client.moderations.create({ input: 'FLAGHATE4 FLAGVIOLENCE2' });
  expect(answer).toMatchObject({ id: expect.stringMatching(/^modr-/), model: 'omni-moderation-latest' });
  expect(answer.results).toHaveLength(1);
  const [result] = answer.results;
  expect(Object.keys(result?.categories ?? {}).sort()).toEqual(names);
  expect(Object.keys(result?.category_scores ?? {}).sort()).toEqual(names);
  expect(result?.flagged).toBe(true);
  const flagged = Object.entries(result?.categories ?? {}).flatMap(([name, isFlagged]) => (isFlagged ? [name] : []));
  expect(flagged).toEqual(['harassment', 'hate']);
  expect(result?.category_scores).toMatchObject({ hate: 4 / 7, 'hate/threatening': 2 / 7, violence: 2 / 7, sexual: 0 });
  expect(result?.category_applied_input_types).toMatchObject({ hate: ['text'], sexual: ['text'], illicit: [] });
  expect(rows()).toMatchObject([{ operation: 'moderations', outcome: 'done', isStream: false }]);
});

test('what is finer than a harm begins at the level at which it can be', async () => {
  const scoresOf = async (input: string) => (await client.moderations.create({ input })).results[0]?.category_scores;
  expect(await scoresOf('FLAGSEXUAL5')).toMatchObject({ sexual: 5 / 7, 'sexual/minors': 0 });
  expect(await scoresOf('FLAGSEXUAL6')).toMatchObject({ sexual: 6 / 7, 'sexual/minors': 6 / 7 });
  expect(await scoresOf('FLAGVIOLENCE3')).toMatchObject({ violence: 3 / 7, 'violence/graphic': 0 });
  expect(await scoresOf('FLAGSELFHARM7')).toMatchObject({ 'self-harm/intent': 1, 'self-harm/instructions': 1 });
  expect(await scoresOf('')).toMatchObject({ violence: 0 });
});

test('several texts have a result each, parts together one', async () => {
  const several = await client.moderations.create({
    input: ['plain', 'FLAGVIOLENCE7'],
    model: 'text-moderation-stable',
  });
  expect(several.model).toBe('text-moderation-stable');
  expect(several.results.map(({ flagged }) => flagged)).toEqual([false, true]);
  const parts = await client.moderations.create({
    input: [
      { type: 'text', text: 'FLAGSEXUAL3' },
      { type: 'text', text: 'FLAGSEXUAL6 FLAGHATE1' },
    ],
  });
  expect(parts.results).toHaveLength(1);
  expect(parts.results[0]?.category_scores).toMatchObject({ sexual: 6 / 7, hate: 1 / 7 });
  const many = Array.from({ length: 150 }, (_, number) => (number === 149 ? 'FLAGHATE7' : 'plain'));
  const { results } = await client.moderations.create({ input: many });
  expect(results.map(({ flagged }) => flagged)).toEqual(many.map((text) => text !== 'plain'));
});

test('an image is refused with its place', async () => {
  const input = [
    { type: 'text' as const, text: 'a' },
    { type: 'image_url' as const, image_url: { url: 'data:image/png;base64,AAAA' } },
  ];
  const refused = client.moderations.create({ input });
  await expect(refused).rejects.toBeInstanceOf(BadRequestError);
  await expect(refused).rejects.toMatchObject({ param: 'input[1]', code: 'unsupported_parameter' });
  expect(rows()).toMatchObject([{ operation: 'moderations', outcome: 'faulted' }]);
});

test.each([
  ['no input', {}, 'input'],
  ['a number', { input: 5 }, 'input'],
  ['an empty list', { input: [] }, 'input'],
  ['mixed kinds', { input: ['a', { type: 'text', text: 'b' }] }, 'input[1]'],
  ['an unknown part', { input: [{ type: 'sound' }] }, 'input[0].type'],
  ['too many', { input: Array(2049).fill('a') }, 'input'],
  ['an unknown member', { input: 'a', threshold: 1 }, 'threshold'],
])('%s is a 400', async (_name, body, param) => {
  const response = await scripted.post(body, {}, '/v1/moderations');
  expect([response.status, await response.json()]).toMatchObject([400, { error: { param } }]);
});

test('a model that is none, and one that only chats', async () => {
  for (const model of ['none', 'gpt-4o-mini'])
    await expect(client.moderations.create({ input: 'a', model })).rejects.toBeInstanceOf(NotFoundError);
});

test('a scorer that breaks is a 500', async () => {
  const response = await scripted.post({ input: 'FAILSCORER' }, {}, '/moderations');
  expect(response.status).toBe(500);
});

test('our answer has the members that the client names', () => {
  type Ours = ReturnType<typeof moderationBody>;
  expectTypeOf<Ours['results'][number]['flagged']>().toEqualTypeOf<OpenAI.Moderation['flagged']>();
  expectTypeOf<keyof Ours['results'][number]>().toEqualTypeOf<keyof OpenAI.Moderation>();
  expectTypeOf<keyof Ours>().toEqualTypeOf<keyof OpenAI.ModerationCreateResponse>();
});
