// In: mild pages of our own. Out: spam and pages that aggregate personal data are found, what merely resembles them is not; any text has
// numbers from 0 to 1, in time that grows with its length.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createPagesScorer } from './pages-scorer.ts';

const never = new AbortController().signal;
const scorer = createPagesScorer();

async function pagesOf(text: string): Promise<{ readonly spam: number; readonly personalData: number }> {
  const [scores] = await scorer.score([{ text, origin: 'document' }], never);
  return { spam: scores?.pages?.spam ?? Number.NaN, personalData: scores?.pages?.personalData ?? Number.NaN };
}

const towns = ['Ashford', 'Brandon', 'Corby', 'Dover', 'Epsom', 'Frome', 'Goole', 'Hove', 'Ilkley', 'Jarrow'];
const names = [
  'Ada Penn',
  'Ben Quill',
  'Cora Rust',
  'Dan Sloe',
  'Eve Tarn',
  'Finn Ure',
  'Gwen Vale',
  'Hal Wick',
  'Ida Yew',
];
const contacts = names.map(
  (name, at) =>
    `${name}, ${at + 3} Weir Lane, ${towns[at]}, 0${at + 1}632 960${at}17, ${name.toLowerCase().replace(' ', '.')}@mailbox${at}.example`,
);

const prose =
  'The mill stands at the bend of the river. It was built of brick and later turned into a school. In spring the water rises to its steps, and children sail boats made of bark. ';

test.each([
  'Win real money at our online casino tonight!!! 200% welcome bonus and 50 free spins, no deposit needed. Sign up now: http://lucky-spin.win',
  'Buy cheap pills online without prescription, overnight delivery, 70% off today only. Order now at www.best-meds.top',
  'Congratulations! You have been selected to receive a $1,000 gift card. Click the link to claim your prize before midnight.',
  'Schnell Geld verdienen von zu Hause, ohne Vorkenntnisse! Garantierte Rendite, jetzt anmelden und Bonus sichern.',
  'Gana dinero desde casa con nuestro casino online, bono de bienvenida y giros gratis sin depósito.',
  '在线赌场注册即送彩金，首存优惠，提款快速，加微信领取',
])('spam is found: %s', async (text) => {
  const { spam, personalData } = await pagesOf(text);
  expect(spam).toBeGreaterThanOrEqual(0.5);
  expect(personalData).toBeLessThan(0.5);
});

test.each([
  ['prose', prose.repeat(3)],
  [
    'a newsletter',
    'Our summer sale begins on Monday with 20% off all lamps. To leave this list, follow the link at the end.',
  ],
  [
    'news of fraud',
    'Police warned of messages that promise a prize and ask for card details. Do not click on such links.',
  ],
  [
    'links',
    'See https://docs.example.org/guide for the options and https://docs.example.org/faq for answers.\n'.repeat(4),
  ],
  [
    'code',
    'export function sum(values: readonly number[]): number {\n  return values.reduce((all, value) => all + value, 0);\n}',
  ],
  ['German', 'Die Brücke wurde im Jahr 1890 gebaut und verbindet die beiden Teile der Stadt.'],
  ['Chinese', '这座桥建于一八九〇年，连接城市的两岸。春天河水上涨，孩子们在岸边玩耍。'],
])('%s is no spam', async (_, text) => {
  expect((await pagesOf(text)).spam).toBeLessThan(0.5);
});

test.each([
  ['a list of contacts', contacts.join('\n')],
  ['a list within prose', `${prose}\n${contacts.join('\n')}\n${prose}`],
  ['accounts', names.map((name, at) => `${name.replace(' ', '_')}${at}@mail${at}.example:pass${at}word`).join('\n')],
])('%s aggregates personal data', async (_, text) => {
  expect((await pagesOf(text)).personalData).toBeGreaterThanOrEqual(0.5);
});

test.each([
  ['a signature', `${prose}\nYours,\nAda Penn\n3 Weir Lane, Ashford\n01632 960017\nada.penn@mailbox.example`],
  ['a table of sport', names.map((name, at) => `${at + 1} ${name} ${towns[at]} 1:0${at}.52 ${90 - at}`).join('\n')],
  ['books', names.map((name, at) => `${name} (19${at}4). On rivers. Weir Press, ${at}2, 14-3${at}.`).join('\n')],
  [
    'a log',
    names.map((_, at) => `10.0.${at}.7 - - [2026-01-0${at + 1}] "GET /a/${at} HTTP/1.1" 200 51${at}`).join('\n'),
  ],
  ['one contact in much prose', `${prose.repeat(60)}${contacts[0]}\n${prose.repeat(60)}`],
])('%s does not', async (_, text) => {
  expect((await pagesOf(text)).personalData).toBeLessThan(0.5);
});

test('spam in a part of a long page is found', async () => {
  const spam = [
    'Play slots and roulette at our online casino and claim free spins with no deposit!',
    'Register now for a 300% welcome bonus and instant payouts, win the jackpot tonight!',
    'Join thousands of lucky winners, free bets and VIP rewards: http://mega-win.bet',
  ];
  const { spam: found } = await pagesOf(`${prose.repeat(12)}${spam.join('\n').repeat(8)}${prose.repeat(12)}`);
  expect(found).toBeGreaterThanOrEqual(0.5);
});

test('any text has numbers from 0 to 1, and the same ones again', async () => {
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 400 }), async (text) => {
      const { spam, personalData } = await pagesOf(text);
      expect(spam).toBeGreaterThanOrEqual(0);
      expect(spam).toBeLessThanOrEqual(1);
      expect(personalData).toBeGreaterThanOrEqual(0);
      expect(personalData).toBeLessThanOrEqual(1);
      expect(await pagesOf(text)).toEqual({ spam, personalData });
    }),
    { numRuns: 60 },
  );
  expect(await pagesOf('')).toEqual({ spam: 0, personalData: 0 });
});

test.each([
  ['prose', prose],
  ['digits', '0123 456 '],
  ['one endless number', '7'],
  ['at signs', 'a@'],
  ['one endless mail', 'aaaaaaaaaa.'],
  ['capitals', 'Aa Bb '],
  ['lines', '\n'],
  ['dots', 'www.'],
])('time grows with the length, not faster: %s', async (_, piece) => {
  // Of the processor: others may be at work beside us.
  const timeOf = async (units: number): Promise<number> => {
    const text = piece.repeat(Math.ceil(units / piece.length));
    const start = process.cpuUsage();
    await pagesOf(text);
    const { user, system } = process.cpuUsage(start);
    return (user + system) / 1000;
  };
  await timeOf(20_000);
  const short = Math.min(await timeOf(20_000), await timeOf(20_000));
  const long = Math.min(await timeOf(200_000), await timeOf(200_000));
  expect(long).toBeLessThan(Math.max(short, 5) * 40);
});

test('who leaves is not worked for', async () => {
  const leaving = new AbortController();
  const pending = scorer.score([{ text: prose.repeat(20_000), origin: 'document' }], leaving.signal);
  leaving.abort(new Error('left'));
  await expect(pending).rejects.toThrow('left');
});
