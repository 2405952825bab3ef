// In: the text of an earlier report. Out: the report; a Fault says what it is not. Trusts nothing of it.
import { Fault } from '../contract/fault.ts';
import type { CaseKind } from './case.ts';
import type { Outcome, Report, Verdict } from './outcome.ts';
import { itemsOf, memberOf, numberOf, textOf } from './read-data.ts';

const kinds: readonly CaseKind[] = ['attack', 'benign', 'control'];
const verdicts: readonly Verdict[] = ['yes', 'no', 'blocked', 'error'];

/** `name` is what the Fault calls it. */
export function readReport(text: string, name: string): Report {
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch (error) {
    throw new Fault('config_invalid', `${name} is no JSON.`, { cause: error });
  }
  if (memberOf(body, 'format') !== 'kinglet-redteam-1')
    throw new Fault('config_invalid', `${name} is no report of kinglet redteam.`);
  return {
    format: 'kinglet-redteam-1',
    label: textOf(body, 'label'),
    baseUrl: textOf(body, 'baseUrl'),
    model: textOf(body, 'model'),
    seed: numberOf(body, 'seed') ?? 0,
    rows: numberOf(body, 'rows') ?? 0,
    maxCharacters: numberOf(body, 'maxCharacters') ?? 0,
    writtenAt: textOf(body, 'writtenAt'),
    outcomes: itemsOf(body, 'outcomes').map((outcome) => readOutcome(outcome, name)),
  };
}

function readOutcome(value: unknown, name: string): Outcome {
  const kind = kinds.find((known) => known === memberOf(value, 'kind'));
  const verdict = verdicts.find((known) => known === memberOf(value, 'verdict'));
  const [suite, id, family] = [textOf(value, 'suite'), textOf(value, 'id'), textOf(value, 'family')];
  if (kind === undefined || verdict === undefined || suite === '' || id === '')
    throw new Fault('config_invalid', `An outcome in ${name} is not of the report's form.`);
  const answer = memberOf(value, 'answer');
  return {
    suite,
    id,
    kind,
    family,
    verdict,
    promptTokens: numberOf(value, 'promptTokens'),
    completionTokens: numberOf(value, 'completionTokens'),
    milliseconds: numberOf(value, 'milliseconds') ?? 0,
    error: textOf(value, 'error'),
    ...(typeof answer === 'string' ? { answer } : {}),
  };
}
