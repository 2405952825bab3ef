// In: the folder of shared data sets. Out: their texts by what they are, in memory only: nothing of them is ever printed. Knows no document.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { readCsv } from '../src/base/read-csv.ts';

export interface CurateTexts {
  /** Whole paragraphs of news, encyclopedias and answers. */
  readonly passages: readonly string[];
  readonly hate: readonly string[];
  /** Of the same sources as hate, and none. */
  readonly notHate: readonly string[];
  readonly adult: readonly string[];
  readonly spam: readonly string[];
  readonly ham: readonly string[];
  /** Sentences with personal data. */
  readonly personal: readonly string[];
}

type Row = Readonly<Record<string, string>>;

export function readCurateTexts(folder: string): CurateTexts {
  const text = (name: string): string => {
    const bytes = readFileSync(join(folder, name));
    return (name.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString();
  };
  const csv = (name: string): readonly Row[] => {
    const [heading = [], ...rows] = [...readCsv(text(name))];
    return rows.map((cells) => Object.fromEntries(heading.map((title, column) => [title, cells[column] ?? ''])));
  };
  const jsonl = (name: string): readonly Readonly<Record<string, unknown>>[] =>
    text(name)
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line));
  const davidson = csv('safety/davidson/labeled_data.csv.gz');
  const edos = csv('safety/edos/edos_labelled_aggregated.csv.gz').filter((row) => row['split'] === 'train');
  const gahd = csv('safety/gahd_de/gahd.csv.gz');
  const stormfront = jsonl('safety/stormfront/stormfront.jsonl.gz');
  const moderation = jsonl('safety/openai_moderation_eval/samples-1595-noS3.jsonl.gz');
  const sms = csv('spam_sms/spam.csv');
  return {
    passages: [
      ...jsonl('safety/bipia_contexts/abstract_train.jsonl.gz').map((row) => String(row['context'])),
      ...jsonl('safety/bipia_contexts/qa_train.jsonl.gz').map((row) => String(row['context'])),
      ...csv('benign_prompts/dolly_sample/databricks_dolly_15k.csv').map(
        (row) => `${row['context']} ${row['response']}`,
      ),
      ...['en', 'de', 'es', 'ru', 'zh', 'ar'].flatMap((language) =>
        xquadPassages(text(`xquad/xquad.${language}.json.gz`)),
      ),
    ],
    hate: [
      ...columns(davidson, 'tweet', ['class', '0']),
      ...columns(edos, 'text', ['label_sexist', 'sexist']),
      ...columns(gahd, 'text', ['label', '1']),
      ...stormfront.filter((row) => row['label'] === 'hate').map((row) => String(row['text'])),
      ...moderation.filter((row) => row['H'] === 1).map((row) => String(row['prompt'])),
    ],
    notHate: [
      ...columns(davidson, 'tweet', ['class', '2']),
      ...columns(edos, 'text', ['label_sexist', 'not sexist']),
      ...columns(gahd, 'text', ['label', '0']),
      ...stormfront.filter((row) => row['label'] === 'noHate').map((row) => String(row['text'])),
    ],
    // Not I2P's prompts: what is called sexual there are the pictures made of them.
    adult: moderation.filter((row) => row['S'] === 1).map((row) => String(row['prompt'])),
    spam: columns(sms, 'v2', ['v1', 'spam']),
    ham: columns(sms, 'v2', ['v1', 'ham']),
    personal: ['generated_small', 'synth_dataset_v2'].flatMap((name) =>
      presidioTexts(text(`pii_presidio/${name}.json`)),
    ),
  };
}

function columns(rows: readonly Row[], column: string, [name, value]: readonly [string, string]): readonly string[] {
  return rows.filter((row) => row[name] === value).map((row) => row[column] ?? '');
}

function xquadPassages(source: string): readonly string[] {
  const { data }: { data: readonly { paragraphs: readonly { context: string }[] }[] } = JSON.parse(source);
  return data.flatMap(({ paragraphs }) => paragraphs.map(({ context }) => context));
}

/** Rows with something of a person. */
function presidioTexts(source: string): readonly string[] {
  const rows: readonly { full_text: string; spans: readonly { entity_type: string }[] }[] = JSON.parse(source);
  const kinds = ['PERSON', 'PHONE_NUMBER', 'EMAIL_ADDRESS', 'STREET_ADDRESS', 'CREDIT_CARD', 'IBAN_CODE', 'US_SSN'];
  return rows
    .filter(({ spans }) => spans.filter(({ entity_type }) => kinds.includes(entity_type)).length > 0)
    .map(({ full_text }) => full_text);
}
