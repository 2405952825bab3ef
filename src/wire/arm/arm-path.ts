// In: an address under /subscriptions. Out: which resource it names, as far as Kinglet has it, or null. Knows no method.
import { Fault } from '../../contract/fault.ts';

export type ArmTarget =
  | { readonly kind: 'policies' }
  | { readonly kind: 'policy'; readonly name: string }
  | { readonly kind: 'blocklists' }
  | { readonly kind: 'blocklist'; readonly name: string }
  | { readonly kind: 'items'; readonly name: string }
  | { readonly kind: 'item'; readonly name: string; readonly item: string }
  | { readonly kind: 'items-added'; readonly name: string }
  | { readonly kind: 'items-deleted'; readonly name: string }
  | { readonly kind: 'filters' }
  | { readonly kind: 'filter'; readonly name: string };

export interface ArmAddress {
  /** Of the account or location, as ids begin. */
  readonly scope: string;
  readonly target: ArmTarget;
}

const accountPattern =
  /^(\/subscriptions\/[^/]+\/resourceGroups\/[^/]+\/providers\/Microsoft\.CognitiveServices\/accounts\/[^/]+)\/(.+?)\/?$/i;
const locationPattern =
  /^(\/subscriptions\/[^/]+\/providers\/Microsoft\.CognitiveServices\/locations\/[^/]+)\/(.+?)\/?$/i;

export function readArmPath(path: string): ArmAddress | null {
  const [, accountScope = '', accountRest] = accountPattern.exec(path) ?? [];
  if (accountRest !== undefined) return addressOf(accountScope, accountTarget(segmentsOf(accountRest)));
  const [, locationScope = '', locationRest] = locationPattern.exec(path) ?? [];
  if (locationRest !== undefined) return addressOf(locationScope, locationTarget(segmentsOf(locationRest)));
  return null;
}

function addressOf(scope: string, target: ArmTarget | null): ArmAddress | null {
  return target === null ? null : { scope, target };
}

function segmentsOf(path: string): readonly string[] {
  return path.split('/').map((segment) => {
    try {
      return decodeURIComponent(segment);
    } catch {
      return segment;
    }
  });
}

function accountTarget([collection = '', name, sub, item, ...rest]: readonly string[]): ArmTarget | null {
  if (rest.length > 0) return null;
  const kind = collection.toLowerCase();
  if (kind === 'raipolicies' && sub === undefined)
    return name === undefined ? { kind: 'policies' } : { kind: 'policy', name };
  if (kind !== 'raiblocklists') return null;
  if (name === undefined) return { kind: 'blocklists' };
  if (sub === undefined) return { kind: 'blocklist', name };
  const under = sub.toLowerCase();
  if (under === 'raiblocklistitems') return item === undefined ? { kind: 'items', name } : { kind: 'item', name, item };
  if (item !== undefined) return null;
  if (under === 'addraiblocklistitems') return { kind: 'items-added', name };
  return under === 'deleteraiblocklistitems' ? { kind: 'items-deleted', name } : null;
}

function locationTarget([collection = '', name, ...rest]: readonly string[]): ArmTarget | null {
  if (collection.toLowerCase() !== 'raicontentfilters' || rest.length > 0) return null;
  return name === undefined ? { kind: 'filters' } : { kind: 'filter', name };
}

/** The date that the request is written for, such as `2024-10-01`; any will do. */
export function readApiVersion(url: URL): string {
  const given = url.searchParams.get('api-version');
  if (given === null || given === '') {
    const message = 'The api-version query parameter (?api-version=) is required for all requests.';
    throw new Fault('missing_required_parameter', message, { wireCode: 'MissingApiVersionParameter' });
  }
  if (/^\d{4}-\d{2}-\d{2}(-[a-z]+)?$/i.test(given)) return given;
  const message = "The api-version must be a date such as '2024-10-01', and may end in '-preview'.";
  throw new Fault('invalid_value', message, { wireCode: 'InvalidApiVersionParameter' });
}
