// In: the configuration. Out: findings on the port and on the lock of the home, and whether a Kinglet runs already. Changes nothing
// that stays.
import { lockHolder } from '../catalog/home-lock.ts';
import type { Config } from '../config/config.ts';
import { Fault } from '../contract/fault.ts';
import { ensurePortFree } from './ensure-port-free.ts';
import { findRunningService } from './find-running-service.ts';
import { type Finding, ok, problem, warning } from './finding.ts';

export interface AddressFindings {
  readonly findings: readonly Finding[];
  readonly isServiceRunning: boolean;
}

export async function checkAddress(config: Config, signal: AbortSignal): Promise<AddressFindings> {
  const obstacle = await ensurePortFree(config.host, config.port).then(
    () => null,
    (error: unknown) => error,
  );
  if (obstacle === null) {
    const where = config.port === 0 ? 'any free one is taken' : `${config.port} on ${config.host} is free`;
    return { findings: [ok('port', where), checkLock(config.home, false)], isServiceRunning: false };
  }
  if (!(obstacle instanceof Fault)) throw obstacle;
  const service = obstacle.code === 'port_in_use' ? await findRunningService(config, 1000, signal) : null;
  const isServiceRunning = service?.kind === 'running' || service?.kind === 'refusing';
  const finding = isServiceRunning
    ? ok('port', `Kinglet runs at ${service.baseUrl}${service.kind === 'refusing' ? ', and wants another key' : ''}`)
    : problem('port', `${config.port} on ${config.host} cannot be listened on`, obstacle.message);
  return { findings: [finding, checkLock(config.home, isServiceRunning)], isServiceRunning };
}

function checkLock(home: string, isServiceRunning: boolean): Finding {
  try {
    const holder = lockHolder(home, 'serve');
    if (holder === null) return ok('home', `${home} is not in use`);
    const words = `${home} is in use by process ${holder.pid} on ${holder.host}`;
    return isServiceRunning
      ? ok('home', words)
      : warning('home', `${words}, which does not answer here`, 'It is starting, or listens elsewhere (--port).');
  } catch (error) {
    return problem('home', `${home}: ${String(error)}`, 'Set KINGLET_HOME to a folder of yours.');
  }
}
