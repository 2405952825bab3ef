// In: engines that can be asked whether they are well, how often, and chance. Out: what each said, told one by one until the signal. Knows no
// fleet and no protocol.
import type { Clock } from '../../base/clock.ts';

export interface WatchedEngine {
  readonly id: string;
  isAlive(signal: AbortSignal): Promise<boolean>;
}

export interface HealthWatch {
  readonly engines: readonly WatchedEngine[];
  readonly intervalMs: number;
  /** What answers later counts as no answer. */
  readonly timeoutMs: number;
  /** From 0 to 1: several Kinglets that start together shall not ask together. */
  readonly random: () => number;
  readonly clock: Clock;
  onCheck(id: string, isHealthy: boolean): void;
}

/** The first check is at once, each further one after 0.8 to 1.2 intervals. Resolves when the signal is aborted. */
export async function watchHealth(watch: HealthWatch, signal: AbortSignal): Promise<void> {
  const { clock, intervalMs, random } = watch;
  await Promise.all(
    watch.engines.map(async (engine) => {
      while (!signal.aborted) {
        const isHealthy = await check(engine, watch, signal);
        if (signal.aborted) return;
        watch.onCheck(engine.id, isHealthy);
        await clock.sleep(intervalMs * (0.8 + 0.4 * random()), signal).catch(() => undefined);
      }
    }),
  );
}

async function check(engine: WatchedEngine, { clock, timeoutMs }: HealthWatch, signal: AbortSignal): Promise<boolean> {
  const late = new AbortController();
  const onTime = clock.after(timeoutMs, () => late.abort());
  try {
    return await engine.isAlive(AbortSignal.any([signal, late.signal]));
  } catch {
    return false;
  } finally {
    onTime();
  }
}
