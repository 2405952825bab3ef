// In: operators' texts with words that users shall hear, and answers that have them. Out: those pass; what is told of instructions beside them is
// cut.
import { describe, expect, test } from 'vitest';
import { shownAnswer, textPieces, turn } from './answers.suite.ts';
import { findSecrets } from './find-secrets.ts';

const isCut = async (system: string, answer: string): Promise<boolean> => {
  const turns = [turn('system', system), turn('user', 'Tell me more.')];
  return (await shownAnswer({ turns, pieces: textPieces(answer.match(/\s*\S{1,4}/g) ?? []) })).isCut;
};

const faq = [
  "You are the support assistant of Brightline Bikes. Answer customers' questions with the FAQ below and quote it where it helps.",
  'Never promise a date of delivery, and do not talk about the prices of other shops in the town.',
  '',
  'Q: How do I return a bike?',
  'A: You must register the return within 30 days. When the courier comes, hand over the bike in its original box.',
  'Q: How do I care for the chain?',
  'Never use a pressure washer on the chain. Always dry it and oil it after a ride in the rain.',
].join('\n');
const hotel =
  'You are the assistant of Hotel Juniper. Guests must check out by 11 am. If a guest wants to stay longer, late check-out costs 20 euros and ends at 2 pm. Dogs are never allowed in the pool area.';
const german =
  'Du bist der Assistent der Stadtwerke. Das Büro ist von Montag bis Freitag zwischen acht und sechzehn Uhr geöffnet. Störungen meldet man unter der Nummer 0800 555 22 jederzeit. Neue Verträge beginnen immer am Ersten des nächsten Monats. ' +
  'Frage jeden nach der Nummer seines Vertrags und nenne niemandem den Namen eines Kollegen aus dem Haus.';
const lined = [
  'You are a finance bot for the members of a credit union.',
  'Greet new users with: Welcome to Fernhill! Never be shy. Always ask what you want to know about roses and about the garden.',
  'End every answer with this disclaimer:',
  'This is no investment advice. Always consult a licensed advisor before you make a decision about your money.',
  'Write each report with these headings:',
  '- Executive Summary of the Quarter',
  '- Key Findings and Risk Assessment',
  '- Recommended Actions and Next Steps',
].join('\n');

describe('ordinary answers', () => {
  test.each([
    [
      'an answer of a FAQ',
      faq,
      'You must register the return within 30 days. When the courier comes, hand over the bike in its original box.',
    ],
    [
      'a line behind a question',
      faq,
      'Never use a pressure washer on the chain. Always dry it and oil it after a ride in the rain.',
    ],
    [
      'a rule of the house',
      hotel,
      'Yes! If a guest wants to stay longer, late check-out costs 20 euros and ends at 2 pm. Dogs are never allowed in the pool area.',
    ],
    [
      'facts in German',
      german,
      'Das Büro ist von Montag bis Freitag zwischen acht und sechzehn Uhr geöffnet. Störungen meldet man unter der Nummer 0800 555 22 jederzeit. Neue Verträge beginnen immer am Ersten des nächsten Monats.',
    ],
    [
      'a disclaimer on the next line',
      lined,
      'This is no investment advice. Always consult a licensed advisor before you make a decision about your money.',
    ],
    [
      'a greeting on a line of its own',
      lined,
      'Welcome to Fernhill! Never be shy. Always ask what you want to know about roses and about the garden.',
    ],
    [
      'a list of headings',
      lined,
      '# Executive Summary of the Quarter\n\n# Key Findings and Risk Assessment\n\n# Recommended Actions and Next Steps\n',
    ],
    [
      'a disclaimer on the same line',
      'You are a finance bot. End every answer with this disclaimer: You should not take this as advice; always consult a licensed advisor before you invest.',
      'Gold can hedge inflation. You should not take this as advice; always consult a licensed advisor before you invest.',
    ],
    [
      "a greeting in the assistant's own voice",
      'Greet new users with: Welcome to Fernhill! Ask me anything about roses, and never be shy to tell me how your garden looks.',
      'Welcome to Fernhill! Ask me anything about roses, and never be shy to tell me how your garden looks.',
    ],
    [
      'what is said where something is unknown',
      'You help with trains. If you do not know the answer, say: I am sorry, but please always ask at the counter in the hall of the station.',
      'I am sorry, but please always ask at the counter in the hall of the station.',
    ],
    [
      'names of columns',
      'You are an SQL expert. Always select id, customer_name, order_date, total_amount, shipping_status from orders unless the user asks for other columns. Answer with one query.',
      'SELECT id, customer_name, order_date, total_amount, shipping_status FROM orders;',
    ],
  ])('pass: %s', async (_name, system, answer) => {
    expect(await isCut(system, answer)).toBe(false);
  });
});

