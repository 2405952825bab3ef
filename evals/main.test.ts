// In: a scripted HTTP server and a data folder of our own. Out: the command as a user runs it: requests, verdicts, tables, files, exit codes.
import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { afterAll, afterEach, expect, test } from 'vitest';
import type { Result } from './eval-types.ts';

const home = mkdtempSync(join(tmpdir(), 'kinglet-evals-'));
afterAll(() => rmSync(home, { recursive: true, force: true }));

interface Asked {
  readonly body: string;
  readonly authorization: string | undefined;
}

const closers: (() => void)[] = [];
afterEach(() => {
  for (const close of closers.splice(0)) close();
});

/** Answers each chat with what `answer` sends. */
async function startServer(answer: (body: string, send: ServerResponse) => void) {
  const asked: Asked[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8');
    request.on('data', (text: string) => {
      body += text;
    });
    request.on('end', () => {
      if (request.url === '/v1/models') return void response.end('{"data":[]}');
      asked.push({ body, authorization: request.headers.authorization });
      answer(body, response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closers.push(() => server.close());
  return { asked, baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1` };
}

interface Finished {
  readonly code: number;
  readonly output: string;
  readonly errors: string;
}

function evals(...words: readonly string[]): Promise<Finished> {
  return new Promise((resolve) => {
    const main = fileURLToPath(new URL('main.ts', import.meta.url));
    const environment = { ...process.env, KINGLET_DATA: home };
    execFile(process.execPath, [main, ...words], { env: environment }, (error, output, errors) =>
      resolve({ code: error === null ? 0 : Number(error.code), output, errors }),
    );
  });
}

const read = (path: string): Result => JSON.parse(readFileSync(path, 'utf8'));

const find = {
  name: 'shop.find',
  description: 'Finds.',
  parameters: { type: 'dict', properties: { n: { type: 'integer', description: 'N.' } }, required: ['n'] },
};

function writeBfcl(category: string, count: number): void {
  const lines = (make: (id: string, place: number) => object) =>
    Array.from({ length: count }, (_, place) => JSON.stringify(make(`${category}_${place}`, place))).join('\n');
  const folder = join(home, 'bfcl_v4', 'possible_answer');
  mkdirSync(folder, { recursive: true });
  const question = (place: number) => [[{ role: 'user', content: `number ${place}` }]];
  writeFileSync(
    join(folder, '..', `BFCL_v4_${category}.json`),
    lines((id, place) => ({ id, question: question(place), function: [find] })),
  );
  if (category !== 'irrelevance')
    writeFileSync(
      join(folder, `BFCL_v4_${category}.json`),
      lines((id, place) => ({ id, ground_truth: [{ 'shop.find': { n: [place] } }] })),
    );
}

const completion = (calls: readonly (readonly [string, string])[]) =>
  JSON.stringify({
    choices: [
      {
        finish_reason: 'tool_calls',
        message: {
          content: 'text',
          tool_calls: calls.map(([name, text]) => ({ id: 'x', function: { name, arguments: text } })),
        },
      },
    ],
    usage: { prompt_tokens: 30, completion_tokens: 10 },
  });

test('bfcl: every kind of answer has its verdict, and the table, the file and the failures say so', async () => {
  writeBfcl('simple_python', 8);
  writeBfcl('irrelevance', 2);
  const answers = [
    completion([['shop_find', '{"n": 0}']]),
    completion([['shop_find', '{"n": 1}']]),
    completion([['shop_find', '{"n": 7}']]),
    completion([['shop_find', '{"n": ']]),
    completion([]),
    '!',
    completion([['shop_find', '{"n": 6.0}']]),
    // Then irrelevance.
    completion([]),
    completion([['shop_find', '{"n": 1}']]),
  ];
  let place = 0;
  const { asked, baseUrl } = await startServer((_, response) => {
    const answer = answers[place] ?? '';
    place += 1;
    response.writeHead(answer === '!' ? 500 : 200).end(answer === '!' ? '{"error":{"message":"broken"}}' : answer);
  });
  const path = join(home, 'bfcl.json');
  const settings = ['--only', 'simple_python,irrelevance', '--extra', '{"top_p":0.5}', '--model', 'm', '--rows', '7'];
  const target = [
    '--base-url',
    baseUrl,
    '--key',
    'secret-key',
    '--out',
    path,
    '--label',
    'mine',
    '--show-failures',
    '2',
  ];
  const done = await evals('bfcl', ...settings, ...target);
  expect(done.errors).not.toContain('stopped');
  expect(done.code).toBe(0);
  expect(asked[0]?.authorization).toBe('Bearer secret-key');
  expect(JSON.parse(asked[0]?.body ?? '')).toEqual({
    model: 'm',
    messages: [{ role: 'user', content: 'number 0' }],
    tools: [
      {
        type: 'function',
        function: {
          name: 'shop_find',
          description: 'Finds. Note that the provided function is in Python 3 syntax.',
          parameters: { ...find.parameters, type: 'object' },
        },
      },
    ],
    tool_choice: 'auto',
    temperature: 0,
    max_tokens: 1024,
    top_p: 0.5,
  });
  const result = read(path);
  expect(result.rows.map(({ id, verdict }) => `${id} ${verdict}`)).toEqual([
    'simple_python_0 right',
    'simple_python_1 right',
    'simple_python_2 wrong-value',
    'simple_python_3 not-json',
    'simple_python_4 no-call',
    'simple_python_5 failed',
    'simple_python_6 wrong-type',
    'irrelevance_0 right',
    'irrelevance_1 call-made',
  ]);
  expect(result).toMatchObject({
    benchmark: 'bfcl',
    label: 'mine',
    taskCount: 9,
    settings: { model: 'm', extra: { top_p: 0.5 } },
  });
  expect(result.rows[5]).toMatchObject({
    reason: '500: broken',
    measures: { right: 0 },
    response: { error: { message: 'broken' } },
  });
  expect(result.rows[2]).toMatchObject({ promptTokens: 30, expected: [{ 'shop.find': { n: [2] } }] });
  expect(JSON.stringify(result)).not.toContain('secret-key');
  expect(done.output).toMatch(/simple_python +7 +2 +28\.6% +1 +1 +1 /);
  expect(done.output).toMatch(/irrelevance +2 +1 +50\.0% +0 +0 +0 /);
  expect(done.output).toMatch(/all +9 +3 +33\.3%/);
  expect(done.output).toContain('simple_python: wrong-value 1, not-json 1, no-call 1, failed 1, wrong-type 1');
  expect(done.output).toMatch(/simple_python_2: wrong-value\n {2}why {7}.*n is 7, expected \[2\]/);
});

function writeSchemas(name: string, schemas: readonly object[]): void {
  mkdirSync(join(home, 'jsonschemabench'), { recursive: true });
  const lines = schemas.map((schema, place) => JSON.stringify({ id: `${name}_${place}`, schema }));
  writeFileSync(join(home, 'jsonschemabench', `${name}.jsonl.gz`), gzipSync(`${lines.join('\n')}\n`));
}

function streamAnswer(response: ServerResponse, text: string, finishReason: string): void {
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  const send = (event: object) => response.write(`data: ${JSON.stringify(event)}\n\n`);
  send({ choices: [{ index: 0, delta: { content: text } }] });
  send({ choices: [{ index: 0, delta: {}, finish_reason: finishReason }] });
  response.end('data: [DONE]\n\n');
}

test('jsonschemabench: the service and the engine beside it', async () => {
  writeSchemas('Glaiveai2K', [{ const: 'valid' }, { const: 'refuse' }, { const: 'cut' }]);
  writeSchemas('Github_easy', [
    { enum: ['invalid'] },
    { $schema: 'http://json-schema.org/draft-04/schema#', enum: ['text'] },
  ]);
  const schemaOf = (body: string) => JSON.stringify(JSON.parse(body).response_format.json_schema.schema);
  const service = await startServer((body, response) => {
    const schema = schemaOf(body);
    if (schema.includes('refuse')) response.writeHead(400).end('{"error":{"message":"const is not supported"}}');
    else if (schema.includes('invalid')) streamAnswer(response, '"something else"', 'stop');
    else if (schema.includes('text')) streamAnswer(response, 'no JSON', 'stop');
    else streamAnswer(response, schema.includes('cut') ? '"cu' : '"valid"', schema.includes('cut') ? 'length' : 'stop');
  });
  const engine = await startServer((body, response) => {
    const { const: constant, enum: values } = JSON.parse(schemaOf(body));
    streamAnswer(response, JSON.stringify(constant ?? values[0]), 'stop');
  });
  const path = join(home, 'schemas.json');
  const done = await evals('jsonschemabench', '--base-url', service.baseUrl, '--engine', engine.baseUrl, '--out', path);
  expect(done.code).toBe(0);
  expect(JSON.parse(service.asked[0]?.body ?? '')).toMatchObject({
    temperature: 0,
    max_tokens: 512,
    stream: true,
    response_format: {
      type: 'json_schema',
      json_schema: { name: 'example', schema: { const: 'valid' }, strict: false },
    },
  });
  const verdicts = (result: Result) => result.rows.map(({ verdict }) => verdict);
  expect(verdicts(read(path))).toEqual(['valid', 'refused', 'cut', 'invalid', 'invalid']);
  expect(verdicts(read(join(home, 'engine-schemas.json')))).toEqual(['valid', 'valid', 'valid', 'valid', 'valid']);
  expect(done.output).toMatch(/Glaiveai2K +3 +2 +66\.7% +1 +0 +1 \(50\.0%\) +1 +1 +100\.0%/);
  expect(done.output).toMatch(/Github_easy +2 +2 +100\.0% +0 +0 +0 \(0\.0%\) +2 +0 +0\.0%/);
  expect(done.output).toContain('1 x 400: const is not supported (Glaiveai2K_1)');
  expect(done.output).toContain('1 x not JSON (Github_easy_1)');
  expect(done.output).toMatch(/all +accepted +5 +80\.0 +100\.0 +\+20\.0/);
  expect(done.output).toMatch(/Github_easy +valid +2 +0\.0 +100\.0 +\+100\.0/);
  const again = await evals('compare', path, join(home, 'engine-schemas.json'));
  expect(again.output).toMatch(/all +accepted +5 +80\.0 +100\.0 +\+20\.0/);
});

test('an answer that does not come in time is a failure, and the run goes on', async () => {
  writeBfcl('multiple', 2);
  let count = 0;
  const { baseUrl } = await startServer((_, response) => {
    count += 1;
    if (count > 1) response.end(completion([['shop_find', '{"n": 1}']]));
  });
  const path = join(home, 'late.json');
  const done = await evals(
    'bfcl',
    '--only',
    'multiple',
    '--base-url',
    baseUrl,
    '--out',
    path,
    '--timeout-seconds',
    '1',
  );
  expect(done.code).toBe(0);
  expect(read(path).rows).toMatchObject([
    { verdict: 'failed', reason: 'no answer within 1000 ms' },
    { verdict: 'right', reason: null },
  ]);
});

test('a service that goes away ends the run, and the rows are kept', async () => {
  writeBfcl('parallel', 30);
  let count = 0;
  const { baseUrl } = await startServer((_, response) => {
    count += 1;
    if (count > 3) response.destroy();
    else response.end(completion([]));
  });
  const path = join(home, 'gone.json');
  const done = await evals('bfcl', '--only', 'parallel', '--base-url', baseUrl, '--out', path);
  expect(done.code).toBe(1);
  expect(done.errors).toContain('stopped after 8 of 30 requests');
  expect(read(path)).toMatchObject({ taskCount: 30, rows: { length: 8 } });
});

test.each([
  [['bfcl', '--base-url', 'http://127.0.0.1:1/v1', '--only', 'multiple'], 'nothing answers at http://127.0.0.1:1/v1'],
  [['bfcl', '--only', 'quadruple'], 'BFCL has no category quadruple'],
  [['compare', 'package.json', 'package.json'], 'package.json is no result of an evaluation'],
])('%j ends with 1 and says why', async (words, message) => {
  writeBfcl('multiple', 1);
  const done = await evals(...words);
  expect(done.code).toBe(1);
  expect(done.errors).toContain(message);
});

test('the checker is asked first: a data set whose answers it refuses is not evaluated', async () => {
  writeBfcl('simple_python', 2);
  const answers = join(home, 'bfcl_v4', 'possible_answer', 'BFCL_v4_simple_python.json');
  writeFileSync(answers, readFileSync(answers, 'utf8').replaceAll('"n":[1]', '"m":[1]'));
  const done = await evals('bfcl', '--only', 'simple_python');
  expect(done.code).toBe(1);
  expect(done.errors).toContain('the checker refuses the right answers of simple_python_1');
});

test('groundedness: asked at its own path, with or without grounds', async () => {
  const context = 'The mill of Harlow was built by Ann Weir in 1852. It was sold to Bill Reed in 1901.';
  const qas = [{ id: 'q', question: 'Who built it?', answers: [{ text: 'Ann Weir', answer_start: 32 }] }];
  mkdirSync(join(home, 'xquad'), { recursive: true });
  const data = gzipSync(JSON.stringify({ data: [{ paragraphs: [{ context, qas }] }] }));
  writeFileSync(join(home, 'xquad', 'xquad.en.json.gz'), data);
  const paths = new Set<string | undefined>();
  const { asked, baseUrl } = await startServer((body, response) => {
    const { text } = JSON.parse(body);
    const isTold = !text.includes('1852');
    paths.add(response.req.url);
    response.end(JSON.stringify({ ungroundedDetected: isTold, ungroundedDetails: isTold ? [{ text }] : [] }));
  });
  const path = join(home, 'groundedness.json');
  const done = await evals('groundedness', '--base-url', baseUrl, '--out', path);
  expect(done.code).toBe(0);
  expect([...paths]).toEqual(['/contentsafety/text:detectGroundedness?api-version=2024-09-15-preview']);
  expect(asked[0]?.authorization).toBe('Bearer any');
  const { rows } = read(path);
  expect(rows.map(({ category, verdict }) => [category, verdict])).toEqual([
    ['en/sentence', 'right'],
    ['en/two-sentences', 'right'],
    ['en/answer', 'wrong'],
    ['en/number-new', 'right'],
    ['en/number-swapped', 'right'],
    ['en/negated', 'wrong'],
  ]);
  expect(done.output).toContain('en all spoilt');
});
