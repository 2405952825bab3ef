// In: an address. Out: nothing, or Fault `port_in_use` before minutes of downloads are spent on a start that cannot succeed.
import { createServer } from 'node:net';
import { listenFault } from '../http/http-server.ts';

export function ensurePortFree(host: string, port: number): Promise<void> {
  if (port === 0) return Promise.resolve();
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', (error: NodeJS.ErrnoException) => reject(listenFault(error, { host, port })));
    probe.listen(port, host, () => probe.close(() => resolve()));
  });
}
