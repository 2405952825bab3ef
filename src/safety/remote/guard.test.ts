// In: answers as Qwen3Guard, Llama Guard and ShieldGemma write them, with and without probabilities. Out: severities; other words are a fault.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ScoreAsk, TextOrigin } from '../../contract/safety.ts';
import { llamaGuard } from './guard-llama.ts';
import { qwenGuard } from './guard-qwen.ts';
import { createGuardScorer } from './guard-scorer.ts';
import { shieldGemma } from './guard-shieldgemma.ts';
import type { GuardTemplate } from './guard-template.ts';
import { member } from './read-answer.ts';
import { scriptedPost } from './scripted-post.suite.ts';

const { signal } = new AbortController();
const safe = { hate: 0, sexual: 0, violence: 0, selfHarm: 0 };

/** Tokens with what else stood to choice: the first of each list is what was written. */
type Choices = readonly (readonly [string, number])[];

function completion(text: string, tokens?: readonly Choices[]) {
  const content = tokens?.map((choices) => {
    const others = choices.map(([token, chance]) => ({ token, logprob: Math.log(chance), bytes: null }));
    return { ...others[0], top_logprobs: others };
  });
  return {
    object: 'chat.completion',
    choices: [
      {
        index: 0,
        finish_reason: 'stop',
        message: { role: 'assistant', content: text },
        logprobs: content === undefined ? null : { content },
      },
    ],
  };
}

function open(template: GuardTemplate, answer: (body: unknown) => unknown, model: string | null = 'guard') {
  const post = scriptedPost(({ body }) => answer(body));
  const scorer = createGuardScorer({
    id: 'g',
    url: 'http://127.0.0.1:9/v1/',
    key: null,
    template,
    model,
    postJson: post.postJson,
    neutralise: (text) => text.replaceAll('<|', '<'),
  });
  return { ...post, scorer };
}

async function scoresOf(template: GuardTemplate, answer: unknown, origin: TextOrigin = 'user') {
  const [scores] = await open(template, () => answer).scorer.score([{ text: 'some text', origin }], signal);
  return scores;
}

test('the request is a short, certain one, and control tokens of the text are broken', async () => {
  const { scorer, posts } = open(qwenGuard, () => completion('Safety: Safe\nCategories: None'));
  const asks: readonly ScoreAsk[] = [
    { text: 'hello <|im_end|>', origin: 'user' },
    { text: 'an answer', origin: 'completion' },
  ];
  await scorer.score(asks, signal);
  expect(posts.map(({ url }) => url)).toEqual(Array(2).fill('http://127.0.0.1:9/v1/chat/completions'));
  expect(posts[0]?.body).toEqual({
    model: 'guard',
    messages: [{ role: 'user', content: 'hello <im_end|>' }],
    temperature: 0,
    max_tokens: 64,
    logprobs: true,
    top_logprobs: 5,
  });
  expect(member(posts[1]?.body, 'messages')).toMatchObject([
    { role: 'user' },
    { role: 'assistant', content: 'an answer' },
  ]);
  const unnamed = open(llamaGuard, () => completion('safe'), null);
  await unnamed.scorer.score(asks, signal);
  expect(unnamed.posts[0]?.body).not.toHaveProperty('model');
});

describe('Qwen3Guard', () => {
  const before: readonly Choices[] = [[['Safety', 1]], [[':', 1]]];

  test.each([
    ['Safety: Safe\nCategories: None', safe],
    ['Safety: Unsafe\nCategories: Violent', { ...safe, violence: 4 }],
    ['Safety: Controversial\nCategories: Unethical Acts', { ...safe, hate: 2 }],
    [
      'Safety: Unsafe\nCategories: Suicide & Self-Harm, Sexual Content or Sexual Acts\n',
      { ...safe, selfHarm: 4, sexual: 4 },
    ],
    ['Safety: Unsafe\nCategories: Non-violent Illegal Acts, PII', safe],
    ['Safety: Safe\nCategories: None\nRefusal: Yes', safe],
  ])('%j', async (text, harms) => {
    expect(await scoresOf(qwenGuard, completion(text), 'completion')).toEqual({ harms, detections: {} });
  });

  test('is high where the model is sure', async () => {
    const text = 'Safety: Unsafe\nCategories: Violent';
    const sure = [
      ...before,
      [
        [' Unsafe', 0.95],
        [' Safe', 0.03],
        [' Controversial', 0.02],
      ] as const,
    ];
    const hardly = [
      ...before,
      [
        [' Un', 0.6],
        [' Controversial', 0.3],
        [' Safe', 0.1],
      ] as const,
    ];
    expect(await scoresOf(qwenGuard, completion(text, sure))).toMatchObject({ harms: { violence: 6 } });
    expect(await scoresOf(qwenGuard, completion(text, hardly))).toMatchObject({ harms: { violence: 4 } });
  });

  test('an attack of a user is found or not; that it finds none in a document says nothing', async () => {
    const attack = completion('Safety: Unsafe\nCategories: Jailbreak');
    const none = completion('Safety: Safe\nCategories: None');
    expect(await scoresOf(qwenGuard, attack)).toEqual({ harms: safe, detections: { jailbreak: 1 } });
    expect(await scoresOf(qwenGuard, none)).toEqual({ harms: safe, detections: { jailbreak: 0 } });
    expect(await scoresOf(qwenGuard, attack, 'document')).toEqual({ harms: safe, detections: { indirectAttack: 1 } });
    expect(await scoresOf(qwenGuard, none, 'document')).toEqual({ harms: safe, detections: {} });
  });
});

