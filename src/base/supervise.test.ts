// In: small node programs as children. Out: they are kept alive, given up on in time, stopped, and never outlive their parent.
import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, test } from 'vitest';
import { systemClock } from './clock.ts';
import { type ChildState, type Launch, type Supervised, type SupervisionOptions, supervise } from './supervise.ts';

const never = new AbortController().signal;
const supervised: Supervised[] = [];
afterEach(async () => {
  await Promise.all(supervised.splice(0).map((child) => child.stop()));
});

const runsForever = 'console.log("up"); setInterval(() => {}, 1000)';

/** A process that has ended may still wait for its new parent to take note of it. */
function isAlive(processId: number): boolean {
  try {
    process.kill(processId, 0);
  } catch {
    return false;
  }
  try {
    return !/\) Z /.test(readFileSync(`/proc/${processId}/stat`, 'utf8'));
  } catch {
    return process.platform !== 'linux';
  }
}

interface Watched {
  readonly child: Supervised;
  readonly states: readonly ChildState[];
  readonly details: readonly string[];
  readonly startsMs: readonly number[];
}

function watch(
  program: string | ((start: number) => string),
  options: Partial<SupervisionOptions> & { readonly ready?: Launch['isReady'] } = {},
): Watched {
  const states: ChildState[] = [];
  const details: string[] = [];
  const startsMs: number[] = [];
  const child: Supervised = supervise({
    name: 'engine',
    readyTimeoutMs: 5000,
    restartLimit: 2,
    steadyMs: 60_000,
    firstBackoffMs: 100,
    longestBackoffMs: 1000,
    clock: systemClock,
    onState: (state, detail) => {
      states.push(state);
      details.push(detail);
    },
    launch: async () => {
      startsMs.push(performance.now());
      const source = typeof program === 'string' ? program : program(startsMs.length);
      return {
        command: process.execPath,
        arguments: ['-e', source],
        environment: { KINGLET_TEST_WORD: 'hello' },
        isReady: options.ready ?? (async () => child.logTail().join('\n').includes('up')),
      };
    },
    ...options,
  });
  supervised.push(child);
  return { child, states, details, startsMs };
}

async function pidOf(child: Supervised): Promise<number> {
  await expect.poll(() => child.pid(), { timeout: 5000 }).not.toBeNull();
  return child.pid() ?? 0;
}

