// In: iterations of events, quick, slow and failing. Out: the right events in the right order, nothing computed ahead, one end.
import { describe, expect, test, vi } from 'vitest';
import { systemClock } from '../base/clock.ts';
import { Fault } from '../contract/fault.ts';
import { eventStream, withinHeartbeat } from './event-stream.ts';

function streamOf(iterator: AsyncGenerator<string>, heartbeatMs = 1000) {
  const onEnd = vi.fn();
  const options = {
    heartbeatMs,
    heartbeat: ': waiting\n\n',
    clock: systemClock,
    onEnd,
    faultEvent: (error: unknown) => `fault: ${error instanceof Fault ? error.code : 'internal'}\n\n`,
  };
  return { stream: eventStream(iterator.next(), iterator, options), onEnd };
}

const textOf = (stream: ReadableStream<Uint8Array>): Promise<string> => new Response(stream).text();

describe('an event stream', () => {
  test('events as they are, then one end', async () => {
    const { stream, onEnd } = streamOf(
      (async function* () {
        yield 'data: {"a":"line\\nbreak"}\n\n';
        yield 'data: {"b":"😀"}\n\n';
      })(),
    );
    expect(await textOf(stream)).toBe('data: {"a":"line\\nbreak"}\n\ndata: {"b":"😀"}\n\n');
    expect(onEnd).toHaveBeenCalledTimes(1);
  });

  test('an empty iteration is an empty stream', async () => {
    const { stream, onEnd } = streamOf((async function* () {})());
    expect(await textOf(stream)).toBe('');
    expect(onEnd).toHaveBeenCalledTimes(1);
  });

  test('a failure is told by its event, and nothing follows', async () => {
    const { stream, onEnd } = streamOf(
      (async function* () {
        yield 'data: 1\n\n';
        throw new Fault('engine_died', 'gone');
      })(),
    );
    expect(await textOf(stream)).toBe('data: 1\n\nfault: engine_died\n\n');
    expect(onEnd).toHaveBeenCalledTimes(1);
  });

  test('what is there at once goes in one write, what comes later in its own', async () => {
    const { stream } = streamOf(
      (async function* () {
        yield 'data: 1\n\n';
        yield 'data: 2\n\n';
        await systemClock.sleep(1);
        yield 'data: 3\n\n';
        yield 'data: [DONE]\n\n';
      })(),
    );
    const writes: string[] = [];
    for await (const bytes of stream) writes.push(new TextDecoder().decode(bytes));
    expect(writes).toEqual(['data: 1\n\ndata: 2\n\n', 'data: 3\n\ndata: [DONE]\n\n']);
  });

  test('a failure right behind an event takes nothing of it, and tells how many were sent', async () => {
    const iterator = (async function* () {
      yield 'data: 1\n\n';
      yield 'data: 2\n\n';
      throw new Error('gone');
    })();
    const faultEvent = vi.fn((_error: unknown, eventsBefore: number) => `fault behind ${eventsBefore}\n\n`);
    const options = { heartbeatMs: 1000, heartbeat: ':', clock: systemClock, onEnd: vi.fn(), faultEvent };
    expect(await textOf(eventStream(iterator.next(), iterator, options))).toBe(
      'data: 1\n\ndata: 2\n\nfault behind 2\n\n',
    );
    expect(options.onEnd).toHaveBeenCalledTimes(1);
  });

  test('what comes when the reader has left is told to nobody', async () => {
    const arriving = Promise.withResolvers<void>();
    const faultEvent = vi.fn(() => '');
    const iterator = (async function* () {
      await arriving.promise;
      yield 'data: late\n\n';
    })();
    const options = { heartbeatMs: 1000, heartbeat: ':', clock: systemClock, onEnd: vi.fn(), faultEvent };
    const reader = eventStream(iterator.next(), iterator, options).getReader();
    const reading = reader.read();
    await systemClock.sleep(1);
    const leaving = reader.cancel();
    arriving.resolve();
    await Promise.all([reading, leaving]);
    await systemClock.sleep(5);
    expect(faultEvent).not.toHaveBeenCalled();
    expect(options.onEnd).toHaveBeenCalledTimes(1);
  });

  test('comments while nothing comes', async () => {
    const { stream } = streamOf(
      (async function* () {
        await systemClock.sleep(120);
        yield 'data: 1\n\n';
      })(),
      20,
    );
    const text = await textOf(stream);
    expect(text.match(/^: waiting\n\n/gm)?.length).toBeGreaterThanOrEqual(3);
    expect(text.endsWith('data: 1\n\n')).toBe(true);
  });

  test.each([
    { name: 'each waited for', waits: true, most: 2 },
    { name: 'all there at once', waits: false, most: 20 },
  ])('is pulled: of a thousand events, $name, no more than a write is computed', async ({ waits, most }) => {
    let made = 0;
    const { stream, onEnd } = streamOf(
      (async function* () {
        for (; made < 1000; made += 1) {
          if (waits) await systemClock.sleep(1);
          yield `data: ${'x'.repeat(1000)}\n\n`;
        }
      })(),
    );
    const reader = stream.getReader();
    await reader.read();
    await systemClock.sleep(20);
    expect(made).toBeLessThanOrEqual(most);
    await reader.cancel();
    expect(onEnd).toHaveBeenCalledTimes(1);
  });

  test('cancelled, it returns the iterator and ends once', async () => {
    let isReturned = false;
    const { stream, onEnd } = streamOf(
      (async function* () {
        try {
          for (;;) yield 'data: 1\n\n';
        } finally {
          isReturned = true;
        }
      })(),
    );
    const reader = stream.getReader();
    await reader.read();
    await reader.cancel();
    expect(isReturned).toBe(true);
    expect(onEnd).toHaveBeenCalledTimes(1);
  });
});

test('within the heartbeat: the value, null, or the failure', async () => {
  const options = { heartbeatMs: 20, clock: systemClock };
  expect(await withinHeartbeat(Promise.resolve(7), options)).toBe(7);
  expect(await withinHeartbeat(new Promise(() => undefined), options)).toBeNull();
  await expect(withinHeartbeat(Promise.reject(new Error('no')), options)).rejects.toThrow('no');
});
