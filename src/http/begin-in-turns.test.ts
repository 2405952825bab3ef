// In: requests that come together. Out: each begun once, in their order, two in a turn.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { setImmediate, setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, onTestFinished, test } from 'vitest';
import { beginInTurns, hasLeft } from './begin-in-turns.ts';

const stays = () => false;

describe('requests that come together', () => {
  test('begin two in a turn, in their order, later ones behind them', async () => {
    const begun: number[] = [];
    const take = beginInTurns((number: number) => begun.push(number), stays);
    for (const number of [1, 2, 3, 4, 5]) take(number);
    expect(begun).toEqual([1, 2]);
    await setImmediate();
    take(6);
    expect(begun).toEqual([1, 2, 3, 4]);
    await setImmediate();
    expect(begun).toEqual([1, 2, 3, 4, 5, 6]);
  });

  test('one that comes alone begins at once, every time', async () => {
    const begun: number[] = [];
    const take = beginInTurns((number: number) => begun.push(number), stays);
    for (const number of [1, 2, 3]) {
      take(number);
      expect(begun).toContain(number);
      await setImmediate();
    }
  });

  test('one that fails takes nobody else with it', async () => {
    const begun: number[] = [];
    const take = beginInTurns(async (number: number) => {
      if (number === 3) throw new Error('its own listener tells of it');
      begun.push(number);
    }, stays);
    process.once('unhandledRejection', () => undefined);
    for (const number of [1, 2, 3, 4, 5]) take(number);
    for (let turn = 0; turn < 4; turn += 1) await setImmediate();
    expect(begun).toEqual([1, 2, 4, 5]);
  });

  test("one whose client left meanwhile is not begun, and takes nobody's turn", async () => {
    const begun: number[] = [];
    const gone = new Set([3, 4]);
    const take = beginInTurns(
      (number: number) => begun.push(number),
      (number) => gone.has(number),
    );
    for (const number of [1, 2, 3, 4, 5, 6]) take(number);
    await setImmediate();
    expect(begun).toEqual([1, 2, 5, 6]);
  });

  test('of a hundred on a connection that breaks few are begun', async () => {
    let begun = 0;
    const listener = (_: IncomingMessage, __: ServerResponse) => {
      begun += 1;
    };
    const server = createServer(beginInTurns(listener, hasLeft));
    onTestFinished(() => void server.close());
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const client = connect(port, '127.0.0.1');
    client.write('GET / HTTP/1.1\r\nHost: here\r\n\r\n'.repeat(100), () => client.resetAndDestroy());
    while (begun === 0) await sleep(1);
    await sleep(50);
    expect(begun).toBeLessThan(20);
  });
});
