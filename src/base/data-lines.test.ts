// In: event streams cut into any chunks. Out: the same payloads wherever the cuts fall, also within a character.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dataLines } from './data-lines.ts';

async function payloads(text: string | Uint8Array, cuts: readonly number[] = []): Promise<readonly string[]> {
  const bytes = typeof text === 'string' ? new TextEncoder().encode(text) : text;
  async function* chunks(): AsyncGenerator<Uint8Array> {
    let start = 0;
    for (const cut of [...cuts].map((cut) => cut % (bytes.length + 1)).sort((one, other) => one - other)) {
      yield bytes.slice(start, cut);
      start = Math.max(start, cut);
    }
    yield bytes.slice(start);
  }
  const found: string[] = [];
  for await (const payload of dataLines(chunks())) found.push(payload);
  return found;
}

const lineText = fc.string({ unit: 'binary' }).map((text) => text.toWellFormed().replace(/[\r\n]/g, ' '));

describe('data lines', () => {
  test('any chunking gives the same', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(lineText, { maxLength: 5 }),
        fc.constantFrom('\n', '\r\n'),
        fc.array(fc.nat(500), { maxLength: 30 }),
        async (texts, end, cuts) => {
          const stream = texts.map((text) => `: beat${end}event: x${end}data: ${text}${end}${end}`).join('');
          expect(await payloads(stream, cuts)).toEqual(texts);
        },
      ),
      { numRuns: 500 },
    );
  });

  test.each([
    ['no space', 'data:x\n\n', ['x']],
    ['one space is dropped, a second stays', 'data:  x\n\n', [' x']],
    ['several lines are one payload', 'data: a\ndata: b\n\n', ['a\nb']],
    ['an empty payload', 'data:\n\n', ['']],
    ['an event without data', 'event: x\n\n', []],
    ['cut off by the end', 'data: x\n\ndata: y\n', ['x']],
    ['nothing', '', []],
    ['a carriage return inside', 'data: a\rb\n\n', ['a\rb']],
  ])('%s', async (_name, stream, expected) => {
    expect(await payloads(stream)).toEqual(expected);
  });
});