describe('a child', () => {
  test('becomes ready, has its environment, and its output is kept', async () => {
    const { child, states } = watch(
      'console.log("up", process.env.KINGLET_TEST_WORD); console.error("warn"); setInterval(() => {}, 1000)',
    );
    await child.whenReady(never);
    expect(child.state()).toBe('ready');
    await child.whenReady(never);
    await expect.poll(() => child.logTail()).toEqual(expect.arrayContaining(['up hello', 'warn']));
    expect(states).toEqual(['starting', 'ready']);
    const processId = await pidOf(child);
    expect(isAlive(processId)).toBe(true);
    await child.stop();
    expect(isAlive(processId)).toBe(false);
    expect(states.at(-1)).toBe('stopped');
    await expect(child.whenReady(never)).rejects.toMatchObject({ code: 'engine_unavailable' });
  });

  test.runIf(process.platform === 'linux')('is as nice as it shall be, and its threads with it', async () => {
    const { child } = watch('', {
      launch: async () => ({
        command: process.execPath,
        arguments: ['-e', runsForever],
        environment: {},
        niceness: 7,
        isReady: async () => child.logTail().join('\n').includes('up'),
      }),
    });
    await child.whenReady(never);
    const folder = `/proc/${await pidOf(child)}/task`;
    const nicenesses = readdirSync(folder).map((thread) =>
      Number(
        readFileSync(`${folder}/${thread}/stat`, 'utf8')
          .replace(/^.*\) /, '')
          .split(' ')[16],
      ),
    );
    expect(nicenesses.length).toBeGreaterThan(1);
    expect(new Set(nicenesses)).toEqual(new Set([7]));
  });

  test('killed is started again, at once the first time', async () => {
    const { child, states, startsMs } = watch(runsForever);
    await child.whenReady(never);
    const first = await pidOf(child);
    const killedMs = performance.now();
    process.kill(first, 'SIGKILL');
    await expect.poll(() => states.filter((state) => state === 'ready').length, { timeout: 5000 }).toBe(2);
    expect((startsMs[1] ?? Number.POSITIVE_INFINITY) - killedMs).toBeLessThan(1000);
    expect(child.pid()).not.toBe(first);
    expect(states).toEqual(['starting', 'ready', 'died', 'starting', 'ready']);
  });

  test('that keeps dying is given up on after the limit, with growing pauses and its last words', async () => {
    const { child, states, details, startsMs } = watch('console.error("no model here"); process.exit(3)');
    await expect(child.whenReady(never)).rejects.toMatchObject({
      code: 'engine_unavailable',
      message: expect.stringContaining('no model here'),
    });
    expect(states.filter((state) => state === 'starting')).toHaveLength(3);
    expect(states.at(-1)).toBe('stopped');
    expect(details.find((detail) => detail.includes('exit code 3'))).toBeDefined();
    const [, second = 0, third = 0] = startsMs;
    expect(third - second).toBeGreaterThanOrEqual(100);
    await expect(child.whenReady(never)).rejects.toMatchObject({ code: 'engine_unavailable' });
  });

  test('that ran once is never given up on: whoever comes in a pause is told when to come again', async () => {
    const { child, states } = watch(runsForever, { restartLimit: 1, longestBackoffMs: 400, firstBackoffMs: 400 });
    const readyCount = () => states.filter((state) => state === 'ready').length;
    for (let death = 1; death <= 4; death += 1) {
      await child.whenReady(never);
      process.kill(await pidOf(child), 'SIGKILL');
      await expect.poll(() => states.filter((state) => state === 'died').length, { timeout: 5000 }).toBe(death);
      const waiting = child.whenReady(never);
      if (death === 1) await waiting;
      else {
        const fault: unknown = await waiting.catch((error: unknown) => error);
        expect(fault).toMatchObject({ code: 'engine_unavailable', retryAfterMs: expect.any(Number) });
        await expect.poll(readyCount, { timeout: 5000 }).toBe(death + 1);
      }
    }
    expect(states).not.toContain('stopped');
  });

  test('that recovers within the limit serves whoever waited', async () => {
    const { child } = watch((start) => (start < 3 ? 'process.exit(1)' : runsForever));
    await child.whenReady(never);
    expect(child.state()).toBe('ready');
  });

  test('that never becomes ready is killed at the timeout', async () => {
    const { child, states } = watch('setInterval(() => {}, 1000)', {
      readyTimeoutMs: 300,
      restartLimit: 0,
      ready: async () => false,
    });
    const processId = await pidOf(child);
    await expect(child.whenReady(never)).rejects.toMatchObject({ code: 'engine_unavailable' });
    expect(isAlive(processId)).toBe(false);
    expect(states).toEqual(['starting', 'died', 'stopped']);
  });

  test('of a program that does not exist is a fault with its name', async () => {
    const { child } = watch('', {
      restartLimit: 0,
      launch: async () => ({
        command: '/none/llama-server',
        arguments: [],
        environment: {},
        isReady: async () => false,
      }),
    });
    await expect(child.whenReady(never)).rejects.toMatchObject({ code: 'engine_unavailable' });
    expect(child.logTail().join('\n')).toMatch(/llama-server/);
  });

  test('that ignores SIGTERM is killed', async () => {
    const { child } = watch(`process.on("SIGTERM", () => {}); ${runsForever}`);
    await child.whenReady(never);
    const processId = await pidOf(child);
    const begunMs = performance.now();
    await child.stop();
    expect(performance.now() - begunMs).toBeLessThan(5000);
    expect(isAlive(processId)).toBe(false);
  });

  test('keeps only the end of a long output', async () => {
    const { child } = watch(
      'for (let line = 0; line < 1000; line += 1) console.log("line " + line); console.log("up"); setInterval(() => {}, 1000)',
    );
    await child.whenReady(never);
    expect(child.logTail().length).toBeLessThanOrEqual(201);
    expect(child.logTail().at(-1)).toBe('up');
  });

  test('is waited for no longer than the signal allows', async () => {
    const { child } = watch('setInterval(() => {}, 1000)', { ready: async () => false });
    const leaving = new AbortController();
    const waiting = child.whenReady(leaving.signal);
    leaving.abort(new Error('left'));
    await expect(waiting).rejects.toThrow('left');
    await expect(child.whenReady(leaving.signal)).rejects.toThrow('left');
  });

  test('stopped while it starts is gone', async () => {
    const { child } = watch(runsForever, { ready: async () => false });
    const processId = await pidOf(child);
    await child.stop();
    expect(isAlive(processId)).toBe(false);
  });
});

describe('a parent that is killed', () => {
  test('takes its child along', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'kinglet-parent-'));
    const pidFile = join(folder, 'pid');
    const fixture = fileURLToPath(new URL('./supervise-parent.fixture.ts', import.meta.url));
    const parent = spawn(process.execPath, [fixture, pidFile], { stdio: 'ignore' });
    const readPid = (): number => {
      try {
        return Number(readFileSync(pidFile, 'utf8'));
      } catch {
        return 0;
      }
    };
    await expect.poll(readPid, { timeout: 10_000 }).toBeGreaterThan(0);
    const childId = readPid();
    expect(isAlive(childId)).toBe(true);
    parent.kill('SIGKILL');
    await expect.poll(() => isAlive(childId), { timeout: 3000 }).toBe(false);
    rmSync(folder, { recursive: true });
  });
});
