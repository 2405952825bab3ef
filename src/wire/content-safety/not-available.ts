// In: an operation of this API that is not served yet. Out: the Fault that says so.
import { Fault } from '../../contract/fault.ts';

export const operationsNotAvailable = ['image:analyze'] as const;

export function notAvailable(operation: string): Fault {
  return new Fault('unsupported_parameter', `${operation} is not available yet on this server.`, {
    wireCode: 'FeatureNotAvailable',
  });
}
