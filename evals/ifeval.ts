// In: prompts of the data set, drawn by the seed. Out: tasks, which of their instructions each answer follows, the table. Rules: ifeval/instructions.ts.
// Source: IFEval (Zhou et al. 2023, https://arxiv.org/abs/2311.07911); data josejg/instruction_following_eval 0c495b2, Apache-2.0.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Benchmark, DrawOptions, Exchange, Judgement, Row, Task } from './eval-types.ts';
import { type Arguments, follows, isInstruction } from './ifeval/instructions.ts';
import { keepAnswer, readAnswer } from './read-answer.ts';
import { digits, percent, renderTable, seconds } from './render-table.ts';
import { mean, percentile, seededSubset } from './statistics.ts';

interface Instruction {
  readonly name: string;
  readonly given: Arguments;
}

interface Judged extends Instruction {
  readonly strict: boolean;
  /** Of some variant of the answer. */
  readonly loose: boolean;
}

export interface IfevalRow {
  readonly id: string;
  readonly prompt: string;
  readonly instructions: readonly Instruction[];
}

export function ifeval(options: DrawOptions): Benchmark {
  return {
    name: 'ifeval',
    tasks: () => {
      const rows = readRows(options.folder).filter((row) => isChosen(row, options.only));
      if (rows.length === 0) throw new Error(`IFEval has no instruction of ${options.only.join(', ')}`);
      return seededSubset(rows, options.rowLimit, options.seed).map((row) => ifevalTask(row, options));
    },
    render: renderIfeval,
  };
}

/** Of a kind, such as `length_constraints`, or of one instruction. */
function isChosen({ instructions }: IfevalRow, only: readonly string[]): boolean {
  return only.length === 0 || instructions.some(({ name }) => only.includes(name) || only.includes(kindOf(name)));
}

function kindOf(instruction: string): string {
  return instruction.split(':')[0] ?? instruction;
}

interface DataRow {
  readonly key: number;
  readonly prompt: string;
  readonly instruction_id_list: readonly string[];
  readonly kwargs: readonly Arguments[];
}

function readRows(folder: string): readonly IfevalRow[] {
  const lines = readFileSync(join(folder, 'input_data.jsonl'), 'utf8').split('\n');
  return lines.filter((line) => line !== '').map((line) => rowOf(JSON.parse(line)));
}

function rowOf({ key, prompt, instruction_id_list: names, kwargs }: DataRow): IfevalRow {
  const unknown = names.find((name) => !isInstruction(name));
  if (unknown !== undefined) throw new Error(`row ${key} has an instruction that nobody judges: ${unknown}`);
  return { id: `${key}`, prompt, instructions: names.map((name, at) => ({ name, given: kwargs[at] ?? {} })) };
}

export function ifevalTask(row: IfevalRow, { model, maxTokens, extra }: Omit<DrawOptions, 'folder'>): Task {
  const messages = [{ role: 'user', content: row.prompt }];
  return {
    id: row.id,
    // A prompt has instructions of several kinds.
    category: 'prompts',
    body: JSON.stringify({ model, messages, temperature: 0, max_tokens: maxTokens, ...extra }),
    judge: (exchange) => judgeIfeval(row, exchange),
  };
}

function judgeIfeval({ instructions }: IfevalRow, exchange: Exchange): Judgement {
  const answer = readAnswer(exchange);
  const judged: readonly Judged[] = instructions.map(({ name, given }) => ({
    ...{ name, given },
    strict: answer.failure === null && follows(name, answer.text, given),
    loose: answer.failure === null && variantsOf(answer.text).some((variant) => follows(name, variant, given)),
  }));
  const areAll = (way: 'strict' | 'loose') => (judged.every((one) => one[way]) ? 1 : 0);
  const missed = judged.filter(({ strict }) => !strict).map(({ name }) => name);
  const { promptTokens, completionTokens, firstEventMs, firstTextMs } = answer;
  return {
    verdict: answer.failure !== null ? 'failed' : missed.length === 0 ? 'followed' : 'missed',
    reason: answer.failure ?? (missed.length === 0 ? null : missed.join(', ')),
    measures: { strict: areAll('strict'), loose: areAll('loose') },
    ...{ promptTokens, completionTokens, firstEventMs, firstTextMs },
    response: keepAnswer(exchange),
    expected: judged,
  };
}

/** Without asterisks, without a first line that only opens the answer, without a last one that only closes it. */
export function variantsOf(answer: string): readonly string[] {
  return [answer, answer.replaceAll('*', '')].flatMap((text) => {
    const lines = text.split('\n');
    return [lines, lines.slice(1), lines.slice(0, -1), lines.slice(1, -1)].map((some) => some.join('\n').trim());
  });
}

const head = ['', 'prompts', 'strict', 'loose', 'failed', 'p50 s', 'p95 s', 'answer'];

export function renderIfeval(rows: readonly Row[]): string {
  const judgedOf = ({ expected }: Row) => expected as readonly Judged[];
  const judged = rows.flatMap(judgedOf);
  const kinds = [...new Set(judged.map(({ name }) => kindOf(name)))].sort();
  const lines = kinds.map((kind) =>
    line(
      kind,
      rows.filter((row) => judgedOf(row).some(({ name }) => kindOf(name) === kind)),
    ),
  );
  const share = (way: 'strict' | 'loose') => percent(judged.filter((one) => one[way]).length, judged.length);
  return [
    renderTable(head, [...lines, line('all', rows)]),
    `single instructions, of ${judged.length}: strict ${share('strict')}, loose ${share('loose')}`,
    'of a kind: prompts with an instruction of it, all of whose instructions are followed; answer: tokens, on average',
  ].join('\n');
}

function line(title: string, rows: readonly Row[]): readonly string[] {
  const count = (measure: string) => rows.filter(({ measures }) => measures[measure] === 1).length;
  const times = rows.map(({ latencyMs }) => latencyMs);
  const tokens = rows.flatMap(({ completionTokens }) => completionTokens ?? []);
  return [
    title,
    String(rows.length),
    percent(count('strict'), rows.length),
    percent(count('loose'), rows.length),
    String(rows.filter(({ verdict }) => verdict === 'failed').length),
    seconds(percentile(times, 50)),
    seconds(percentile(times, 95)),
    digits(mean(tokens), 0),
  ];
}
