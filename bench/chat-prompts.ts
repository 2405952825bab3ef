// In: a number. Out: the chat messages of that request: realistic, 60 to 400 tokens, alike in nothing but the system turn, each asking for
// a long answer, in one paragraph: a text set apart from its request would be marked as data. The same number always gives the same messages.

export interface ChatMessage {
  readonly role: 'system' | 'user';
  readonly content: string;
}

const systemText = 'You are the assistant of an engineering team. Answer fully and in plain words.';

const subjects: readonly string[] = [
  'a shop that sells second-hand bicycles',
  'a library of satellite photographs',
  'a booking service for small theatres',
  'the timetable of a tram company',
  'a clinic that keeps its records on paper',
  'a bakery with eleven branches',
  'an observatory that shares its telescope',
  'a ferry line between four islands',
  'a school that lends out laptops',
  'a farm that measures its soil',
  'a newspaper archive from 1890 onwards',
];

const facts: readonly string[] = [
  'The data lives in one PostgreSQL database of 40 gigabytes, and nobody has looked at the indexes for two years.',
  'Three people maintain it beside their real work, one of them only on Fridays.',
  'Most visitors come between seven and nine in the evening, when pages take up to six seconds.',
  'A nightly job copies every table to a second machine, and fails about once a week without telling anyone.',
  'The web pages are rendered on the server by a program written in PHP, which calls a Python script for the reports.',
  'Payments go through a provider that sends its confirmations twice when the network is slow.',
  'There are 212 automatic tests, of which 9 fail now and then for no known reason.',
  'Passwords were moved to a modern hash last spring, but old accounts that never logged in again still have the former one.',
  'The search box splits words at blanks only, so hyphenated names are never found.',
  'Someone wrote a cache in front of the product list; it forgets to drop entries when a price changes.',
  'The logs are kept for ten days on the same disk as the database, which was full in March and again in June.',
  'A partner company wants to read the stock levels every minute and has asked for a documented interface.',
  'Photographs are stored at full size and made smaller on every request.',
  'The budget allows for one more server of moderate size, but for no new employee.',
  'Times are stored without a zone, and the clocks of the two machines differ by almost a minute.',
];

const tasks: readonly string[] = [
  'Write a detailed plan of at least eight steps to make it dependable, and explain each step in a paragraph.',
  'Explain at length, for a newcomer, how such a system works from the browser to the disk and where it can fail.',
  'Write a long report on the three gravest risks, with causes, likely consequences and what to do about each.',
  'Write a complete TypeScript module with comments that models the main records and validates them, then explain it.',
  'Compare four ways to improve it step by step, describe the advantages and drawbacks of each, and recommend one.',
];

const factCounts = [1, 4, 8, 13];

export function chatMessages(index: number): readonly ChatMessage[] {
  const factCount = factCounts[index % factCounts.length] ?? 1;
  const chosen = Array.from({ length: factCount }, (_, place) => facts[(index * 7 + place) % facts.length] ?? '');
  const subject = subjects[index % subjects.length] ?? '';
  const task = tasks[index % tasks.length] ?? '';
  const content = `Case ${1000 + index * 37}: we look after the software of ${subject}. ${chosen.join(' ')} ${task}`;
  return [
    { role: 'system', content: systemText },
    { role: 'user', content },
  ];
}
