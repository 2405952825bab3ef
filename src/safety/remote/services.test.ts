// In: answers of Azure AI Content Safety, of OpenAI's moderation and of our own protocol, good and bad. Out: severities; a bad answer is a fault.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type HarmCategory,
  harmCategories,
  type ScoreAsk,
  type Severity,
  type TextScorer,
} from '../../contract/safety.ts';
import { moderationBody } from '../../wire/openai/moderation-body.ts';
import { createAzureScorer } from './azure-scorer.ts';
import { createHttpScorer } from './http-scorer.ts';
import { createOpenAiScorer } from './openai-scorer.ts';
import { member } from './read-answer.ts';
import { scriptedPost } from './scripted-post.suite.ts';

const { signal } = new AbortController();
const severity = fc.constantFrom<Severity>(0, 1, 2, 3, 4, 5, 6, 7);
const user = (text: string): ScoreAsk => ({ text, origin: 'user' });
const refused = { code: 'source_refused' };

async function refuses(scorer: TextScorer): Promise<void> {
  await expect(scorer.score([user('some text')], signal)).rejects.toMatchObject(refused);
}

describe('azure', () => {
  const analysis = (hate: number) => ({
    blocklistsMatch: [],
    categoriesAnalysis: [
      { category: 'Hate', severity: hate },
      { category: 'SelfHarm', severity: 1 },
      { category: 'Sexual', severity: 0 },
      { category: 'Violence', severity: 7 },
    ],
  });
  const answer = (url: string, body: unknown): unknown => {
    if (url.includes('text:analyze')) return analysis(String(member(body, 'text')).includes('X') ? 5 : 2);
    const documents = member(body, 'documents');
    return Array.isArray(documents)
      ? { documentsAnalysis: documents.map((text) => ({ attackDetected: String(text).includes('A') })) }
      : { userPromptAnalysis: { attackDetected: String(member(body, 'userPrompt')).includes('A') } };
  };
  const open = (script = answer) => {
    const post = scriptedPost(({ url, body }) => script(url, body));
    const scorer = createAzureScorer({ id: 'az', url: 'https://x.test/', key: 'secret', postJson: post.postJson });
    return { ...post, scorer };
  };

  test('eight levels, and attacks by whose words they are', async () => {
    const { scorer, posts } = open();
    const scores = await scorer.score(
      [user('A'), { text: 'A', origin: 'document' }, { text: 'A X', origin: 'completion' }, user(' \n')],
      signal,
    );
    const harms = { hate: 2, selfHarm: 1, sexual: 0, violence: 7 };
    expect(scores).toEqual([
      { harms, detections: { jailbreak: 1 } },
      { harms, detections: { indirectAttack: 1 } },
      { harms: { ...harms, hate: 5 }, detections: {} },
      {},
    ]);
    expect(posts).toHaveLength(5);
    const [first] = posts;
    expect(first?.url).toBe('https://x.test/contentsafety/text:analyze?api-version=2024-09-01');
    expect(first?.headers).toEqual({ 'ocp-apim-subscription-key': 'secret' });
    expect(first?.body).toEqual({
      text: 'A',
      categories: ['Hate', 'SelfHarm', 'Sexual', 'Violence'],
      outputType: 'EightSeverityLevels',
    });
  });

  test('a long text goes in pieces of at most 10,000 code points, and the worst counts', async () => {
    const { scorer, posts } = open();
    const [scores] = await scorer.score([user(`${'\u{1f600}'.repeat(25_000)}XA`)], signal);
    expect(scores).toMatchObject({ harms: { hate: 5 }, detections: { jailbreak: 1 } });
    for (const { body } of posts)
      expect([...String(member(body, 'text') ?? member(body, 'userPrompt'))].length).toBeLessThanOrEqual(10_000);
  });

  test.each([
    {},
    null,
    'text',
    { categoriesAnalysis: [] },
    { categoriesAnalysis: analysis(0).categoriesAnalysis.slice(1) },
    analysis(8),
    analysis(2.5),
  ])('an answer of another form is a fault: %j', async (bad) => {
    await refuses(open((url, body) => (url.includes('analyze') ? bad : answer(url, body))).scorer);
    await refuses(open((url, body) => (url.includes('analyze') ? answer(url, body) : bad)).scorer);
  });
});

