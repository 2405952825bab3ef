// In: whatever was thrown. Out: its stack and those of its causes, scrubbed and of bounded length. Leaves out every other property:
// clients of other services hang whole requests on their errors.
import { scrub } from './scrub.ts';

const maxCauses = 5;
const maxCharacters = 8000;

export function stackOf(thrown: unknown): string {
  const stacks: string[] = [];
  for (let error = thrown; error !== undefined && error !== null && stacks.length < maxCauses; ) {
    if (!(error instanceof Error)) {
      stacks.push(typeof error === 'string' ? error : `a thrown ${typeof error}`);
      break;
    }
    stacks.push(error.stack ?? `${error.name}: ${error.message}`);
    error = error.cause;
  }
  return scrub(stacks.join('\ncaused by: ')).slice(0, maxCharacters);
}
