// In: a row's function documents. Out: OpenAI tools, as BFCL's own handler for OpenAI models makes them: JSON Schema's type names, dots of a
// function's name as underscores, a note on the language; Java and JavaScript parameters become texts that say their type. Pure.
import type { BfclRow, FunctionDocument, Language } from './bfcl-row.ts';
import { isDict, type PythonDict, type PythonValue, writePython } from './python-value.ts';

/** OpenAI's names of functions have no dots. */
export function offeredName(name: string): string {
  return name.replaceAll('.', '_');
}

export function offerTools(row: BfclRow): readonly PythonDict[] {
  return row.functions.map((document) => ({ type: 'function', function: offerFunction(document, row.language) }));
}

const languageNotes: Readonly<Record<Language, string>> = {
  Python: 'Python 3 syntax',
  Java: 'Java 8 SDK syntax',
  JavaScript: 'JavaScript syntax',
};

function offerFunction({ name, properties, whole }: FunctionDocument, language: Language): PythonDict {
  const offered = mapMembers(properties, (parameter) =>
    language === 'Python' ? toJsonSchema(parameter) : toSourceText(parameter, language),
  );
  const parameters = isDict(whole['parameters']) ? whole['parameters'] : {};
  return {
    ...whole,
    name: offeredName(name),
    description: `${textOf(whole, 'description')} Note that the provided function is in ${languageNotes[language]}.`,
    parameters: { ...parameters, type: 'object', properties: offered },
  };
}

const schemaTypes: Readonly<Record<string, string>> = {
  integer: 'integer',
  number: 'number',
  float: 'number',
  string: 'string',
  boolean: 'boolean',
  bool: 'boolean',
  array: 'array',
  list: 'array',
  tuple: 'array',
  dict: 'object',
  object: 'object',
  any: 'string',
};

const schemaType = (parameter: PythonDict) => schemaTypes[textOf(parameter, 'type')] ?? 'string';

function toJsonSchema(parameter: PythonDict): PythonDict {
  const isFloat = parameter['type'] === 'float';
  return {
    ...withInnerTypes(parameter),
    ...(isFloat
      ? { format: 'float', description: `${textOf(parameter, 'description')} This is a float type value.` }
      : {}),
  };
}

/** What stands under `items` gets its type's name changed, but no note. */
function withInnerTypes(parameter: PythonDict): PythonDict {
  const { properties, items } = parameter;
  return {
    ...parameter,
    type: schemaType(parameter),
    ...(isDict(properties) ? { properties: mapMembers(properties, toJsonSchema) } : {}),
    ...(isDict(items) ? { items: withInnerTypes(items) } : {}),
  };
}

function toSourceText(parameter: PythonDict, language: Exclude<Language, 'Python'>): PythonDict {
  const type = textOf(parameter, 'type');
  const notes = [
    textOf(parameter, 'description'),
    type === 'any'
      ? `This parameter can be of any type of ${language} object in string representation.`
      : `This is ${language} ${type} type parameter in string representation.`,
  ];
  const { items, properties, ...rest } = parameter;
  const isList = language === 'Java' ? type === 'Array' || type === 'ArrayList' : type === 'array';
  if (isList && isDict(items))
    notes.push(`The list elements are of type ${textOf(items, 'type')}; they are not in string representation.`);
  const isObject = language === 'JavaScript' && type === 'dict' && isDict(properties);
  if (isObject)
    notes.push(
      `The dictionary entries have the following schema; they are not in string representation. ${writePython(properties)}`,
    );
  return {
    ...rest,
    ...(items !== undefined && !isList ? { items } : {}),
    ...(properties !== undefined && !isObject ? { properties } : {}),
    type: 'string',
    description: notes.join(' '),
  };
}

function mapMembers(members: PythonDict, change: (member: PythonDict) => PythonValue): PythonDict {
  return Object.fromEntries(
    Object.entries(members).map(([key, member]) => [key, isDict(member) ? change(member) : member]),
  );
}

function textOf(parameter: PythonDict, key: string): string {
  const text = parameter[key];
  return typeof text === 'string' ? text : '';
}
