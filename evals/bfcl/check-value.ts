// In: a value of the right type and its accepted values. Out: whether it is one of them. Texts are compared without case, blanks and the marks
// , . / - _ * ^, also one level inside lists and objects, and no deeper; that is BFCL's rule. Pure.
import { isDict, isEqual, isList, type PythonDict, type PythonType, type PythonValue } from './python-value.ts';

export interface ValueKind {
  readonly type: PythonType;
  readonly typeInside: PythonType | null;
  readonly isVariable: boolean;
}

export function isAccepted(value: PythonValue, accepted: readonly PythonValue[], kind: ValueKind): boolean {
  if (kind.isVariable) return isOneOf(value, accepted);
  if (kind.type === 'str') return typeof value === 'string' && isOneOf(standardize(value), accepted.map(standardize));
  if (kind.type === 'dict') return isDict(value) && accepted.some((option) => isAcceptedDict(value, option));
  if (kind.type === 'list' && isList(value))
    return kind.typeInside === 'dict'
      ? accepted.some((option) => isAcceptedDictList(value, option))
      : accepted.some((option) => isEqual(value.map(standardize), asList(option).map(standardize)));
  return isOneOf(value, accepted);
}

function standardize(value: PythonValue): PythonValue {
  if (typeof value !== 'string') return value;
  return value
    .replaceAll(/[ ,./\-_*^]/g, '')
    .toLowerCase()
    .replaceAll("'", '"');
}

function isOneOf(value: PythonValue, options: readonly PythonValue[]): boolean {
  return options.some((option) => isEqual(value, option));
}

/** "may be left out" also accepts the empty list. */
const asList = (option: PythonValue): readonly PythonValue[] => (isList(option) ? option : []);

/** simple_java_64 has a text where a list of texts belongs; to Python that contains "" and each of its letters. */
const optionsOf = (members: PythonValue) => (typeof members === 'string' ? ['', ...members] : asList(members));

/** The option holds for each key its accepted values, "" among them where the key may be left out. */
function isAcceptedDict(value: PythonDict, option: PythonValue): boolean {
  if (!isDict(option)) return false;
  const isEachAccepted = Object.entries(value).every(
    ([key, member]) =>
      Object.hasOwn(option, key) && isOneOf(standardize(member), optionsOf(option[key] ?? null).map(standardize)),
  );
  const isNoneMissing = Object.entries(option).every(
    ([key, members]) => Object.hasOwn(value, key) || isOneOf('', optionsOf(members)),
  );
  return isEachAccepted && isNoneMissing;
}

function isAcceptedDictList(value: readonly PythonValue[], option: PythonValue): boolean {
  const expected = asList(option);
  return (
    value.length === expected.length &&
    value.every((item, place) => isDict(item) && isAcceptedDict(item, expected[place] ?? null))
  );
}
