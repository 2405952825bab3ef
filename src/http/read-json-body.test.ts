// In: requests with bodies of every kind. Out: the value, or the fault that says what is wrong; never more bytes than the limit.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readJsonBody } from './read-json-body.ts';

function post(
  body: string | Uint8Array<ArrayBuffer> | ReadableStream | null,
  headers: Record<string, string> = {},
): Request {
  // A streamed body needs the member that the types do not know.
  return new Request('http://h/', {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body,
    duplex: 'half',
  } as RequestInit);
}

describe('a JSON body', () => {
  test('any value, in any chunks', async () => {
    await fc.assert(
      fc.asyncProperty(fc.jsonValue(), fc.integer({ min: 1, max: 9 }), async (value, size) => {
        const bytes = new TextEncoder().encode(JSON.stringify(value));
        const chunks = Array.from({ length: Math.ceil(bytes.length / size) }, (_, index) =>
          bytes.slice(index * size, index * size + size),
        );
        expect(await readJsonBody(post(ReadableStream.from(chunks)), 1e6)).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  test.each([
    ['empty', ''],
    ['half', '{"a":'],
    ['more than one', '1 2'],
    ['not UTF-8', new Uint8Array([0x22, 0xc3, 0x28, 0x22])],
    ['cut within a character', new Uint8Array([0x22, 0xe4, 0xbd])],
  ])('%s is invalid_json', async (_name, body) => {
    await expect(readJsonBody(post(body), 100)).rejects.toMatchObject({ code: 'invalid_json' });
  });

  test('no body at all is invalid_json', async () => {
    await expect(readJsonBody(post(null), 100)).rejects.toMatchObject({ code: 'invalid_json' });
  });

  test('a byte order mark is no mistake', async () => {
    expect(await readJsonBody(post(new Uint8Array([0xef, 0xbb, 0xbf, 0x31])), 100)).toBe(1);
  });

  test.each(['text/plain', 'application/jsonp', ''])('type %j is refused', async (contentType) => {
    await expect(readJsonBody(post('1', { 'content-type': contentType }), 100)).rejects.toMatchObject({
      code: 'unsupported_media_type',
    });
  });

  test('exactly the limit is read; one byte more is not, and no more is pulled', async () => {
    expect(await readJsonBody(post('"12"'), 4)).toBe('12');
    await expect(readJsonBody(post('"123"'), 4)).rejects.toMatchObject({ code: 'body_too_large' });
    let pulled = 0;
    const endless = new ReadableStream({
      pull(controller) {
        pulled += 1;
        controller.enqueue(new Uint8Array(1000));
      },
    });
    await expect(readJsonBody(post(endless), 5000)).rejects.toMatchObject({ code: 'body_too_large' });
    expect(pulled).toBeLessThan(10);
  });

  test('a declared length over the limit is refused unread', async () => {
    const request = {
      headers: new Headers({ 'content-type': 'application/json', 'content-length': '99' }),
      body: null,
    };
    // Request does not let a caller declare a false length.
    await expect(readJsonBody(request as unknown as Request, 50)).rejects.toMatchObject({ code: 'body_too_large' });
  });
});
