// In: the address of any OpenAI-compatible server. Out: every case's verdict on it, line by line, and as JSON where asked for; exit code 1
// when it differs anywhere. `node test/conformance/run.ts --base-url http://127.0.0.1:4141/v1 --model gpt-4o-mini`
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { allCases } from './all-cases.ts';
import type { Outcome, Target } from './conformance-case.ts';
import { runCases } from './run-cases.ts';

const usage = `node test/conformance/run.ts --base-url URL --model NAME [--key KEY] [--context TOKENS] [--embedding-model NAME] [--only TEXT] [--json FILE]

  --base-url         with or without /v1 at its end
  --key              sent as Authorization: Bearer; without it the cases of keys are not asked
  --context          tokens of one sequence; without it the cases of prompts that are too long are not asked
  --embedding-model  text-embedding-3-small where not said otherwise
  --only             only the cases whose id contains this text
`;

function readTarget(values: Readonly<Record<string, string | boolean | undefined>>): Omit<Target, 'signal'> | null {
  const { 'base-url': baseUrl, model, key, context, 'embedding-model': embeddingModel } = values;
  if (typeof baseUrl !== 'string' || typeof model !== 'string') return null;
  return {
    origin: baseUrl.replace(/\/+$/, '').replace(/\/v1$/, ''),
    model,
    key: typeof key === 'string' ? key : null,
    contextTokens: typeof context === 'string' ? Number(context) : null,
    embeddingModel: typeof embeddingModel === 'string' ? embeddingModel : 'text-embedding-3-small',
  };
}

function lineOf({ id, verdict, difference, durationMs }: Outcome): string {
  return `${verdict.padEnd(10)} ${id} (${durationMs} ms)${difference === '' ? '' : `\n           ${difference}`}`;
}

const text = { type: 'string' } as const;
const { values } = parseArgs({
  options: {
    'base-url': text,
    model: text,
    key: text,
    context: text,
    'embedding-model': text,
    only: text,
    json: text,
    help: { type: 'boolean' },
  },
});
const target = readTarget(values);
if (target === null || values.help === true) {
  process.stdout.write(usage);
  process.exit(values.help === true ? 0 : 2);
}
const cases = allCases.filter(({ id }) => id.includes(values.only ?? ''));
const outcomes = await runCases(cases, target, (outcome) => process.stdout.write(`${lineOf(outcome)}\n`)).catch(
  (error: unknown) => {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause.message : String(error);
    process.stderr.write(`${target.origin} does not answer: ${cause}\n`);
    process.exit(2);
  },
);
const numberOf = (verdict: Outcome['verdict']) => outcomes.filter((outcome) => outcome.verdict === verdict).length;
const verdicts = ['pass', 'differs', 'not served', 'not asked'] as const;
process.stdout.write(`${verdicts.map((verdict) => `${numberOf(verdict)} ${verdict}`).join(', ')}\n`);
if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify(outcomes, null, 2)}\n`);
process.exit(numberOf('differs') > 0 ? 1 : 0);