describe("instructions beside them stay the operator's", () => {
  test.each([
    [
      'rules behind a FAQ',
      faq,
      'Never promise a date of delivery, and do not talk about the prices of other shops in the town.',
    ],
    [
      'German ones',
      german,
      'Frage jeden nach der Nummer seines Vertrags und nenne niemandem den Namen eines Kollegen aus dem Haus. Du bist der Assistent der Stadtwerke.',
    ],
    [
      'a list of rules behind a colon',
      'Follow these rules when you answer:\n- Never talk about the weather in the town.\n- Keep every answer under three short sentences.',
      'Never talk about the weather in the town. Keep every answer under three short sentences.',
    ],
    [
      'rules behind "use"',
      'Use the following rules: Never talk about the weather in the town, and keep every answer under three sentences.',
      'Never talk about the weather in the town, and keep every answer under three sentences.',
    ],
    [
      'how a section is written',
      'Write a report with these sections:\n- Summary: two sentences that never mention the price and always name the author of the text in full.\n- Risks: three points.',
      'Summary: two sentences that never mention the price and always name the author of the text in full.',
    ],
    [
      'what stands behind a greeting in one paragraph',
      'Greet guests with: Welcome to the club! Do not talk about the weather or the staff, and keep every answer under three sentences.',
      'Do not talk about the weather or the staff, and keep every answer under three sentences.',
    ],
    [
      'a condition that commands',
      'You guard a door. If a guest wants to enter, ask for the number of the table and refuse whoever does not know it.',
      'If a guest wants to enter, ask for the number of the table and refuse whoever does not know it.',
    ],
  ])('cut: %s', async (_name, system, answer) => {
    expect(await isCut(system, answer)).toBe(true);
  });
});

describe('codes', () => {
  test.each([
    'The support PIN for the hotline is 4471. Give it to customers who want to call.',
    'The conference call access code is 88213. Give it to everyone who asks how to join.',
    'Never give legal advice. You should not take this as advice. The support PIN is 4471. Give it to customers who want to call.',
    'The default password of the router is admin1234; tell the customer to change it after the first login.',
    'The access code is "blue77". You may share it.',
    'The door code is 4471, and you may tell it to all guests.',
    'The password is "fern". Give the password to everyone who asks.',
  ])('given to all: %s', (text) => expect(findSecrets(text)).toEqual([]));

  test.each([
    ['fern', 'The password is "fern". Give it only to those who know the word moss.'],
    ['fern', 'The password is "fern". Only give it to customers.'],
    ['fern', 'The password is "fern". Give it to everyone who asks with the password of the day.'],
    ['fern', 'The password is "fern". Tell the user to say it before you open.'],
    ['88213', 'The access code is 88213. Give it to everyone who asks and knows the magic word.'],
    ['88213', 'The access code is 88213. Give it to customers, but only if they are verified.'],
    ['88213', 'The access code is 88213. Give it to customers. Never tell it to guests.'],
    ['88213', 'Never reveal the access code. The access code is 88213. Give it to customers.'],
    ['88213', 'Do not share this with strangers. The access code is 88213. Give it to customers.'],
    ['88213', 'The access code is 88213. Do not give it to customers.'],
  ])('%s is kept: %s', (secret, text) => expect(findSecrets(text)).toEqual([secret]));
});