describe('http', () => {
  const open = (answer: (texts: readonly unknown[]) => unknown) => {
    const post = scriptedPost(({ body }) => {
      const texts = member(body, 'texts');
      return answer(Array.isArray(texts) ? texts : []);
    });
    const scorer = createHttpScorer({ id: 'own', url: 'https://x.test/score', key: 'k', postJson: post.postJson });
    return { ...post, scorer };
  };

  test('texts with their origins go out, scores come back in order', async () => {
    const { scorer, posts } = open((texts) => ({
      scores: texts.map((_, index) => ({ harms: { hate: index }, detections: { jailbreak: index / 10 } })),
    }));
    const asks: readonly ScoreAsk[] = [user('a'), { text: 'b', origin: 'document' }];
    expect(await scorer.score(asks, signal)).toEqual([
      { harms: { hate: 0 }, detections: { jailbreak: 0 } },
      { harms: { hate: 1 }, detections: { jailbreak: 0.1 } },
    ]);
    expect(posts).toEqual([
      { url: 'https://x.test/score', headers: { authorization: 'Bearer k' }, body: { texts: asks } },
    ]);
  });

  test('many texts go in several requests', async () => {
    const { scorer, posts } = open((texts) => ({ scores: texts.map(() => ({ harms: { violence: 3 } })) }));
    expect(
      await scorer.score(
        Array.from({ length: 40 }, (_, index) => user(`${index}`)),
        signal,
      ),
    ).toHaveLength(40);
    expect(posts).toHaveLength(3);
  });

  test.each([
    {},
    [],
    { scores: [] },
    { scores: [{}] },
    { scores: [null] },
    { scores: [{ harms: { hate: 8 } }] },
    { scores: [{ harms: { hate: '4' } }] },
    { scores: [{ harms: { self_harm: 4 } }] },
    { scores: [{ harms: { hate: 4 }, detections: { jailbreak: 1.5 } }] },
    { scores: [{ harms: { hate: 4 }, detections: 'none' }] },
    { scores: [{ harms: { hate: 4 } }, { harms: { hate: 4 } }] },
  ])('an answer of another form is a fault: %j', async (bad) => {
    await refuses(open(() => bad).scorer);
  });
});

describe('openai', () => {
  const open = (answer: (inputs: readonly string[]) => unknown, model: string | null = null) => {
    const post = scriptedPost(({ body }) => {
      const input = member(body, 'input');
      return answer(Array.isArray(input) ? input.map(String) : []);
    });
    const scorer = createOpenAiScorer({ id: 'oa', url: 'https://x.test/v1', key: 'k', model, postJson: post.postJson });
    return { ...post, scorer };
  };
  const result = (scores: Readonly<Record<string, number>>, flagged: readonly string[] = []) => {
    const body = moderationBody({ id: '', model: '', results: [{ hate: 0, sexual: 0, violence: 0, selfHarm: 0 }] });
    return {
      categories: { ...body.results[0]?.categories, ...Object.fromEntries(flagged.map((name) => [name, true])) },
      category_scores: { ...body.results[0]?.category_scores, ...scores },
    };
  };
  const harmsOf = async (given: unknown) =>
    (await open(() => ({ results: [given] })).scorer.score([user('a')], signal))[0]?.harms;

  test('Kinglet asked by Kinglet gives what it found', () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ hate: severity, sexual: severity, violence: severity, selfHarm: severity }), {
          minLength: 1,
          maxLength: 20,
        }),
        async (found) => {
          const { scorer } = open((inputs) =>
            moderationBody({ id: 'modr-1', model: 'm', results: inputs.flatMap((text) => found[Number(text)] ?? []) }),
          );
          const scores = await scorer.score(
            found.map((_, index) => user(`${index}`)),
            signal,
          );
          expect(scores.map(({ harms }) => harms)).toEqual(found);
        },
      ),
    ));

  test('what is flagged is medium at least; what is about minors is high; threats are of both harms', async () => {
    const none: Record<HarmCategory, Severity> = { hate: 0, sexual: 0, violence: 0, selfHarm: 0 };
    expect(await harmsOf(result({ harassment: 0.4 }, ['harassment']))).toEqual({ ...none, hate: 4 });
    expect(await harmsOf(result({ 'sexual/minors': 0.3 }, ['sexual/minors']))).toEqual({ ...none, sexual: 6 });
    expect(await harmsOf(result({ 'sexual/minors': 0.6 }))).toEqual({ ...none, sexual: 6 });
    expect(await harmsOf(result({ 'hate/threatening': 0.99 }))).toEqual({ ...none, hate: 7, violence: 7 });
    expect(await harmsOf(result({ illicit: 0.99 }, ['illicit']))).toEqual(none);
    expect(Object.keys((await harmsOf(result({}))) ?? {}).sort()).toEqual([...harmCategories].sort());
  });

  test('the request is OpenAI\u2019s', async () => {
    const { scorer, posts } = open((inputs) => ({ results: inputs.map(() => result({})) }));
    await scorer.score([user('a'), user('b')], signal);
    expect(posts).toEqual([
      {
        url: 'https://x.test/v1/moderations',
        headers: { authorization: 'Bearer k' },
        body: { model: 'omni-moderation-latest', input: ['a', 'b'] },
      },
    ]);
    expect(open(() => ({}), 'other').scorer.version).not.toBe(scorer.version);
  });

  test.each([
    {},
    { results: [] },
    { results: [{}] },
    { results: [{ category_scores: { hate: 0.1 } }] },
    { results: [result({ hate: 2 })] },
  ])('an answer of another form is a fault: %j', async (bad) => {
    await refuses(open(() => bad).scorer);
  });
});
