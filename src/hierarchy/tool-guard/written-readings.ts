// In: a text, folded. Out: the times, dates and amounts in it, each in one form however it is written: `7 pm` and `19:00`, `March 4, 2026` and
// `2026-03-04`, `two hundred` and `200`. English. What depends on today is not known. Takes time in proportion to the text. Pure.

/** Of what was said: a day without a year is a day of any year, an hour without more one of the morning or the evening. */
export function readingsOf(folded: string): ReadonlySet<string> {
  const plain = folded.replace(/\s+/g, ' ');
  return new Set([...timesIn(plain), ...datesIn(plain), ...amountsIn(plain), ...currenciesIn(plain)]);
}

/** Whether a value of a call, which is written out, is one of them. */
export function isReading(value: string, readings: ReadonlySet<string>): boolean {
  const date = /^(\d{4})-(\d{2})-(\d{2})$/.exec(value);
  if (date !== null) return readings.has(`date ${value}`) || readings.has(`day ${date[2]}-${date[3]}`);
  const time = /^(\d{1,2}):(\d{2})(?::\d{2})?(?:\.\d+)?(z|[+-][\d:]+)?(?: ?([ap])\.?m)?$/.exec(value);
  if (time !== null) return readings.has(timeOf(hoursOf(time[1] ?? '', time[4] ?? ''), Number(time[2])));
  if (/^[a-z]{3}$/.test(value)) return readings.has(`currency ${value}`);
  const amount = /^\d{1,3}(?:,\d{3})+(?:\.\d{1,2})?$|^\d{1,12}(?:\.\d{1,2})?$/.test(value)
    ? value.replaceAll(',', '')
    : '';
  return amount !== '' && readings.has(`amount ${Number(amount)}`);
}

const two = (number: number): string => String(number).padStart(2, '0');
const timeOf = (hours: number, minutes: number): string => `time ${two(hours)}:${two(minutes)}`;

/** `half` is that of the day: `a`, `p`, or nothing. */
function hoursOf(hours: string, half: string): number {
  return half === '' ? Number(hours) : (Number(hours) % 12) + (half === 'p' ? 12 : 0);
}

