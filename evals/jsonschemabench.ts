// In: schemas of the data set. Out: streamed tasks that ask for an example under the schema, whether it was accepted, ended and obeyed; the table.
// Source: JSONSchemaBench: Geng, Cooper, Moskal, Jenkins, Berman, Ranchin, West, Horvitz, Nori, "Generating Structured Outputs from Language
// Models: Benchmark and Studies", 2025, https://arxiv.org/abs/2501.10868; data guidance-ai/jsonschemabench ba103c7, MIT.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { Benchmark, DrawOptions, Exchange, Judgement, Row, Task } from './eval-types.ts';
import { makeValidator } from './jsonschemabench/make-validator.ts';
import { keepAnswer, readAnswer } from './read-answer.ts';
import { percent, renderTable, seconds } from './render-table.ts';
import { percentile, seededSubset } from './statistics.ts';

const collections = ['Glaiveai2K', 'Github_easy', 'Github_trivial'];
const defaultCollections = ['Glaiveai2K', 'Github_easy'];

export interface SchemaRow {
  readonly id: string;
  readonly category: string;
  readonly schema: Readonly<Record<string, unknown>>;
}

export function jsonSchemaBench(options: DrawOptions): Benchmark {
  const chosen = options.only.length === 0 ? defaultCollections : options.only;
  const unknown = chosen.find((name) => !collections.includes(name));
  if (unknown !== undefined) throw new Error(`JSONSchemaBench has no ${unknown} here: ${collections.join(', ')}`);
  return {
    name: 'jsonschemabench',
    tasks: () =>
      chosen
        .flatMap((name) => seededSubset(readSchemas(options.folder, name), options.rowLimit, options.seed))
        .map((row) => schemaTask(row, options)),
    render: renderSchemaBench,
  };
}

function readSchemas(folder: string, category: string): readonly SchemaRow[] {
  const lines = gunzipSync(readFileSync(join(folder, `${category}.jsonl.gz`)))
    .toString()
    .split('\n');
  return lines.filter((line) => line !== '').map((line) => ({ ...JSON.parse(line), category }));
}

export function schemaTask(
  { id, category, schema }: SchemaRow,
  options: Pick<DrawOptions, 'model' | 'maxTokens' | 'extra'>,
): Task {
  const validator = makeValidator(schema);
  const instruction =
    'Think of one realistic value that this JSON Schema describes, short where it may be short. Answer with that value alone, as JSON.';
  const body = {
    model: options.model,
    messages: [{ role: 'user', content: `${instruction}\n\n${JSON.stringify(schema)}` }],
    response_format: { type: 'json_schema', json_schema: { name: 'example', schema, strict: false } },
    temperature: 0,
    max_tokens: options.maxTokens,
    stream: true,
    stream_options: { include_usage: true },
    ...options.extra,
  };
  return {
    id,
    category,
    body: JSON.stringify(body),
    judge: (exchange) => judgeSchemaRow(exchange, validator),
  };
}

function judgeSchemaRow(exchange: Exchange, validator: ReturnType<typeof makeValidator>): Judgement {
  const answer = readAnswer(exchange);
  const isCompleted = answer.failure === null && answer.finishReason === 'stop';
  const mistake = isCompleted ? findMistake(answer.text, validator) : null;
  return {
    verdict: verdictOf(),
    reason: answer.failure ?? mistake,
    measures: {
      accepted: answer.failure === null ? 1 : 0,
      valid: isCompleted && validator !== null ? Number(mistake === null) : null,
    },
    promptTokens: answer.promptTokens,
    completionTokens: answer.completionTokens,
    firstEventMs: answer.firstEventMs,
    firstTextMs: answer.firstTextMs,
    response: keepAnswer(exchange),
    expected: validator === null ? 'no dialect of JSON Schema takes this schema' : validator.dialect,
  };

  function verdictOf(): string {
    const isRefused = exchange.status !== null && exchange.status >= 400 && exchange.status < 500;
    if (answer.failure !== null) return isRefused ? 'refused' : 'failed';
    if (answer.finishReason === 'length') return 'cut';
    if (!isCompleted) return `ended ${answer.finishReason}`;
    if (validator === null) return 'unjudged';
    return mistake === null ? 'valid' : 'invalid';
  }
}

function findMistake(text: string, validator: ReturnType<typeof makeValidator>): string | null {
  try {
    return validator?.validate(JSON.parse(text)) ?? null;
  } catch {
    return 'not JSON';
  }
}

const head = [
  'schemas',
  'asked',
  'accepted',
  'share',
  'refused',
  'failed',
  'cut',
  'completed',
  'valid',
  'of completed',
  'first event p50 s',
  'p95 s',
  'whole p50 s',
];

export function renderSchemaBench(rows: readonly Row[]): string {
  const categories = [...new Set(rows.map(({ category }) => category))];
  const lines = categories.map((category) =>
    line(
      category,
      rows.filter((row) => row.category === category),
    ),
  );
  const unjudged = rows.filter(({ verdict }) => verdict === 'unjudged').length;
  return [
    renderTable(head, [...lines, line('all', rows)]),
    'refused: a status from 400 to 499; failed: any other error; cut: ended by max_tokens; first event: until the answer begins',
    ...(unjudged === 0 ? [] : [`${unjudged} completed answers could not be judged: no dialect takes their schema`]),
    ...describeReasons(rows, 'errors', ['refused', 'failed']),
    ...describeReasons(rows, 'invalid answers', ['invalid']),
  ].join('\n');
}

function line(title: string, rows: readonly Row[]): readonly string[] {
  const count = (...verdicts: readonly string[]) => rows.filter(({ verdict }) => verdicts.includes(verdict)).length;
  const accepted = rows.filter(({ measures }) => measures['accepted'] === 1);
  const judged = count('valid', 'invalid');
  const firstEvents = accepted.map(({ firstEventMs }) => firstEventMs).filter((time) => time !== null);
  return [
    title,
    String(rows.length),
    String(accepted.length),
    percent(accepted.length, rows.length),
    String(count('refused')),
    String(count('failed')),
    `${count('cut')} (${percent(count('cut'), accepted.length)})`,
    String(judged + count('unjudged')),
    String(count('valid')),
    percent(count('valid'), judged),
    seconds(percentile(firstEvents, 50)),
    seconds(percentile(firstEvents, 95)),
    seconds(
      percentile(
        accepted.map(({ latencyMs }) => latencyMs),
        50,
      ),
    ),
  ];
}

const shownReasons = 15;

function describeReasons(rows: readonly Row[], title: string, verdicts: readonly string[]): readonly string[] {
  const found = rows.filter(({ verdict }) => verdicts.includes(verdict));
  const groups = Object.entries(Object.groupBy(found, ({ reason }) => (reason ?? '').slice(0, 160)));
  if (groups.length === 0) return [];
  const sorted = groups.toSorted(([, left], [, right]) => (right?.length ?? 0) - (left?.length ?? 0));
  return [
    `${title}:`,
    ...sorted
      .slice(0, shownReasons)
      .map(([reason, group]) => `  ${group?.length ?? 0} x ${reason} (${group?.[0]?.id})`),
    ...(sorted.length > shownReasons ? [`  and ${sorted.length - shownReasons} others`] : []),
  ];
}
