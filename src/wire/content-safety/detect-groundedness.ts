// In: what JSON.parse made of the body of a text:detectGroundedness. Out: the ask, complete and trusted, or a Fault that names the member; and
// the answer to it. Members may begin with a capital letter, and words be written in any case, as in Azure's own examples. Knows no model.
import * as z from 'zod';
import { countCodePoints } from '../../base/count-code-points.ts';
import type { GroundednessAsk, GroundednessReport } from '../../contract/analysis.ts';
import { Fault } from '../../contract/fault.ts';
import { flag, listOf, text } from '../openai/field-schemas.ts';
import { readWithSchema } from '../openai/read-with-schema.ts';

const maxTextLength = 7500;
const maxSourcesLength = 55_000;

function word<const Word extends string>(...words: readonly Word[]) {
  return z.preprocess(
    (given) =>
      typeof given === 'string' ? (words.find((known) => known.toLowerCase() === given.toLowerCase()) ?? given) : given,
    z.enum(words),
  );
}

const schema = z.strictObject({
  text: text({ minimum: 1, maximum: maxTextLength }),
  groundingSources: listOf(text(), { expected: 'an array of strings', minimum: 1, maximum: 1000 }),
  domain: word('Generic', 'Medical').nullish(),
  task: word('Summarization', 'QnA').nullish(),
  qna: z.strictObject({ query: text({ maximum: maxTextLength }).nullish() }, { error: 'an object' }).nullish(),
  reasoning: flag().nullish(),
  correction: flag().nullish(),
  // Only the name of a deployment means anything here: no other service is asked.
  llmResource: z
    .strictObject(
      {
        resourceType: word('AzureOpenAI').nullish(),
        azureOpenAIEndpoint: text({ maximum: 2000 }).nullish(),
        azureOpenAIDeploymentName: text({ minimum: 1, maximum: 256 }).nullish(),
      },
      { error: 'an object' },
    )
    .nullish(),
});

export function parseDetectGroundedness(received: unknown): GroundednessAsk {
  const request = readWithSchema(schema, withSmallInitials(received));
  const length = request.groundingSources.reduce((sum, source) => sum + countCodePoints(source), 0);
  if (length > maxSourcesLength) {
    const message = `The grounding sources have ${length} characters together; at most ${maxSourcesLength} are allowed.`;
    throw new Fault('too_long', message, { param: 'groundingSources' });
  }
  const query = request.task === 'QnA' ? (request.qna?.query ?? null) : null;
  return {
    text: request.text,
    sources: request.groundingSources,
    query: query === '' ? null : query,
    isMedical: request.domain === 'Medical',
    deployment: request.llmResource?.azureOpenAIDeploymentName ?? null,
    isReasoned: request.reasoning ?? false,
    isCorrected: request.correction ?? false,
  };
}

function withSmallInitials(received: unknown): unknown {
  if (typeof received !== 'object' || received === null || Array.isArray(received)) return received;
  const small = (name: string) => name.charAt(0).toLowerCase() + name.slice(1);
  return Object.fromEntries(Object.entries(received).map(([name, value]) => [small(name), value]));
}

export function groundednessBody({ details, ungroundedShare, correctedText }: GroundednessReport): object {
  return {
    ungroundedDetected: details.length > 0,
    ungroundedPercentage: ungroundedShare,
    ungroundedDetails: details.map(({ text, reason }) => (reason === null ? { text } : { text, reason })),
    ...(correctedText === null ? {} : { correctionText: correctedText }),
  };
}
