// In: what JSON.parse made of the body of a text:detectProtectedMaterial or its sister for code. Out: the ask, complete and trusted, or a Fault
// that names the member; and the answer to it. Knows no scorer.
import * as z from 'zod';
import type { ProtectedAnalysis, ProtectedAsk } from '../../contract/analysis.ts';
import { text } from '../openai/field-schemas.ts';
import { readWithSchema } from '../openai/read-with-schema.ts';

const written = text({ minimum: 1, maximum: 10_000 });
const textSchema = z.strictObject({ text: written });
const codeSchema = z.strictObject({ code: written });

export function parseProtectedText(received: unknown): ProtectedAsk {
  return { text: readWithSchema(textSchema, received).text, kind: 'protectedText' };
}

export function parseProtectedCode(received: unknown): ProtectedAsk {
  return { text: readWithSchema(codeSchema, received).code, kind: 'protectedCode' };
}

export function protectedTextBody({ isDetected }: ProtectedAnalysis): object {
  return { protectedMaterialAnalysis: { detected: isDetected } };
}

/** One citation for each licence, with all its addresses; a licence that is not known is empty. */
export function protectedCodeBody({ isDetected, citations }: ProtectedAnalysis): object {
  const byLicense = new Map<string, string[]>();
  for (const { license, url } of citations) {
    const urls = byLicense.get(license ?? '') ?? [];
    if (!urls.includes(url)) urls.push(url);
    byLicense.set(license ?? '', urls);
  }
  const codeCitations = [...byLicense].map(([license, sourceUrls]) => ({ license, sourceUrls }));
  return { protectedMaterialAnalysis: { detected: isDetected, codeCitations } };
}
