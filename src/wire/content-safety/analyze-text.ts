// In: what JSON.parse made of the body of a text:analyze. Out: the ask, complete and trusted, and how its answer is written; or a Fault
// that names the member. Knows no scorer.
import * as z from 'zod';
import type { AnalyzeTextAsk, TextAnalysis } from '../../contract/analysis.ts';
import { flag, listOf, text } from '../openai/field-schemas.ts';
import { readWithSchema } from '../openai/read-with-schema.ts';
import { categoryNames, harmOfName, nameOfHarm } from './category-names.ts';

const schema = z.strictObject({
  text: text({ maximum: 10_000 }),
  categories: listOf(z.enum(categoryNames), { expected: 'an array of categories', maximum: 100 }).nullish(),
  blocklistNames: listOf(text({ minimum: 1 }), { expected: 'an array of strings', maximum: 100 }).nullish(),
  haltOnBlocklistHit: flag().nullish(),
  outputType: z.enum(['FourSeverityLevels', 'EightSeverityLevels']).nullish(),
});

export interface AnalyzeTextRequest {
  readonly ask: AnalyzeTextAsk;
  body(analysis: TextAnalysis): object;
}

export function parseAnalyzeText(received: unknown): AnalyzeTextRequest {
  const request = readWithSchema(schema, received);
  const named = new Set(request.categories ?? []);
  const wanted = categoryNames.filter((name) => named.size === 0 || named.has(name));
  const hasEightLevels = request.outputType === 'EightSeverityLevels';
  return {
    ask: {
      text: request.text,
      categories: wanted.map((name) => harmOfName[name]),
      blocklistNames: request.blocklistNames ?? [],
      isHaltedByBlocklist: request.haltOnBlocklistHit ?? false,
    },
    body: ({ matches, harms }) => ({
      blocklistsMatch: matches.map(({ blocklistName, item }) => ({
        blocklistName,
        blocklistItemId: item.id,
        blocklistItemText: item.text,
      })),
      categoriesAnalysis: harms.map(({ category, severity }) => ({
        category: nameOfHarm[category],
        // Four levels are the eight without their last bit.
        severity: hasEightLevels ? severity : severity - (severity % 2),
      })),
    }),
  };
}
