// In: KINGLET_DATA's bfcl_v4 folder and a category. Out: its rows: question, function documents, accepted answers. Judges nothing.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDict, isList, type PythonDict, type PythonValue, parsePython } from './python-value.ts';

export const bfclCategories = [
  'simple_python',
  'multiple',
  'parallel',
  'parallel_multiple',
  'simple_javascript',
  'irrelevance',
  'simple_java',
] as const;
export type BfclCategory = (typeof bfclCategories)[number];
export type Language = 'Python' | 'Java' | 'JavaScript';

/** A call that is right: for each parameter the values that are accepted, among them "" where it may be left out. */
export interface AcceptedCall {
  readonly name: string;
  readonly parameters: Readonly<Record<string, readonly PythonValue[]>>;
}

export interface FunctionDocument {
  readonly name: string;
  readonly properties: Readonly<Record<string, PythonDict>>;
  readonly required: readonly string[];
  /** As the data set has it. */
  readonly whole: PythonDict;
}

export interface BfclRow {
  readonly id: string;
  readonly category: BfclCategory;
  readonly language: Language;
  readonly messages: PythonValue;
  readonly functions: readonly FunctionDocument[];
  /** None for irrelevance. */
  readonly accepted: readonly AcceptedCall[];
}

export function languageOf(category: BfclCategory): Language {
  if (category === 'simple_java') return 'Java';
  return category === 'simple_javascript' ? 'JavaScript' : 'Python';
}

export function readBfclRows(folder: string, category: BfclCategory, limit: number): readonly BfclRow[] {
  const answerPath = join(folder, 'possible_answer', `BFCL_v4_${category}.json`);
  const answers = new Map(
    (category === 'irrelevance' && !existsSync(answerPath) ? [] : readLines(answerPath)).map((line) => [
      textOf(line, 'id'),
      listOf(line, 'ground_truth').map(acceptedCall),
    ]),
  );
  return readLines(join(folder, `BFCL_v4_${category}.json`))
    .slice(0, limit)
    .map((line) => {
      const id = textOf(line, 'id');
      const accepted = answers.get(id) ?? [];
      if (accepted.length === 0 && category !== 'irrelevance') throw new Error(`${id} has no possible answer`);
      return {
        id,
        category,
        language: languageOf(category),
        // One turn only in these categories.
        messages: listOf(line, 'question')[0] ?? [],
        functions: listOf(line, 'function').map(functionDocument),
        accepted,
      };
    });
}

function acceptedCall(value: PythonValue): AcceptedCall {
  const [name, parameters] = Object.entries(dict(value))[0] ?? ['', {}];
  const entries = Object.entries(dict(parameters)).map(([key, values]) => [key, list(values)] as const);
  return { name, parameters: Object.fromEntries(entries) };
}

function functionDocument(value: PythonValue): FunctionDocument {
  const whole = dict(value);
  const parameters = dict(whole['parameters']);
  const properties = Object.entries(dict(parameters['properties'])).map(
    ([key, member]) => [key, dict(member)] as const,
  );
  return {
    name: textOf(whole, 'name'),
    properties: Object.fromEntries(properties),
    required: listOf(parameters, 'required').map(String),
    whole,
  };
}

function readLines(path: string): readonly PythonDict[] {
  const lines = readFileSync(path, 'utf8').split('\n');
  return lines.filter((line) => line.trim() !== '').map((line) => dict(parsePython(line)));
}

function dict(value: PythonValue | undefined): PythonDict {
  if (!isDict(value)) throw new Error('a BFCL file is not of the expected form');
  return value;
}

function list(value: PythonValue | undefined): readonly PythonValue[] {
  if (!isList(value)) throw new Error('a BFCL file is not of the expected form');
  return value;
}

const listOf = (line: PythonDict, key: string) => list(line[key]);

function textOf(line: PythonDict, key: string): string {
  const text = line[key];
  if (typeof text !== 'string') throw new Error(`a BFCL file has no ${key}`);
  return text;
}
