// In: nothing. Out: what a request says beside its body. Knows no header.

export interface RequestTerms {
  /** The content policy that the request names in place of its deployment's; not yet known to be there, or allowed. */
  readonly policyId: string | null;
  /** How long the client waits for an answer that comes as a whole, from the request's begin; null where it does not say. */
  readonly patienceMs: number | null;
}

export const noTerms: RequestTerms = { policyId: null, patienceMs: null };
