// In: what was found where the service should be. Out: the Fault that tells a person what to do. Asks nobody.
import { Fault } from '../contract/fault.ts';
import type { ServiceFinding } from './find-running-service.ts';

export function notRunning(finding: Exclude<ServiceFinding, { kind: 'running' }>): Fault {
  const { baseUrl } = finding;
  switch (finding.kind) {
    case 'absent':
      return new Fault(
        'engine_unavailable',
        `No service runs at ${baseUrl}. Start it in another terminal: npm start. One that listens elsewhere is found with --host and --port.`,
      );
    case 'refusing':
      return new Fault('invalid_api_key', `${baseUrl}: ${finding.detail} The key is read from KINGLET_API_KEY.`);
    case 'unusable':
      return new Fault('engine_unavailable', `${baseUrl} cannot be used: ${finding.detail}`);
    default:
      return finding satisfies never;
  }
}
