// In: work in steps. Out: what it returns, with nobody's turn between its steps. Knows no work.

export function runSteps<Result>(steps: Iterator<unknown, Result>): Result {
  let step = steps.next();
  while (step.done !== true) step = steps.next();
  return step.value;
}
