// In: what is not measured yet of the engine that serves. Out: the measurement, in times when nobody asks anything, told in a line; the next
// start uses it. Ends with the service.
import { systemClock } from '../base/clock.ts';
import { describeMachine } from '../catalog/machine.ts';
import type { CommandContext } from './command.ts';
import type { IdleWatch } from './idle-watch.ts';
import { isMachineIdle } from './machine-idleness.ts';
import { type LlamaTuning, tuneLlama, whyNotTuned } from './tune-llama.ts';
import { whenIdle } from './tune-when-idle.ts';
import { describeTuning } from './tuning.ts';

/** Whoever has just started it is about to ask something. */
const quietMs = 60_000;

export async function tuneBehind(
  tuning: LlamaTuning,
  idle: IdleWatch,
  { terminal, environment, signal }: Pick<CommandContext, 'terminal' | 'environment' | 'signal'>,
): Promise<void> {
  try {
    await idle.whenQuiet(quietMs, signal);
    // What the engine that serves has taken is taken.
    const here = { ...tuning, machine: await describeMachine(environment) };
    if (whyNotTuned(here) !== null) return;
    const terms = {
      quietMs,
      isMachineIdle: () => isMachineIdle(systemClock, signal),
      pause: systemClock.sleep,
    };
    const result = await tuneLlama(here, signal, whenIdle(idle, terms, signal));
    terminal.say(`kinglet: measured on this machine, for the next start: ${describeTuning(result)}`);
  } catch (error) {
    if (signal.aborted) return;
    terminal.say(
      `kinglet: the engine could not be measured: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}
