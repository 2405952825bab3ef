// In: the name of a format. Out: an expression of the texts that are written for it, and a wider one of those that are taken as right.
// Knows no schema.

export interface Format {
  /** What a constrained answer may be: right for every validator. */
  readonly written: string;
  /** What a value that somebody else wrote may be; holds every written one. */
  readonly taken: string;
}

// Some validators know no year 0.
const year = '(?:[1-9]\\d{3}|0[1-9]\\d\\d|00[1-9]\\d|000[1-9])';
const leapYear = '(?:\\d\\d(?:0[48]|[2468][048]|[13579][26])|(?:0[48]|[2468][048]|[13579][26])00)';
const date = [
  `${year}-(?:0[1-9]|1[0-2])-(?:0[1-9]|1\\d|2[0-8])`,
  `${year}-(?:0[13-9]|1[0-2])-(?:29|30)`,
  `${year}-(?:0[13578]|1[02])-31`,
  `${leapYear}-02-29`,
].join('|');
const clock = '(?:[01]\\d|2[0-3]):[0-5]\\d:[0-5]\\d';
const offset = '(?:Z|[+-](?:[01]\\d|2[0-3]):[0-5]\\d)';
const time = `${clock}(?:\\.\\d{1,9})?`;
const octet = '(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)';
const ipv4 = `${octet}(?:\\.${octet}){3}`;
const hextet = '[0-9a-fA-F]{1,4}';
const shortLabel = '[A-Za-z0-9](?:[A-Za-z0-9-]{0,30}[A-Za-z0-9])?';
const hostname = `${shortLabel}(?:\\.${shortLabel}){0,3}`;
const domain = '(?:[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*\\.)+[A-Za-z]{2,12}';
const mailbox = '[A-Za-z0-9_%+-]+(?:\\.[A-Za-z0-9_%+-]+)*';
const pathCharacter = '[A-Za-z0-9\\-._~!$&()*+,;=:@]';
const tail = `(?:\\?(?:${pathCharacter}|[/?])*)?(?:#(?:${pathCharacter}|[/?])*)?`;
const pathAndTail = `(?:(?:/${pathCharacter}*)+${tail})?`;
const site = `(?:${domain}|localhost)(?::[1-9]\\d{1,3})?${pathAndTail}`;
const url = `(?:https?|ftp)://${domain}(?::[1-9]\\d{1,3})?${pathAndTail}`;
const uri = `(?:(?:https?|ftp|wss?|file)://${site}|mailto:[A-Za-z0-9_+-]+(?:\\.[A-Za-z0-9_+-]+)*@${domain}|urn:[a-z0-9]{2,16}:[A-Za-z0-9._:-]{1,64})`;
const pointerToken = '(?:/(?:[^~/\\u0000-\\u001f]|~[01])*)*';
const base64 = '(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?';
const uuid = '[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}';
const duration = [
  'P\\d{1,6}W',
  'P(?:\\d{1,4}Y(?:\\d{1,4}M(?:\\d{1,4}D)?)?|\\d{1,4}M(?:\\d{1,4}D)?|\\d{1,6}D)(?:T(?:\\d{1,4}H(?:\\d{1,4}M(?:\\d{1,4}S)?)?|\\d{1,4}M(?:\\d{1,4}S)?|\\d{1,6}S))?',
  'PT(?:\\d{1,4}H(?:\\d{1,4}M(?:\\d{1,4}S)?)?|\\d{1,4}M(?:\\d{1,4}S)?|\\d{1,6}S)',
].join('|');
const takenDuration = 'P(?:\\d+W|(?:\\d+Y)?(?:\\d+M)?(?:\\d+D)?(?:T(?:\\d+H)?(?:\\d+M)?(?:\\d+(?:\\.\\d+)?S)?)?)';
const ipv6 = [
  `(?:${hextet}:){7}${hextet}`,
  ...[1, 2, 3, 4, 5, 6].map((before) => `(?:${hextet}:){${before}}(?::${hextet}){1,${7 - before}}`),
  `(?:${hextet}:){1,7}:`,
  `::(?:${hextet}(?::${hextet}){0,6})?`,
].join('|');
const anyUri = '[A-Za-z][A-Za-z0-9+.-]*:\\S*';
const expression =
  '\\^?(?:(?:[A-Za-z0-9 _@#%&=:;,<>/~-]|\\\\[dwsDWS./*+?$^|()\\[\\]{}\\\\-]|\\.|\\[(?:[A-Za-z0-9_]|a-z|A-Z|0-9|\\\\[dws])+\\])(?:[*+?]|\\{[1-9]\\})?)*\\$?';

