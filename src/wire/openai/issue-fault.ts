// In: nothing. Out: what a custom zod issue carries in `params.fault` where no general wording fits. Knows no schema.
import type { FaultCode } from '../../contract/fault.ts';

export interface IssueFault {
  readonly code: FaultCode;
  readonly wireCode: string | null;
  readonly message: string;
}
