// In: rows of the data set. Out: tasks with `tool_choice: auto`, their verdicts, the table. Rules of comparison: bfcl/check-calls.ts.
// Source: Berkeley Function Calling Leaderboard v4, single-turn categories by syntax tree: Patil, Mao, Yan, Ji, Suresh, Stoica, Gonzalez, ICML 2025,
// https://gorilla.cs.berkeley.edu/leaderboard.html; data ShishirPatil/gorilla 6ea5797, Apache-2.0.
import { type BfclCategory, type BfclRow, bfclCategories, readBfclRows } from './bfcl/bfcl-row.ts';
import { checkCalls, type MadeCall } from './bfcl/check-calls.ts';
import { firstAnswers } from './bfcl/first-answers.ts';
import { offerTools } from './bfcl/offer-tools.ts';
import { isDict, type PythonDict, parsePython, writePython } from './bfcl/python-value.ts';
import type { Benchmark, Exchange, Judgement, Row, Task } from './eval-types.ts';
import { type Answer, keepAnswer, readAnswer } from './read-answer.ts';
import { digits, percent, renderTable, seconds } from './render-table.ts';
import { mean, percentile } from './statistics.ts';

export interface BfclOptions {
  readonly folder: string;
  readonly model: string;
  readonly only: readonly string[];
  readonly rowLimit: number;
  readonly maxTokens: number;
  readonly extra: PythonDict;
}

/** Java is there for those who ask: its parameters test how a model writes Java, not how it calls. */
const defaultCategories = bfclCategories.filter((category) => category !== 'simple_java');

export function bfcl(options: BfclOptions): Benchmark {
  const isCategory = (name: string): name is BfclCategory => bfclCategories.some((category) => category === name);
  const categories = options.only.length === 0 ? defaultCategories : options.only.filter(isCategory);
  const unknown = options.only.find((name) => !isCategory(name));
  if (unknown !== undefined) throw new Error(`BFCL has no category ${unknown}: ${bfclCategories.join(', ')}`);
  return {
    name: 'bfcl',
    tasks: () => {
      const rows = categories.flatMap((category) => readBfclRows(options.folder, category, options.rowLimit));
      const unjust = rows.filter(isUnjust).map(({ id }) => id);
      if (unjust.length > 0) throw new Error(`the checker refuses the right answers of ${unjust.join(', ')}`);
      return rows.map((row) => bfclTask(row, options));
    },
    render: renderBfcl,
  };
}

/** BFCL reads every element of a Java list of `any` as text, so that its own answers, with numbers and booleans, cannot be given. */
const unanswerable: ReadonlySet<string> = new Set(['simple_java_36', 'simple_java_65']);

export function isUnjust(row: BfclRow): boolean {
  return !unanswerable.has(row.id) && checkCalls(row, firstAnswers(row)) !== null;
}

export function bfclTask(row: BfclRow, options: Pick<BfclOptions, 'model' | 'maxTokens' | 'extra'>): Task {
  const body = {
    model: options.model,
    messages: row.messages,
    tools: offerTools(row),
    tool_choice: 'auto',
    temperature: 0n,
    max_tokens: BigInt(options.maxTokens),
    ...options.extra,
  };
  return {
    id: row.id,
    category: row.category,
    body: writePython(body),
    judge: (exchange) => judgeBfcl(row, exchange),
  };
}

function judgeBfcl(row: BfclRow, exchange: Exchange): Judgement {
  const answer = readAnswer(exchange);
  const calls = answer.calls.map(readCall);
  const broken = calls.find((call) => typeof call === 'string');
  const made = calls.filter((call) => typeof call !== 'string');
  const refusal = answer.failure === null && broken === undefined ? checkCalls(row, made) : null;
  const verdict = answer.failure !== null ? 'failed' : broken !== undefined ? 'not-json' : (refusal?.code ?? 'right');
  return {
    verdict,
    reason: answer.failure ?? broken ?? refusal?.detail ?? null,
    measures: { right: verdict === 'right' ? 1 : 0 },
    ...timesAndTokens(answer),
    response: keepAnswer(exchange),
    expected: JSON.parse(writePython(row.accepted.map(({ name, parameters }) => ({ [name]: parameters })))),
  };
}

/** A text says what is wrong with the arguments. */
function readCall({ name, argumentsText }: Answer['calls'][number]): MadeCall | string {
  try {
    const values = parsePython(argumentsText);
    return isDict(values) ? { name, values } : `the arguments of ${name} are no object: ${argumentsText}`;
  } catch {
    return `the arguments of ${name} are not JSON: ${argumentsText}`;
  }
}

function timesAndTokens(answer: Answer) {
  const { promptTokens, completionTokens, firstEventMs, firstTextMs } = answer;
  return { promptTokens, completionTokens, firstEventMs, firstTextMs };
}

const head = [
  'category',
  'rows',
  'right',
  'share',
  'failed',
  'not JSON',
  'no call',
  'p50 s',
  'p95 s',
  'prompt',
  'answer',
];

export function renderBfcl(rows: readonly Row[]): string {
  const categories = [...new Set(rows.map(({ category }) => category))];
  const lines = categories.map((category) =>
    line(
      category,
      rows.filter((row) => row.category === category),
    ),
  );
  const mistakes = categories.map((category) => describeMistakes(category, rows));
  return [
    renderTable(head, [...lines, line('all', rows)]),
    'failed: HTTP errors and broken answers, counted as wrong; prompt, answer: tokens of a row, on average',
    ...mistakes.filter((words) => words !== ''),
  ].join('\n');
}

function line(title: string, rows: readonly Row[]): readonly string[] {
  const count = (verdict: string) => rows.filter((row) => row.verdict === verdict).length;
  const times = rows.map(({ latencyMs }) => latencyMs);
  const average = (values: readonly (number | null)[]) => digits(mean(values.filter((value) => value !== null)), 0);
  return [
    title,
    String(rows.length),
    String(count('right')),
    percent(count('right'), rows.length),
    String(count('failed')),
    String(count('not-json')),
    String(count('no-call')),
    seconds(percentile(times, 50)),
    seconds(percentile(times, 95)),
    average(rows.map(({ promptTokens }) => promptTokens)),
    average(rows.map(({ completionTokens }) => completionTokens)),
  ];
}

function describeMistakes(category: string, rows: readonly Row[]): string {
  const mistakes = Object.groupBy(
    rows.filter((row) => row.category === category && row.verdict !== 'right').map(({ verdict }) => verdict),
    (verdict) => verdict,
  );
  const words = Object.entries(mistakes).map(([verdict, found]) => `${verdict} ${found?.length ?? 0}`);
  return words.length === 0 ? '' : `${category}: ${words.join(', ')}`;
}
