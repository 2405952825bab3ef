// In: a value, its accepted values, the Python type it should have. Out: whether the type will do, and whether the value is to be read as the
// name of a variable. BFCL looks one level into lists, and takes another type where the accepted values have that type. Pure.
import { isList, type PythonType, type PythonValue, typeOf } from './python-value.ts';

export interface TypeFinding {
  readonly isRight: boolean;
  /** The accepted values are of another type than the documented one: the row accepts a variable's name, to be equal as it stands. */
  readonly isVariable: boolean;
}

export function checkType(
  value: PythonValue,
  accepted: readonly PythonValue[],
  expected: PythonType,
  expectedInside: PythonType | null,
): TypeFinding {
  const first = accepted.find((option) => option !== '');
  const acceptedType = first === undefined ? null : typeOf(first);
  if (typeOf(value) !== expected) return { isRight: typeOf(value) === acceptedType, isVariable: true };
  const isRight = expectedInside === null || accepted.some((option) => isInsideRight(value, option, expectedInside));
  return { isRight, isVariable: acceptedType !== null && acceptedType !== expected };
}

function isInsideRight(value: PythonValue, option: PythonValue, expectedInside: PythonType): boolean {
  if (!isList(option) || !isList(value)) return true;
  return value.every((item) => checkType(item, option, expectedInside, null).isRight);
}
