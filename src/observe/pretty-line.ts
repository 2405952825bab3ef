// In: one JSON log line. Out: one line for a terminal: time of day, level, message, then the fields that say something. Only a stack
// takes lines of its own. Control characters never reach the terminal.

/** In the message already, or of no use to someone who is watching. */
const leftOut: ReadonlySet<string> = new Set([
  'time',
  'level',
  'message',
  'stack',
  'method',
  'route',
  'status',
  'outcome',
]);
const alwaysLeftOut: readonly unknown[] = [null, undefined, '', false];

/** Control characters, line separators and those that turn the direction of text. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not pass
const unprintable = /[\u0000-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069]/g;

function visible(text: string): string {
  return text.replace(unprintable, (character) =>
    character === '\n' ? '\\n' : `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

function shownValue(value: unknown): string {
  if (typeof value === 'number') return String(Number(value.toFixed(6)));
  const text = visible(String(value));
  return /[\s="]/.test(text) ? `"${text.replaceAll('"', '\\"')}"` : text;
}

export function prettyLine(line: string): string {
  // Our own logger wrote it: an object with these keys.
  const record = JSON.parse(line) as Readonly<Record<string, unknown>>;
  const pairs = Object.entries(record)
    .filter(([name, value]) => !leftOut.has(name) && !alwaysLeftOut.includes(value))
    .map(([name, value]) => ` ${name}=${shownValue(value)}`);
  const time = String(record['time']).slice(11, 23);
  const level = String(record['level']).toUpperCase().padEnd(5);
  const stack =
    typeof record['stack'] === 'string' ? record['stack'].split('\n').map((row) => `\n    ${visible(row)}`) : [];
  return `${time} ${level} ${visible(String(record['message']))}${pairs.join('')}${stack.join('')}\n`;
}
