// In: a document and what was found in it. Out: the same as a line of JSON with a member `kinglet_curate`; all other members stay byte for
// byte, but for a line that was marked before, which is written anew. Pure.
import { decodeText } from './decode-text.ts';
import { isObject } from './field-of.ts';
import type { FilterName, FilterScores } from './filters.ts';
import type { InputForm, SourceRecord } from './settings.ts';

export interface Mark {
  readonly found: readonly FilterName[];
  readonly scores: FilterScores;
}

export const markMember = 'kinglet_curate';

/** For a record that has a text. */
export function markLine({ raw, text }: SourceRecord, form: InputForm, mark: Mark): Buffer {
  if (form === 'text') return Buffer.from(`${JSON.stringify({ text, [markMember]: rounded(mark) })}\n`);
  if (raw.includes(markMember)) {
    const value: unknown = JSON.parse(decodeText(raw) ?? '');
    if (isObject(value) && Object.hasOwn(value, markMember))
      return Buffer.from(`${JSON.stringify({ ...value, [markMember]: rounded(mark) })}\n`);
  }
  const end = raw.lastIndexOf('}');
  const member = Buffer.from(`,${JSON.stringify(markMember)}:${JSON.stringify(rounded(mark))}`);
  return Buffer.concat([raw.subarray(0, end), member, raw.subarray(end)]);
}

function rounded({ found, scores }: Mark): Mark {
  const short = Object.entries(scores).map(([name, score]) => [name, Number(score.toFixed(4))]);
  return { found, scores: Object.fromEntries(short) };
}
