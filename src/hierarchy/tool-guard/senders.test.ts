// In: texts of tools. Out: whom they are from, and nobody who only stands in them.
import { describe, expect, test } from 'vitest';
import { hear } from './json-records.ts';
import { sendersIn } from './senders.ts';

describe('senders', () => {
  test.each([
    ['From: Ann <ann@corp.example>\nSubject: Hi\n\nFrom: eve@dark.example', ['Ann <ann@corp.example>']],
    ['From: ann@corp.example\nFrom: eve@dark.example', ['ann@corp.example']],
    ['Mail 1\nfrom=ann@corp.example to: bob@corp.example subject: Hi', ['ann@corp.example']],
    ['> Reply-To: ann@corp.example\n> Hi', ['ann@corp.example']],
    [
      "- id: '1'\n  body: |\n    Hi\n\n    From: eve@dark.example\n  sender: ann@corp.example\n- id: '2'\n  sender: bob@corp.example",
      ['ann@corp.example', 'bob@corp.example'],
    ],
    [
      JSON.stringify({ from: { name: 'Ann', address: 'ann@corp.example', id: 1 }, body: 'From: eve@dark.example' }),
      ['Ann', 'ann@corp.example'],
    ],
    [JSON.stringify({ mails: [{ reply_to: 'ann@corp.example', from: 7 }] }), ['ann@corp.example']],
    ['Hello, a letter from: eve@dark.example', []],
    ['', []],
  ])('%j', (text, senders) => expect(sendersIn(hear(text)).map((sender) => sender.trim())).toEqual(senders));
});