function same(source: string): Format {
  return { written: source, taken: source };
}

const formats: ReadonlyMap<string, Format> = new Map(
  Object.entries({
    date: same(date),
    time: {
      written: `${time}${offset}`,
      taken: `(?:[01]\\d|2[0-3]):[0-5]\\d:(?:[0-5]\\d|60)(?:\\.\\d+)?(?:[Zz]|[+-]\\d\\d(?::?\\d\\d)?)`,
    },
    'date-time': {
      written: `(?:${date})T${time}${offset}`,
      taken: `(?:${date})[Tt\\s](?:[01]\\d|2[0-3]):[0-5]\\d:(?:[0-5]\\d|60)(?:\\.\\d+)?(?:[Zz]|[+-]\\d\\d(?::?\\d\\d)?)`,
    },
    'iso-time': {
      written: `${time}${offset}`,
      taken: `\\d\\d:[0-5]\\d:\\d\\d(?:\\.\\d+)?(?:[Zz]|[+-]\\d\\d(?::?\\d\\d)?)?`,
    },
    'iso-date-time': {
      written: `(?:${date})T${time}${offset}`,
      taken: `(?:${date})[Tt\\s]\\d\\d:[0-5]\\d:\\d\\d(?:\\.\\d+)?(?:[Zz]|[+-]\\d\\d(?::?\\d\\d)?)?`,
    },
    duration: { written: duration, taken: takenDuration },
    email: { written: `${mailbox}@${domain}`, taken: '[^@]+@[^@]+|"[\\s\\S]*"@[^@]+' },
    hostname: { written: hostname, taken: '[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9.])?' },
    ipv4: same(ipv4),
    ipv6: { written: ipv6, taken: '[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*' },
    uuid: { written: uuid, taken: `(?:urn:uuid:)?${uuid}` },
    uri: { written: uri, taken: anyUri },
    url: { written: url, taken: anyUri },
    'uri-reference': {
      written: `${uri}|${pathCharacter.replace(':', '')}+${pathAndTail}|/(?:${pathCharacter}+${pathAndTail})?`,
      taken: '\\S*',
    },
    'uri-template': { written: uri, taken: '\\S*' },
    'json-pointer': { written: pointerToken, taken: '(?:/(?:[^~/]|~[01])*)*' },
    'json-pointer-uri-fragment': { written: `#(?:/(?:[A-Za-z0-9_.-]|~[01])*)*`, taken: '#\\S*' },
    'relative-json-pointer': {
      written: `(?:0|[1-9]\\d{0,3})(?:#|${pointerToken})`,
      taken: '(?:0|[1-9]\\d*)(?:#|(?:/(?:[^~/]|~[01])*)*)',
    },
    byte: { written: base64, taken: '[A-Za-z0-9+/=\\s]*' },
    regex: { written: expression, taken: '[\\s\\S]*' },
  }),
);

/** Null for a format that asserts nothing here: an annotation. */
export function findFormat(name: string): Format | null {
  return formats.get(name) ?? null;
}

/** The formats of OpenAI's structured outputs. */
export const strictFormats: ReadonlySet<string> = new Set([
  ...['date-time', 'time', 'date', 'duration', 'email', 'hostname', 'ipv4', 'ipv6', 'uuid'],
]);
