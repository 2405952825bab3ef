// In: a line, document or row that could not be read. Out: the line of the rejected file that keeps it: where it stands, why, and its bytes as
// text, or in Base64 where they are none; of what was too long to load only where it stands. Pure.
import { decodeText } from './decode-text.ts';
import type { Judged } from './tally.ts';

export function rejectionLine({ input, record }: Pick<Judged, 'input' | 'record'>): Buffer {
  const { end, sizeBytes, raw, rejection } = record;
  const source = decodeText(raw);
  const content = rejection === 'too-long' ? {} : source === null ? { base64: raw.toString('base64') } : { source };
  const place = { input, number: end.number, offset: end.offset - sizeBytes, sizeBytes };
  return Buffer.from(`${JSON.stringify({ ...place, reason: rejection, ...content })}\n`);
}
