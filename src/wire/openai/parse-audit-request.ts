// In: the query or body of a request for the audit trail. Out: what it asks for, complete and trusted, or a Fault in OpenAI's words with
// `param`. A misspelt filter is a fault: left out, it would show everything.
import { Fault } from '../../contract/fault.ts';
import { type AuditFilter, type AuditLabel, auditLabels } from '../../contract/safety-audit.ts';
import { isJsonObject } from './is-json-object.ts';
import { jsonTypeWords } from './json-type-words.ts';
import { quotedList } from './quoted-list.ts';

const maxPage = 100;
const maxChanges = 1000;
/** A month. */
const maxHours = 31 * 24;

export function parseAuditFilter(query: URLSearchParams): AuditFilter {
  checkNames(query, ['after', 'limit', 'key', 'category', 'is_filtered', 'label']);
  const isFiltered = oneOf(query, 'is_filtered', ['true', 'false']);
  return {
    after: givenIn(query, 'after'),
    limit: numberIn(query, 'limit', { least: 1, most: maxPage, usual: 20 }),
    keyId: givenIn(query, 'key'),
    category: givenIn(query, 'category'),
    isFiltered: isFiltered === null ? null : isFiltered === 'true',
    label: oneOf(query, 'label', [...auditLabels, 'none']),
  };
}

export function parseAbuseHours(query: URLSearchParams): number {
  checkNames(query, ['hours']);
  return numberIn(query, 'hours', { least: 1, most: maxHours, usual: 24 });
}

export function parseChangesLimit(query: URLSearchParams): number {
  checkNames(query, ['limit']);
  return numberIn(query, 'limit', { least: 1, most: maxChanges, usual: 20 });
}

export function parseLabel(body: unknown): AuditLabel {
  if (!isJsonObject(body))
    throw new Fault('invalid_type', `Invalid body: expected a JSON object, but got ${jsonTypeWords(body)} instead.`);
  const unknown = Object.keys(body).find((name) => name !== 'label');
  if (unknown !== undefined) throw unknownParameter(unknown);
  const given = body['label'];
  if (given === undefined)
    throw new Fault('missing_required_parameter', "Missing required parameter: 'label'.", { param: 'label' });
  const label = auditLabels.find((candidate) => candidate === given);
  if (label === undefined) throw notOneOf('label', auditLabels);
  return label;
}

function checkNames(query: URLSearchParams, known: readonly string[]): void {
  const unknown = [...query.keys()].find((name) => !known.includes(name));
  if (unknown !== undefined) throw unknownParameter(unknown);
}

function unknownParameter(name: string): Fault {
  return new Fault('unknown_parameter', `Unknown parameter: '${name.slice(0, 80)}'.`, { param: name.slice(0, 80) });
}

/** An empty value is none: the fields of a form that were left empty. */
function givenIn(query: URLSearchParams, name: string): string | null {
  return query.get(name) || null;
}

function oneOf<Value extends string>(query: URLSearchParams, name: string, values: readonly Value[]): Value | null {
  const given = givenIn(query, name);
  if (given === null) return null;
  const value = values.find((candidate) => candidate === given);
  if (value === undefined) throw notOneOf(name, values);
  return value;
}

function notOneOf(name: string, values: readonly string[]): Fault {
  return new Fault('invalid_value', `Invalid '${name}': it is one of ${quotedList(values, 'or')}.`, { param: name });
}

interface NumberBounds {
  readonly least: number;
  readonly most: number;
  readonly usual: number;
}

function numberIn(query: URLSearchParams, name: string, { least, most, usual }: NumberBounds): number {
  const given = givenIn(query, name);
  if (given === null) return usual;
  const value = /^\d{1,9}$/.test(given) ? Number(given) : Number.NaN;
  if (value >= least && value <= most) return value;
  const message = `Invalid '${name}': expected a whole number from ${least} to ${most}.`;
  throw new Fault('invalid_value', message, { param: name });
}