function timesIn(plain: string): readonly string[] {
  const clock = [...plain.matchAll(/(?<![\w.:])(\d{1,2})(?:[:.](\d{2}))?(?::00)? ?([ap])\.?m\b/g)].map(
    ([, hours = '', minutes = '0', half = '']) => timeOf(hoursOf(hours, half), Number(minutes)),
  );
  const open = [
    ...plain.matchAll(
      /\b(?:at|by|from|to|until|till|around) (\d{1,2})(?:[:.h](\d{2}))?(?: o'?clock)?(?![\w:,.]?\d|\w| ?[ap]\.?m\b)/g,
    ),
  ].flatMap(([, hours = '', minutes = '0']) => halves(Number(hours), Number(minutes)));
  const exact = [...plain.matchAll(/(?<![\w.:])(\d{1,2}):(\d{2})(?![\w:])(?! ?[ap]\.?m\b)/g)].map(
    ([, hours = '', minutes = '']) => timeOf(Number(hours), Number(minutes)),
  );
  const words = [
    ...(/\b(?:noon|midday)\b/.test(plain) ? [timeOf(12, 0)] : []),
    ...(/\bmidnight\b/.test(plain) ? [timeOf(0, 0)] : []),
  ];
  return [...clock, ...open, ...exact, ...words];
}

function halves(hours: number, minutes: number): readonly string[] {
  return hours >= 1 && hours <= 12
    ? [timeOf(hours % 12, minutes), timeOf((hours % 12) + 12, minutes)]
    : [timeOf(hours, minutes)];
}

const months = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ');
const month =
  '(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)';
const monthFirst = new RegExp(String.raw`\b${month}\.? (?:the )?(\d{1,2})(?:st|nd|rd|th)?(?:,? (\d{4}))?(?!\w)`, 'g');
const dayFirst = new RegExp(
  String.raw`(?<!\w)(\d{1,2})(?:st|nd|rd|th|\.)? (?:of )?${month}\.?(?:,? (\d{4}))?(?!\w)`,
  'g',
);
/** `3/4/2026` is in March or in April; with dots it is in April. */
const numeric = /(?<![\w./])(\d{1,2})([./])(\d{1,2})\2(\d{4})(?!\w)/g;

function datesIn(plain: string): readonly string[] {
  const named = [
    ...[...plain.matchAll(monthFirst)].map(([, name = '', day = '', year = '']) => ({ name, day, year })),
    ...[...plain.matchAll(dayFirst)].map(([, day = '', name = '', year = '']) => ({ name, day, year })),
  ].map(({ name, day, year }) => dateOf(year, months.indexOf(name.slice(0, 3)) + 1, Number(day)));
  const counted = [...plain.matchAll(numeric)].flatMap(([, first = '', sign = '', second = '', year = '']) => [
    dateOf(year, Number(second), Number(first)),
    ...(sign === '/' ? [dateOf(year, Number(first), Number(second))] : []),
  ]);
  return [...named, ...counted];
}

function dateOf(year: string, ofMonth: number, day: number): string {
  return year === '' ? `day ${two(ofMonth)}-${two(day)}` : `date ${year}-${two(ofMonth)}-${two(day)}`;
}

const small = new Map(
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'
    .split(' ')
    .map((word, value): [string, number] => [word, value]),
);
const tens = new Map(
  'twenty thirty forty fifty sixty seventy eighty ninety'
    .split(' ')
    .map((word, place): [string, number] => [word, (place + 2) * 10]),
);
const scales = new Map([
  ['hundred', 100],
  ['thousand', 1000],
  ['k', 1000],
  ['million', 1_000_000],
]);

const currencies: readonly (readonly [string, RegExp])[] = [
  ['eur', /€|\beuros?\b/],
  ['usd', /\$|\bdollars?\b/],
  ['gbp', /£|\bpounds?\b/],
  ['jpy', /¥|\byen\b/],
];

function currenciesIn(plain: string): readonly string[] {
  return currencies.flatMap(([code, said]) => (said.test(plain) ? [`currency ${code}`] : []));
}

/** Runs of number words; `a` counts before a scale only, `and` within. */
function amountsIn(plain: string): readonly string[] {
  const amounts: number[] = [];
  let run: string[] = [];
  const end = (): void => {
    if (run.some((word) => !/^\d/.test(word))) amounts.push(amountOf(run));
    run = [];
  };
  const words = plain.match(/\d[\d,]*(?:\.\d+)?|\p{L}+|[^\s\p{L}\d]/gu) ?? [];
  words.forEach((word, place) => {
    const next = words[place + 1] ?? '';
    const isArticle = word === 'a' && scales.has(next);
    const isJoint = (word === 'and' || word === '-') && run.length > 0 && (small.has(next) || tens.has(next));
    if (isJoint) return;
    if (/^\d/.test(word)) end();
    if (isArticle || isNumberWord(word)) run.push(word);
    else end();
  });
  end();
  return amounts.map((amount) => `amount ${amount}`);
}

function isNumberWord(word: string): boolean {
  return /^\d/.test(word) || small.has(word) || tens.has(word) || scales.has(word);
}

/** "three thousand five hundred": what stands before a scale is multiplied with it. */
function amountOf(words: readonly string[]): number {
  let total = 0;
  let part = 0;
  for (const word of words) {
    const scale = scales.get(word);
    if (scale === undefined)
      part += small.get(word) ?? tens.get(word) ?? (word === 'a' ? 1 : Number(word.replaceAll(',', '')));
    else if (scale === 100) part = Math.max(part, 1) * scale;
    else {
      total += Math.max(part, 1) * scale;
      part = 0;
    }
  }
  return Math.round((total + part) * 100) / 100;
}
