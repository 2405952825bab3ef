// In: the headers of a request. Out: the content policy that it names in place of its deployment's. Knows no policy.
import { Fault } from '../contract/fault.ts';

/** As the management plane names them. */
const policyName = /^[a-z0-9][a-z0-9_.-]{0,127}$/i;

/** Of `x-policy-id`; null where it is absent. Whether the policy is there, and this caller's, is checked by who knows policies. */
export function readPolicyId(headers: Headers): string | null {
  const given = headers.get('x-policy-id');
  if (given === null || policyName.test(given)) return given;
  throw new Fault('content_policy_unknown', "The header 'x-policy-id' does not name a content policy.");
}
