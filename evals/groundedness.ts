// In: paragraphs and questions of XQuAD. Out: tasks for text:detectGroundedness, whether each text was told as it is, and the table: recall, false
// alarms, precision and F1 for each way in which a text was spoilt. Measures only: nothing is trained or tuned on it.
import type { Benchmark, DrawOptions, Exchange, Judgement, Row, Task } from './eval-types.ts';
import { type GroundednessCase, groundedKinds, makeCases, spoiltKinds } from './groundedness/make-cases.ts';
import { type AnsweredQuestion, readXquad, xquadLanguages } from './groundedness/read-xquad.ts';
import { digits, percent, renderTable, seconds } from './render-table.ts';
import { percentile, seededRandom, seededSubset } from './statistics.ts';

/** Languages, English where none is named; questions of each, of which each makes up to ten texts. */
type QuestionOptions = Omit<DrawOptions, 'maxTokens'>;

const path = '/contentsafety/text:detectGroundedness?api-version=2024-09-15-preview';

export function groundedness(options: QuestionOptions): Benchmark {
  const chosen = xquadLanguages.filter((name) =>
    options.only.length === 0 ? name === 'en' : options.only.includes(name),
  );
  const unknown = options.only.find((name) => !xquadLanguages.some((known) => known === name));
  if (unknown !== undefined) throw new Error(`XQuAD has no language ${unknown} here: ${xquadLanguages.join(', ')}`);
  return {
    name: 'groundedness',
    tasks: () =>
      chosen.flatMap((language) => {
        const random = seededRandom(options.seed);
        return seededSubset(readXquad(options.folder, language), options.rowLimit, options.seed).flatMap((question) =>
          makeCases(question, random).map((made) => groundednessTask(made, question, options)),
        );
      }),
    render: renderGroundedness,
  };
}

export function groundednessTask(
  made: GroundednessCase,
  { id, language, context }: Pick<AnsweredQuestion, 'id' | 'language' | 'context'>,
  { model, extra }: Pick<QuestionOptions, 'model' | 'extra'>,
): Task {
  const body = {
    domain: 'Generic',
    ...(made.query === null ? { task: 'Summarization' } : { task: 'QnA', qna: { query: made.query } }),
    text: made.text,
    groundingSources: [context],
    llmResource: { resourceType: 'AzureOpenAI', azureOpenAIDeploymentName: model },
    ...extra,
  };
  return {
    id: `${language}/${made.kind}/${id}`,
    category: `${language}/${made.kind}`,
    path,
    body: JSON.stringify(body),
    judge: (exchange) => judgeAnswer(exchange, made),
  };
}

const isSpoilt = (kind: string) => spoiltKinds.some((known) => known === kind);

function judgeAnswer(exchange: Exchange, { kind, spoiltPart }: GroundednessCase): Judgement {
  const response = parse(exchange.pieces.map(({ text }) => text).join(''));
  const detected = exchange.status === 200 ? response?.ungroundedDetected : undefined;
  const expected = isSpoilt(kind);
  const failure =
    typeof detected === 'boolean' ? null : (exchange.failure ?? `${exchange.status}: ${JSON.stringify(response)}`);
  const told = (response?.ungroundedDetails ?? []).map(({ text }) => text ?? '');
  const isRight = detected === expected;
  return {
    verdict: failure !== null ? 'failed' : isRight ? 'right' : 'wrong',
    reason: failure ?? (isRight ? null : `${expected ? 'spoilt, but not' : 'grounded, but'} told: ${told.join(' | ')}`),
    measures: {
      right: Number(isRight),
      detected: failure === null ? Number(detected) : null,
      /** Only what is spoilt is told. */
      placed:
        spoiltPart === null || detected !== true
          ? null
          : Number(told.every((text) => spoiltPart.includes(text.trim()))),
    },
    firstEventMs: null,
    firstTextMs: null,
    promptTokens: null,
    completionTokens: null,
    response,
    expected,
  };
}

interface GroundednessAnswer {
  readonly ungroundedDetected?: unknown;
  readonly ungroundedDetails?: readonly { readonly text?: string }[];
}

/** What is not of this form counts as no answer. */
function parse(text: string): GroundednessAnswer | null {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

const head = ['texts', 'asked', 'failed', 'told ungrounded', 'precision', 'recall', 'F1', 'placed', 'p50 s', 'p95 s'];

export function renderGroundedness(rows: readonly Row[]): string {
  const languages = [...new Set(rows.map(({ category }) => category.split('/')[0] ?? ''))];
  const tables = languages.map((language) =>
    renderLanguage(
      language,
      rows.filter(({ category }) => category.startsWith(`${language}/`)),
    ),
  );
  const notes =
    'told ungrounded: a false alarm of texts that are grounded, the recall of spoilt ones. Precision and F1 of a kind are against as many grounded texts. placed: of an added sentence, it alone is told.';
  return [...tables, notes].join('\n\n');
}

function renderLanguage(language: string, rows: readonly Row[]): string {
  const kindOf = ({ category }: Row) => category.split('/')[1] ?? '';
  const grounded = rows.filter((row) => !isSpoilt(kindOf(row)));
  const alarms = shareOf(grounded);
  const lines = [...groundedKinds, ...spoiltKinds].map((kind) => {
    const own = rows.filter((row) => kindOf(row) === kind);
    return line(`${language} ${kind}`, own, isSpoilt(kind) ? alarms : null);
  });
  const spoilt = rows.filter((row) => isSpoilt(kindOf(row)));
  return renderTable(head, [
    ...lines,
    line(`${language} all grounded`, grounded, null),
    line(`${language} all spoilt`, spoilt, alarms),
  ]);
}

function line(title: string, rows: readonly Row[], alarms: number | null): readonly string[] {
  const answered = rows.filter(({ verdict }) => verdict !== 'failed');
  const recall = shareOf(rows);
  const precision = alarms === null ? Number.NaN : recall / (recall + alarms);
  const placed = rows.flatMap(({ measures }) => measures['placed'] ?? []);
  const times = answered.map(({ latencyMs }) => latencyMs);
  return [
    title,
    String(rows.length),
    String(rows.length - answered.length),
    percent(countDetected(rows), answered.length),
    digits(precision, 3),
    alarms === null ? '-' : digits(recall, 3),
    alarms === null ? '-' : digits((2 * precision * recall) / (precision + recall), 3),
    percent(placed.filter((value) => value === 1).length, placed.length),
    seconds(percentile(times, 50)),
    seconds(percentile(times, 95)),
  ];
}

function countDetected(rows: readonly Row[]): number {
  return rows.filter(({ measures }) => measures['detected'] === 1).length;
}

function shareOf(rows: readonly Row[]): number {
  return countDetected(rows) / rows.filter(({ verdict }) => verdict !== 'failed').length;
}
