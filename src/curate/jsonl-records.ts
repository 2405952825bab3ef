// In: lines of JSON. Out: a record for each, with the text and labels of its object; what is no such line is rejected with its reason.
// Lines with nothing in them pass as they are. Knows no file.
import { decodeText } from './decode-text.ts';
import { fieldOf, isObject } from './field-of.ts';
import type { Line } from './lines.ts';
import type { CurateSettings, RejectionReason, SourceRecord } from './settings.ts';

export type FieldSettings = Pick<CurateSettings, 'textField' | 'labelField'>;

export async function* jsonlRecords(lines: AsyncIterable<Line>, fields: FieldSettings): AsyncGenerator<SourceRecord> {
  for await (const { end, sizeBytes, bytes } of lines)
    yield { end, sizeBytes, raw: bytes ?? Buffer.alloc(0), ...readLine(bytes, fields) };
}

type Content = Pick<SourceRecord, 'text' | 'labels' | 'rejection'>;

function readLine(bytes: Buffer | null, fields: FieldSettings): Content {
  if (bytes === null) return rejected('too-long');
  const source = decodeText(bytes);
  if (source === null) return rejected('not-utf-8');
  if (source.trim() === '') return { text: null, labels: undefined, rejection: null };
  try {
    return contentOf(JSON.parse(source), fields);
  } catch {
    return rejected('not-json');
  }
}

export function contentOf(value: unknown, { textField, labelField }: FieldSettings): Content {
  if (!isObject(value)) return rejected('not-an-object');
  const text = fieldOf(value, textField);
  if (typeof text !== 'string') return rejected('no-text');
  return { text, labels: labelField === null ? undefined : fieldOf(value, labelField), rejection: null };
}

export function rejected(rejection: RejectionReason): Content {
  return { text: null, labels: undefined, rejection };
}
