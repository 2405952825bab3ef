// In: nothing. Out: the hierarchy policies that come with the service, and how a policy of the operator begins from one.
import type { HierarchyPolicy } from '../contract/hierarchy.ts';

export const defaultHierarchyPolicy: HierarchyPolicy = {
  name: 'default',
  platformText: null,
  spotlight: 'datamark',
  isPastedData: true,
  untrustedInstructions: 'remove',
  secrecy: 'refuse',
  hasCanary: false,
  toolGuard: 'hold',
  consequentialTools: [],
};

/** Control tokens stay unforgeable under it: that is no matter of policy. */
export const noHierarchyPolicy: HierarchyPolicy = {
  ...defaultHierarchyPolicy,
  name: 'off',
  spotlight: 'off',
  isPastedData: false,
  untrustedInstructions: 'off',
  secrecy: 'off',
  toolGuard: 'off',
};

export const systemHierarchyPolicies: readonly HierarchyPolicy[] = [defaultHierarchyPolicy, noHierarchyPolicy];
