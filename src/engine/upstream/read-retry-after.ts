// In: the headers of a refusal. Out: how long its sender asks to be left alone. Pure; needs no clock.
type Headers = Readonly<Record<string, string | readonly string[] | undefined>>;

/** Where an upstream says nothing. */
const defaultMs = 1000;

/** Milliseconds. A date is read against the sender's own `date`, so that its clock may be wrong (RFC 9110, section 10.2.3). */
export function readRetryAfterMs(headers: Headers): number {
  const milliseconds = numberIn(headers['retry-after-ms']);
  if (milliseconds !== null) return milliseconds;
  const seconds = numberIn(headers['retry-after']);
  if (seconds !== null) return seconds * 1000;
  const waitMs = timeIn(headers['retry-after']) - timeIn(headers['date']);
  return Number.isFinite(waitMs) ? Math.max(0, waitMs) : defaultMs;
}

function numberIn(value: Headers[string]): number | null {
  return typeof value === 'string' && /^\d{1,10}(\.\d+)?$/.test(value.trim()) ? Number(value) : null;
}

function timeIn(value: Headers[string]): number {
  return typeof value === 'string' ? Date.parse(value) : Number.NaN;
}