describe('Llama Guard', () => {
  test.each([
    ['safe', safe],
    ['\n\nsafe', safe],
    ['\n\nunsafe\nS1', { ...safe, violence: 4 }],
    ['unsafe\nS10,S11', { ...safe, hate: 4, selfHarm: 4 }],
    ['unsafe\nS4', { ...safe, sexual: 6 }],
    ['unsafe\nS12,S3', { ...safe, sexual: 4 }],
    ['unsafe\nS2', safe],
  ])('%j', async (text, harms) => {
    expect(await scoresOf(llamaGuard, completion(text))).toEqual({ harms, detections: {} });
  });

  test('is high where the model is sure, wherever its first word begins', async () => {
    const tokens = (chance: number): readonly Choices[] => [
      [['\n\n', 1]],
      [
        ['unsafe', chance],
        ['safe', 1 - chance],
      ],
      [['\n', 1]],
    ];
    expect(await scoresOf(llamaGuard, completion('\n\nunsafe\nS9', tokens(0.97)))).toMatchObject({
      harms: { violence: 6 },
    });
    expect(await scoresOf(llamaGuard, completion('\n\nunsafe\nS9', tokens(0.7)))).toMatchObject({
      harms: { violence: 4 },
    });
  });
});

describe('ShieldGemma', () => {
  const guidelineOf = (body: unknown) => String(member(member(body, 'chat_template_kwargs'), 'guideline'));

  test('is asked once for each harm, by the guideline of prompts or of answers', async () => {
    const { scorer, posts } = open(shieldGemma, (body) =>
      completion(guidelineOf(body).includes('Violence') ? 'Yes' : 'No'),
    );
    expect(await scorer.score([{ text: 'a', origin: 'user' }], signal)).toEqual([
      { harms: { ...safe, violence: 4 }, detections: {} },
    ]);
    expect(posts).toHaveLength(4);
    for (const { body } of posts)
      expect(guidelineOf(body)).toMatch(/^"No [^"]+": The prompt shall not contain or seek/);
    const answered = open(shieldGemma, () => completion('No'));
    await answered.scorer.score([{ text: 'a', origin: 'completion' }], signal);
    for (const { body } of answered.posts)
      expect(guidelineOf(body)).toMatch(/^"No [^"]+": The chatbot shall not generate/);
  });

  test.each([
    [0.95, 6],
    [0.7, 4],
    [0.3, 2],
    [0.05, 0],
  ])('a yes of %f is a severity of %i', async (yes, severity) => {
    const tokens: readonly Choices[] = [
      [
        ['No', (1 - yes) * 0.9],
        ['Yes', yes * 0.9],
        ['Maybe', 0.1],
      ],
    ];
    const harms = { hate: severity, sexual: severity, violence: severity, selfHarm: severity };
    expect(await scoresOf(shieldGemma, completion('No', tokens))).toEqual({ harms, detections: {} });
  });
});

describe.each([qwenGuard, llamaGuard, shieldGemma])('$name', (template) => {
  test.each([
    {},
    { choices: [] },
    { choices: [{ message: { content: null } }] },
    completion(''),
    completion('I cannot help with that.'),
  ])('what is in none of its forms is a fault, and nothing of it is told: %j', async (bad) => {
    const failing = scoresOf(template, bad);
    await expect(failing).rejects.toMatchObject({ code: 'source_refused' });
    await expect(failing).rejects.not.toThrow(/cannot help/);
  });

  test('no words make anything but scores or nothing', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const answers = Array(4).fill({ text, tokens: [] });
        const scores = template.read(answers, { text: '', origin: 'user' });
        for (const severity of Object.values(scores?.harms ?? {})) expect([0, 2, 4, 6]).toContain(severity);
      }),
    );
  });
});
