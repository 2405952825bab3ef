// In: a row. Out: the calls that its first accepted values make, written as the row's language wants them: what a perfect model would send.
import type { AcceptedCall, BfclRow, FunctionDocument } from './bfcl-row.ts';
import type { MadeCall } from './check-calls.ts';
import { offeredName } from './offer-tools.ts';
import { isDict, isList, type PythonDict, type PythonValue, writePython } from './python-value.ts';

export function firstAnswers(row: BfclRow): readonly MadeCall[] {
  return row.accepted.map((accepted) => {
    const document = row.functions.find(({ name }) => name === accepted.name);
    return { name: offeredName(accepted.name), values: firstValues(row, accepted, document) };
  });
}

function firstValues(row: BfclRow, accepted: AcceptedCall, document: FunctionDocument | undefined): PythonDict {
  const values: [string, PythonValue][] = [];
  for (const [name, options] of Object.entries(accepted.parameters)) {
    const parameter = document?.properties[name];
    const isRequired = document?.required.includes(name) ?? false;
    const first = isRequired ? options.find((option) => option !== '') : options[0];
    if (parameter === undefined || first === undefined || first === '') continue;
    values.push([name, row.language === 'Python' ? plain(first) : writeSource(first, parameter, row.language)]);
  }
  return Object.fromEntries(values);
}

/** An object's members hold their accepted values in turn. */
function plain(value: PythonValue): PythonValue {
  if (isList(value)) return value.map(plain);
  if (!isDict(value)) return value;
  const members = Object.entries(value).map(
    ([key, options]) => [key, isList(options) ? (options[0] ?? '') : ''] as const,
  );
  return Object.fromEntries(members.filter(([, first]) => first !== ''));
}

function writeSource(value: PythonValue, parameter: PythonDict, language: 'Java' | 'JavaScript'): string {
  const type = String(parameter['type']);
  if (isDict(value)) {
    const members = Object.entries(plain(value) as PythonDict);
    return language === 'Java'
      ? `new HashMap<String, Object>() {{ ${members.map(([key, member]) => `put("${key}", ${quoted(member)});`).join(' ')} }}`
      : `{${members.map(([key, member]) => `${key}: ${quoted(member)}`).join(', ')}}`;
  }
  if (!isList(value)) return type === 'long' ? `${bare(value)}L` : bare(value);
  if (language === 'JavaScript') return `[${value.map(quoted).join(', ')}]`;
  const items = parameter['items'];
  const suffix = isDict(items) && items['type'] === 'long' ? 'L' : '';
  return type === 'Array'
    ? `new Object[]{${value.map(bare).join(', ')}}`
    : `new ArrayList<>(Arrays.asList(${value.map((item) => `${quoted(item)}${suffix}`).join(', ')}))`;
}

const quoted = (value: PythonValue): string =>
  isList(value) ? `[${value.map(quoted).join(', ')}]` : typeof value === 'string' ? `"${value}"` : bare(value);
const bare = (value: PythonValue): string => (typeof value === 'string' ? value : writePython(value));
