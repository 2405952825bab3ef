// In: text of the client that an error shall repeat. Out: the same, or its two ends when it is long. Knows no request.

const maxUnits = 120;
const keptUnits = 40;

/** An error repeats enough to find the fault, never a whole body. */
export function shortenEcho(text: string): string {
  if (text.length <= maxUnits) return text;
  return `${text.slice(0, keptUnits)}...${text.slice(-keptUnits)}`.toWellFormed();
}
